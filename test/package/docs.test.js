const fs = require('node:fs');
const path = require('node:path');
const { operationsPage } = require('../../tools/operationsPage');

const root = path.join(__dirname, '..', '..');

describe('docs/operations.md', () => {
	it('is what the schemas say (npm run docs writes it)', () => {
		const page = fs.readFileSync(path.join(root, 'docs', 'operations.md'), 'utf8');
		expect(page).toBe(operationsPage(path.join(root, 'dist')));
	});
});

describe('README.md', () => {
	it('names only scripts that exist', () => {
		const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
		const { scripts } = require('../../package.json');
		const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script);
		expect(named.filter((script) => !(script in scripts))).toEqual([]);
	});
});
