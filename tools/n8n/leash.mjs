/**
 * Runs a program that ends when this process's standard input ends, which is when the process that
 * started it stops it or dies, be it by kill -9. Needs no signal handlers over there.
 *
 *   node leash.mjs <program> [argument …]
 */
import { spawn } from 'node:child_process';

const GRACE_MS = 10_000;

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });

child.on('error', (error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));

process.stdin.resume().on('end', () => {
	child.kill('SIGTERM');
	setTimeout(endGroup, GRACE_MS);
});

/** This process leads a process group of its own, in which are also the children of the child. */
function endGroup() {
	child.kill('SIGKILL');
	if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
}
