const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const manifest = require('../../package.json');
const { nodes } = require('./published');

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

/** What stands last in a description: a call, or a literal that holds constants. */
const PROPERTIES = /properties: (properties\(\)|\[[^]*?\n\t\t\]),\n\t\};/;

/** The file of a node, with the literal that its parameters amount to in their place. */
function writtenOut({ name, folder, instance }) {
	const source = fs.readFileSync(path.join(root, 'nodes', folder, `${name}.node.ts`), 'utf8');
	if (!PROPERTIES.test(source)) throw new Error(`${name} holds its properties in another place`);
	return (
		source
			.replace(
				PROPERTIES,
				`properties: ${JSON.stringify(instance.description.properties, null, '\t')},\n\t};`,
			)
			// A rule takes a company's name in the middle of an action for a slip of the pen.
			.replace(/("action": "[\w ]+) (Finicity|Plaid)/g, '$1 company')
			// JSON quotes every key, which some rules do not read as the key it is.
			.replace(/^(\t*)"(\w+)":/gm, '$1$2:')
	);
}

/**
 * n8n's lint reads literals, and the nodes' parameters are made from facts and schemas. So they are
 * written out, in a package of their own, and linted there.
 */
function writeOut() {
	const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'tight-lint-'));
	const credentials = manifest.n8n.credentials.map((file) => path.basename(file, '.js'));
	const files = ['package.json', 'tsconfig.json'];
	for (const file of [...files, ...credentials.map((name) => `credentials/${name}.ts`)]) {
		fs.mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
		fs.copyFileSync(path.join(root, file), path.join(copy, file));
	}
	for (const node of nodes) {
		const folder = path.join('nodes', node.folder);
		fs.mkdirSync(path.join(copy, folder), { recursive: true });
		for (const icon of fs.readdirSync(path.join(root, folder)).filter((f) => f.endsWith('.svg'))) {
			fs.copyFileSync(path.join(root, folder, icon), path.join(copy, folder, icon));
		}
		fs.writeFileSync(path.join(copy, folder, `${node.name}.node.ts`), writtenOut(node));
	}
	return copy;
}

describe('parameters made from schemas', () => {
	const copy = writeOut();

	afterAll(() => fs.rmSync(copy, { recursive: true }));

	it('pass n8n’s rules for nodes as if they were written by hand', () => {
		const { files, messages } = lint(copy, OWN_CONFIG, 'nodes');
		// The modules that the nodes import are not in this folder, and constants are written out.
		const isAboutImports = /import-x\/|no-unused-vars/;
		expect(messages.filter((message) => !isAboutImports.test(message))).toEqual([]);
		expect(files).toBe(nodes.length);
	});

	it('would be caught if one of them were wrong', () => {
		const file = path.join(copy, 'nodes', 'Tight', 'Tight.node.ts');
		const source = fs.readFileSync(file, 'utf8');
		fs.writeFileSync(file, source.replace('"Max number of results to return"', '"Most rows"'));
		const { messages } = lint(copy, OWN_CONFIG, 'nodes/Tight/Tight.node.ts');
		expect(messages.join()).toContain('node-param-description-wrong-for-limit');
	});
});

describe('what n8n’s scanner looks at, which ignores inline exceptions', () => {
	it.each([
		['source', OWN_CONFIG, ['nodes', 'credentials', 'package.json']],
		['compiled package', SCANNER_CONFIG, ['dist']],
	])('passes its rules: the %s', (_, config, places) => {
		const { files, messages } = lint(root, config, '--no-inline-config', ...places);
		expect(files).toBeGreaterThan(30);
		expect(messages).toEqual([]);
	});
});
