const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const dist = path.join(root, 'dist');

/** What n8n provides to a community node at run time. */
const PROVIDED = ['crypto', 'n8n-workflow', 'zod/v4'];

const sources = fs
	.readdirSync(dist, { recursive: true })
	.filter((file) => file.endsWith('.js'))
	.map((file) => fs.readFileSync(path.join(dist, file), 'utf8'));

/** The version of the package that a file belongs to: the next package.json above that has one. */
function versionOf(file) {
	const folder = path.dirname(file);
	const manifest = path.join(folder, 'package.json');
	const { version } = fs.existsSync(manifest) ? require(manifest) : {};
	return version ?? versionOf(folder);
}

const allMatches = (pattern) => sources.flatMap((source) => [...source.matchAll(pattern)]);

describe('the compiled package', () => {
	it('requires only what n8n provides', () => {
		const required = allMatches(/require\("([^".][^"]*)"\)/g).map(([, name]) => name);
		expect([...new Set(required)].sort()).toEqual(PROVIDED);
	});

	describe.each([
		['1', 'n8n-workflow-oldest'],
		['2', 'n8n-workflow'],
	])('in n8n %s', (version, alias) => {
		const lock = require(`../../tools/n8n/versions/${version}/package-lock.json`);
		const inN8n = (name) => lock.packages[`node_modules/${name}`].version;
		const entry = require.resolve(alias);
		const zodEntry = require.resolve('zod/v4', { paths: [path.dirname(entry)] });

		it('is checked against what that n8n installs', () => {
			expect(versionOf(entry)).toBe(inN8n('n8n-workflow'));
			expect(versionOf(zodEntry)).toBe(inN8n('zod'));
		});

		it.each([
			['n8n-workflow', entry, /\bn8n_workflow_1\.(\w+)/g],
			['zod', zodEntry, /\bz\.(\w+)/g],
		])('finds everything it uses of %s', (_, file, use) => {
			const used = new Set(allMatches(use).map(([, symbol]) => symbol));
			const offered = require(file);
			expect(used.size).toBeGreaterThan(3);
			expect([...used].filter((symbol) => offered[symbol] === undefined)).toEqual([]);
		});
	});

	it('uses no timers and no environment', () => {
		expect(allMatches(/\b(setTimeout|setInterval|setImmediate|process\.|globalThis)/g)).toEqual([]);
	});
});

describe('nodes of different services', () => {
	it('import nothing from each other', () => {
		const nodes = path.join(root, 'nodes');
		const files = fs.readdirSync(nodes, { recursive: true }).filter((file) => file.endsWith('.ts'));
		const strangers = files.flatMap((file) => {
			const [service] = file.split(path.sep);
			const source = fs.readFileSync(path.join(nodes, file), 'utf8');
			return [...source.matchAll(/from '(\.[^']+)'/g)]
				.map(([, target]) => path.join(path.dirname(file), target).split(path.sep)[0])
				.filter((other) => other !== service && other !== 'shared')
				.map((other) => `${file} imports from ${other}`);
		});
		expect(strangers).toEqual([]);
	});
});
