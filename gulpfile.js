/**
 * What `n8n-node build` leaves undone: output schemas for the editor, the docs of the operations,
 * and a `dist` with nothing in it that does not belong into the published package.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { series } = require('gulp');

const root = __dirname;
const dist = path.join(root, 'dist');

/** Modules that n8n itself provides to a community node; anything else would be missing there. */
const PROVIDED = ['crypto', 'n8n-workflow', 'zod/v4'];
/** Unpacked; test/package/manifest.test.js says how large the tarball may be. */
const MOST_BYTES = 800 * 1024;

function run(command, ...args) {
	execFileSync(path.join(root, 'node_modules', '.bin', command), args, {
		cwd: root,
		stdio: 'inherit',
		// Without it the build's spinner fills logs.
		env: { ...process.env, CI: 'true' },
		shell: process.platform === 'win32',
	});
}

function filesBelow(folder) {
	return fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

/** Compiles and copies icons. */
async function compile() {
	run('n8n-node', 'build');
}

/** Writes a JSON schema of what each operation puts out, which the editor shows before a run. */
async function schemas() {
	const { outputSchemas } = require('./tools/outputSchemas.js');
	for (const { file, schema } of outputSchemas(dist)) {
		fs.mkdirSync(path.dirname(file), { recursive: true });
		fs.writeFileSync(file, JSON.stringify(schema));
	}
}

/** Removes what the compiler leaves for developers only, and pictures copied from elsewhere. */
async function prune() {
	const isForDevelopers = (file) => /\.(map|d\.ts|tsbuildinfo)$/.test(file);
	const isElsewhere = (file) => !/^(credentials|nodes)\b/.test(path.relative(dist, file));
	for (const file of filesBelow(dist)) {
		if (isForDevelopers(file) || isElsewhere(file)) fs.rmSync(file);
	}
}

/** Fails when `dist` is not what n8n can load and what may be published. */
async function audit() {
	const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
	const problems = [];
	for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
		if (!fs.existsSync(path.join(root, file))) problems.push(`${file} is missing`);
	}
	if (Object.keys(manifest.dependencies ?? {}).length) problems.push('there are dependencies');
	const files = filesBelow(dist);
	for (const file of files.filter((name) => name.endsWith('.js'))) {
		for (const [, name] of fs.readFileSync(file, 'utf8').matchAll(/require\("([^"]+)"\)/g)) {
			const isOurs = name.startsWith('.');
			if (!isOurs && !PROVIDED.includes(name)) problems.push(`${file} requires ${name}`);
		}
	}
	for (const file of files.filter((name) => /\.(test|spec)\./.test(name))) {
		problems.push(`${file} is a test`);
	}
	const bytes = files.reduce((sum, file) => sum + fs.statSync(file).size, 0);
	if (bytes > MOST_BYTES) problems.push(`dist has ${bytes} bytes`);
	if (problems.length) throw new Error(`dist may not be published:\n${problems.join('\n')}`);
}

/** Writes docs/operations.md from the resources and their fields. */
async function docs() {
	const { operationsPage } = require('./tools/operationsPage.js');
	fs.writeFileSync(path.join(root, 'docs', 'operations.md'), operationsPage(dist));
}

exports.compile = compile;
exports.schemas = schemas;
exports.prune = prune;
exports.audit = audit;
exports.build = series(compile, schemas, prune, audit);
exports.docs = series(exports.build, docs);
exports.default = exports.build;
