import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { openEditor } from '../../tools/browser.mjs';
import { PROJECT_ROOT } from '../../tools/paths.mjs';
import { BAKERY, addCredential, addWorkflow, stage } from './support/stage.mjs';
import { TIGHT, chain, node, rowsNode, start } from './support/workflow.mjs';

/** Pictures for people to look at. */
const PICTURES = join(PROJECT_ROOT, 'test-results');

const UPSERT = { resource: 'bankTransaction', operation: 'upsert' };

const refused = 'bka_nowhere';
const row = (description, bankAccountId = 'bka_7542850') => ({
	date: '2025-02-24',
	amount: -1250,
	description,
	apiName: 'CSV_IMPORT',
	bankAccountId,
});

describe('The editor', () => {
	let editor;
	before(async () => {
		mkdirSync(PICTURES, { recursive: true });
		editor = await openEditor(stage.server);
	});
	after(async () => await editor?.close());
	beforeEach(() => stage.sandbox.reset());

	const picture = async (name) => await editor.screenshot(join(PICTURES, `${name}.png`));

	/** Opens the panel of Tight in a new workflow. */
	async function openTight({ credential, parameters = UPSERT, rows } = {}) {
		const credentials = await addCredential(credential);
		const tight = node('Tight', TIGHT, parameters, { credentials });
		const nodes = [start(), ...(rows ? [rowsNode(rows)] : []), tight];
		await editor.openWorkflow(await addWorkflow(chain('In the editor', nodes)));
		await editor.openNode('Tight');
	}

	it('finds the node and shows what it can do', async () => {
		await editor.openWorkflow(await addWorkflow(chain('Add a node', [start()])));
		const { page } = editor;
		await page.getByTestId('node-creator-plus-button').click();
		await page.getByTestId('node-creator-search-bar').fill('tight');
		const found = page.getByTestId('item-iterator-item');
		await found.filter({ has: page.getByText('Tight', { exact: true }) }).click();
		await page.getByText('Create or update bank transaction', { exact: true }).waitFor();
		await picture('actions');
	});

	it('fills in a bank transaction by hand, from lists, with a line item', async () => {
		await openTight();
		assert.deepEqual(await editor.openList('bankAccountId'), [
			'Business Checking · 1687',
			'Rainy Day Savings · 4402',
			'Business Credit Card · 9017',
		]);
		await editor.page.keyboard.press('Escape');
		assert.deepEqual(await editor.openList('bankAccountId', 'sav'), ['Rainy Day Savings · 4402']);
		await picture('list-searched');
		await editor.pick('Rainy Day Savings');
		await editor.fill('date', '2025-06-11');
		await editor.choose('amountUnit', 'Currency Units');
		await editor.fill('amount', '-12.50');
		await editor.fill('description', 'Flour for June');
		await editor.add('Add Field', 'Category');
		const categories = await editor.openList('categoryId', 'flour');
		assert.deepEqual(categories, ['Ingredients › Flour and Grains']);
		await editor.pick('Flour and Grains');
		await editor.add('Add Field', 'Line Items');
		await editor.page.getByRole('button', { name: 'Add Line Item' }).click();
		await editor.fill('amount', '-12.50', 1);
		await picture('panel-filled');

		await editor.execute();
		await editor.output().getByText('Flour for June').first().waitFor();
		await picture('output');
		const [stored, ...others] = stage.sandbox.books(BAKERY).bankTransactions;
		assert.deepEqual(others, []);
		assert.equal(stored.date, '2025-06-11');
		assert.equal(stored.amount, -1250);
		assert.equal(stored.apiName, 'MANUAL_ENTRY');
		assert.equal(stored.bankAccount.name, 'Rainy Day Savings');
		assert.equal(stored.category.name, 'Flour and Grains');
		assert.deepEqual(
			stored.children.map(({ amount }) => amount),
			[-1250],
		);
	});

	it('says in the list that the keys are wrong', async () => {
		await openTight({ credential: { clientSecret: 'wrong' } });
		const [problem, ...others] = await editor.openList('bankAccountId');
		assert.match(problem, /^Tight did not accept the client keys: .* Check 'Client ID' and/);
		assert.deepEqual(others, []);
		await picture('list-wrong-keys');
	});

	it('says in the list that the user is not known before the nodes before it have run', async () => {
		const parameters = { ...UPSERT, userId: '={{ $json.userId }}' };
		await openTight({ parameters, rows: [{ userId: BAKERY }] });
		const [problem] = await editor.openList('bankAccountId');
		assert.match(problem, /^'User ID' has no value yet\. Run the nodes before this one/);
	});

	it('shows why a run failed and what was saved before', async () => {
		const rows = [row('a'), row('b'), row('c', refused), row('d', refused)];
		const parameters = {
			...UPSERT,
			operation: 'create',
			mappingMode: 'autoMapInputData',
			options: {},
		};
		await openTight({ parameters, rows });
		await editor.execute();
		const output = editor.output();
		const message = await output.getByTestId('node-error-message').innerText();
		assert.match(message, /^Tight refused item 2: .*'Bank Account'.*\(2 of 4 items were saved\)$/);
		const description = await output.getByTestId('node-error-description').innerText();
		// One line each: n8n shows the line breaks as such.
		assert.ok(description.split('\n').length >= 3, description);
		assert.doesNotMatch(description, /<br>/);
		await picture('error');
	});

	it('wears the dark theme', async () => {
		await openTight();
		await editor.useTheme('dark');
		try {
			// The address names the open node, which opens again.
			await editor.panel().waitFor();
			assert.equal(await editor.page.locator('body').getAttribute('data-theme'), 'dark');
			const icon = editor.page.getByTestId('node-icon').first().or(editor.panel()).first();
			await icon.waitFor();
			await picture('dark');
		} finally {
			await editor.useTheme('light');
		}
	});

	it('tests a credential in its window', async () => {
		const { tightApi } = await addCredential({ clientSecret: 'wrong' });
		const { page } = editor;
		await page.goto(`/home/credentials/${tightApi.id}`);
		await page.getByText('More details').click();
		await page.getByText("Check 'Client ID' and 'Client Secret'").first().waitFor();
		await picture('credential-wrong-keys');
	});

	it('lists the package under Community nodes', async () => {
		await editor.page.goto('/settings/community-nodes');
		await editor.page.getByText('n8n-nodes-tight').first().waitFor();
		await picture('community-nodes');
	});
});
