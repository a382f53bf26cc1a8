const fs = require('node:fs');
const path = require('node:path');

const dist = path.join(__dirname, '..', '..', 'dist');

/** What n8n provides to a community node at run time. */
const PROVIDED = ['crypto', 'n8n-workflow', 'zod/v4'];

const sources = fs
	.readdirSync(dist, { recursive: true })
	.filter((file) => file.endsWith('.js'))
	.map((file) => fs.readFileSync(path.join(dist, file), 'utf8'));

const allMatches = (pattern) => sources.flatMap((source) => [...source.matchAll(pattern)]);

describe('the compiled package', () => {
	it('requires only what n8n provides', () => {
		const required = allMatches(/require\("([^".][^"]*)"\)/g).map(([, name]) => name);
		expect([...new Set(required)].sort()).toEqual(PROVIDED);
	});

	it.each([
		['the oldest supported n8n-workflow', 'n8n-workflow-oldest'],
		['the newest n8n-workflow', 'n8n-workflow'],
	])('finds everything it uses in %s', (_, name) => {
		const used = new Set(allMatches(/n8n_workflow_1\.(\w+)/g).map(([, symbol]) => symbol));
		const offered = require(name);
		expect(used.size).toBeGreaterThan(0);
		expect([...used].filter((symbol) => offered[symbol] === undefined)).toEqual([]);
	});

	it('uses no timers and no environment', () => {
		expect(allMatches(/\b(setTimeout|setInterval|setImmediate|process\.|globalThis)/g)).toEqual([]);
	});
});

describe('nodes of different services', () => {
	it('import nothing from each other', () => {
		const nodes = path.join(__dirname, '..', '..', 'nodes');
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
