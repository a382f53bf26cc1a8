import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packPackage } from '../../../tools/n8n.mjs';
import { installPackage } from '../../../tools/n8n/package-folder.mjs';
import { startProgram } from '../../../tools/n8n/program.mjs';
import { freePort, settings } from '../../../tools/n8n/settings.mjs';
import { compared } from '../compared.mjs';
import { median } from '../median.mjs';
import { startProcess } from '../process.mjs';
import { say } from '../progress.mjs';

const POLL_MS = 20;
const MOST_KILOBYTES = 200;

/** Starts n8n and ends it. @returns {Promise<number>} seconds until it says that it is ready */
async function startSeconds(home) {
	const port = await freePort();
	const env = await settings(home, port, {});
	const started = performance.now();
	const program = startProgram(['start'], { env, log: join(home, 'n8n.log') });
	try {
		const isReady = () =>
			fetch(`http://127.0.0.1:${port}/healthz/readiness`).then(
				({ ok }) => ok,
				() => false,
			);
		while (!(await isReady())) {
			if (!program.isRunning()) throw new Error(`n8n has ended:\n${program.lastLines()}`);
			await sleep(POLL_MS);
		}
		return (performance.now() - started) / 1000;
	} finally {
		await program.stop();
	}
}

/** What loading the package adds to n8n's start, and how large it is. */
export async function loading({ starts = 3, loads = 7 } = {}) {
	const tarball = packPackage();
	const homes = { with: '', without: '' };
	const seconds = { with: [], without: [] };
	try {
		for (const way of Object.keys(homes)) {
			homes[way] = mkdtempSync(join(tmpdir(), 'tight-bench-'));
			if (way === 'with') installPackage(homes[way], tarball);
			// The first start makes the database.
			await startSeconds(homes[way]);
		}
		for (let start = 0; start < starts; start++) {
			for (const [way, home] of Object.entries(homes)) {
				seconds[way].push(await startSeconds(home));
				say(`  n8n ${way} the package: ${seconds[way].at(-1).toFixed(1)} s`);
			}
		}
	} finally {
		for (const home of Object.values(homes)) rmSync(home, { recursive: true, force: true });
	}
	const loaded = [];
	for (let load = 0; load < loads; load++) {
		loaded.push((await startProcess('loading')).said);
	}
	const theirs = median(seconds.without);
	return [
		compared(
			{
				work: 'loading the package',
				beside: "n8n's start",
				unit: 's',
				ours: median(loaded),
				theirs,
			},
			{ most: 0.05 },
		),
		compared({
			work: "n8n's start with the package",
			beside: 'without it',
			unit: 's',
			ours: median(seconds.with),
			theirs,
		}),
		compared(
			{
				work: 'tarball',
				beside: `${MOST_KILOBYTES} kB`,
				unit: 'kB',
				ours: statSync(tarball).size / 1000,
				theirs: MOST_KILOBYTES,
			},
			{ most: 1 },
		),
	];
}
