const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const page = fs.readFileSync(path.join(root, 'docs', 'contract.md'), 'utf8');

/** The tables of the page: below which heading they stand, and the cells of their rows. */
const tables = page
	.split(/^(?=###? )/m)
	.flatMap((section) => {
		const [heading] = section.split('\n', 1);
		const rows = section.split('\n').filter((line) => line.startsWith('|'));
		return rows.length === 0 ? [] : [{ heading, rows }];
	})
	.map(({ heading, rows }) => {
		const cells = rows.map((row) =>
			row
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);
		return { heading, head: cells[0], rows: cells.slice(2) };
	});

const open = tables.filter(({ heading }) => /Inferred|Unknown/.test(heading));
const ids = open.flatMap(({ rows }) => rows.map(([id]) => id));

/** What the checks are, read by Node itself, as Jest loads no modules of their kind. */
function readChecks() {
	const script = `
		import { checks } from './test/live/checks/index.mjs';
		const shown = checks.map(({ id, run, byHand }) => ({ id, runs: Boolean(run), byHand }));
		console.log(JSON.stringify(shown));`;
	const args = ['--input-type=module', '--eval', script];
	return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }));
}

function sourceFiles(folder) {
	return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const file = path.join(folder, entry.name);
		if (entry.isDirectory()) return sourceFiles(file);
		return entry.name.endsWith('.ts') ? [file] : [];
	});
}

const sources = sourceFiles(path.join(root, 'nodes'));

/** Files and folders that a line names as the place of its fact. */
const placesIn = (cell) =>
	[...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name).filter((name) => /\.ts$|\/$/.test(name));

/** Where a place of the page may lie; see its second paragraph. */
const locations = (place) =>
	['nodes/Tight', 'nodes', ''].map((base) => path.join(root, base, place));

describe('docs/contract.md', () => {
	it('gives each inferred and each unknown line an ID of its own', () => {
		expect(open.length).toBeGreaterThan(10);
		expect(open.filter(({ head }) => head[0] !== 'ID').map(({ heading }) => heading)).toEqual([]);
		expect(ids.filter((id) => !/^[TVFWPM]\d+$/.test(id))).toEqual([]);
		expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
	});

	it('has exactly one check in test/live for each of them, and no other', () => {
		const checks = readChecks();
		expect(checks.map(({ id }) => id).sort()).toEqual([...ids].sort());
	});

	it('has no check that is silent: it runs, or says how to decide the line by hand', () => {
		const silent = readChecks().filter(({ runs, byHand }) => runs === Boolean(byHand));
		expect(silent).toEqual([]);
	});

	it('names only places that exist', () => {
		const places = tables.flatMap(({ rows }) => rows.flatMap((row) => placesIn(row.at(-1))));
		expect(places.length).toBeGreaterThan(100);
		expect(places.filter((place) => !locations(place).some(fs.existsSync))).toEqual([]);
	});

	it('has a line for each file that says that something in it is inferred', () => {
		const named = open.flatMap(({ rows }) =>
			rows.flatMap((row) => placesIn(row.at(-1)).flatMap(locations)),
		);
		const inferring = sources.filter((file) => /\binferred\b/i.test(fs.readFileSync(file, 'utf8')));
		expect(inferring.length).toBeGreaterThan(10);
		expect(inferring.filter((file) => !named.includes(file))).toEqual([]);
	});

	it('has what the code refers to', () => {
		const references = sources.flatMap((file) =>
			[
				...fs
					.readFileSync(file, 'utf8')
					.replace(/\s*\n\s*\*\s*/g, ' ')
					.matchAll(/docs\/contract\.md, (?:"([^"]+)"(?: and "([^"]+)")?|([A-Z]\d+))/g),
			].flatMap(([, ...names]) => names.filter(Boolean)),
		);
		expect(references.length).toBeGreaterThan(5);
		const isThere = (name) =>
			ids.includes(name) || page.includes(`**${name}**`) || page.includes(`## ${name}\n`);
		expect(references.filter((name) => !isThere(name))).toEqual([]);
	});
});
