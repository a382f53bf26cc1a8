import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { BAKERY, STUDIO, addCredential, run, stage } from './support/stage.mjs';
import { TIGHT, chain, node, reader, rowsNode, start, to } from './support/workflow.mjs';

const ACCOUNTS = { [BAKERY]: 'bka_7542850', [STUDIO]: 'bka_8642900' };

const row = (key, more = {}) => ({
	key,
	date: '2025-02-24',
	amount: -1250,
	description: `Row ${key}`,
	apiName: 'CSV_IMPORT',
	bankAccountId: ACCOUNTS[BAKERY],
	...more,
});

/** The third of four rows names an account that Tight does not have. */
const ROWS = [row('a'), row('b'), row('c', { bankAccountId: 'bka_nowhere' }), row('d')];
const REASON =
	/^Tight refused item 2: No such id among bankAccounts \(INVALID_VALUE, 'Bank Account'\)/;

const saved = () =>
	stage.sandbox.books(BAKERY).bankTransactions.map(({ description }) => description.at(-1));

describe('Tight ▸ Bank Transaction ▸ Create, when Tight refuses a row', () => {
	let credentials;
	before(async () => {
		credentials = await addCredential();
	});

	/** Start → Rows → Tight → Saved, and on the error output → Failed. */
	async function save(onError, { options = {}, rows = ROWS } = {}) {
		stage.sandbox.reset();
		const parameters = {
			resource: 'bankTransaction',
			operation: 'create',
			mappingMode: 'autoMapInputData',
			options,
		};
		const tight = node('Tight', TIGHT, parameters, { credentials, ...(onError && { onError }) });
		const workflow = chain(`Create, ${onError ?? 'stop'}`, [
			start(),
			rowsNode(rows),
			tight,
			reader('Saved', 'key'),
		]);
		workflow.nodes.push(reader('Failed', 'key'));
		workflow.connections.Tight.main[1] = [to('Failed')];
		return await run(workflow);
	}

	const keysBehind = (execution, name) => execution.items(name).map(({ json }) => json.key);

	it('stops with the reason, the item and how many were saved', async () => {
		const execution = await save(undefined);
		assert.equal(execution.status, 'error');
		const { message, node: at, context } = execution.error;
		assert.match(message, REASON);
		assert.match(message, /\(3 of 4 items were saved\)$/);
		assert.equal(at.name, 'Tight');
		assert.equal(context.itemIndex, 2);
		// What the editor shows on the node itself.
		assert.equal(execution.runData.Tight[0].error.message, message);
		assert.equal(execution.runData.Saved, undefined);
		assert.deepEqual(saved(), ['a', 'b', 'd']);
	});

	it('sends nothing more once a row has failed', async () => {
		const execution = await save(undefined, { options: { batchSize: 1, parallelRequests: 1 } });
		assert.match(execution.error.message, REASON);
		assert.match(execution.error.message, /\(2 of 4 items were saved\)$/);
		assert.match(execution.error.description, /Not reached: item 3<br>/);
		assert.deepEqual(saved(), ['a', 'b']);
	});

	it('sends nothing at all when a row can be seen to be wrong', async () => {
		const rows = [row('a'), row('b', { amount: '12.5O' }), row('c')];
		const execution = await save(undefined, { rows });
		assert.match(execution.error.message, /^Item 1 was not sent to Tight: 'Amount' \(amount\) /);
		assert.match(execution.error.message, /\(0 of 3 items were saved\)$/);
		assert.deepEqual(saved(), []);
	});

	it('continues, with the reason in place of the row', async () => {
		const execution = await save('continueRegularOutput');
		assert.equal(execution.status, 'success');
		const items = execution.items('Tight').map(({ json }) => json);
		assert.equal(items.length, ROWS.length);
		assert.match(items[2].error, REASON);
		assert.deepEqual(items[2].details, {
			outcome: 'refused',
			reasons: [
				{ type: 'INVALID_VALUE', message: 'No such id among bankAccounts', param: 'bankAccountId' },
			],
			statusCode: 400,
		});
		for (const index of [0, 1, 3]) assert.match(items[index].id, /^btxn_/);
		assert.deepEqual(keysBehind(execution, 'Saved'), ['a', 'b', 'c', 'd']);
		assert.deepEqual(saved(), ['a', 'b', 'd']);
	});

	it('continues, with the row and its reason on the error output', async () => {
		const execution = await save('continueErrorOutput');
		assert.equal(execution.status, 'success');
		assert.deepEqual(keysBehind(execution, 'Saved'), ['a', 'b', 'd']);
		assert.deepEqual(keysBehind(execution, 'Failed'), ['c']);
		const [{ json }] = execution.items('Tight', 1);
		assert.match(json.error, REASON);
		assert.equal(json.description, 'Row c');
		assert.deepEqual(saved(), ['a', 'b', 'd']);
	});
});

describe('Items behind Tight', () => {
	it('belong to the items before it, whatever the order of users and batches', async () => {
		stage.sandbox.reset();
		const rows = Array.from({ length: 60 }, (_, index) => {
			const userId = index % 3 === 0 ? STUDIO : BAKERY;
			return row(String(index), { userId, bankAccountId: ACCOUNTS[userId] });
		});
		const parameters = {
			resource: 'bankTransaction',
			operation: 'create',
			userId: '={{ $json.userId }}',
			mappingMode: 'autoMapInputData',
			options: { batchSize: 7 },
		};
		const tight = node('Tight', TIGHT, parameters, { credentials: await addCredential() });
		const execution = await run(
			chain('Links', [start(), rowsNode(rows), tight, reader('After', 'key')]),
		);
		const descriptions = execution.items('Tight').map(({ json }) => json.description);
		const keys = execution.items('After').map(({ json }) => json.key);
		assert.deepEqual(
			keys,
			rows.map(({ key }) => key),
		);
		assert.deepEqual(
			descriptions,
			keys.map((key) => `Row ${key}`),
		);
	});

	it('belong to the item whose query found them', async () => {
		const credentials = await addCredential();
		const users = [{ key: STUDIO }, { key: BAKERY }];
		const parameters = {
			resource: 'bankAccount',
			operation: 'getAll',
			userId: '={{ $json.key }}',
			returnAll: true,
		};
		const tight = node('Tight', TIGHT, parameters, { credentials });
		const execution = await run(
			chain('Links of Get Many', [start(), rowsNode(users), tight, reader('After', 'key')]),
		);
		const found = execution.items('Tight').map(({ json }) => json.id);
		const owners = execution.items('After').map(({ json }) => json.key);
		assert.ok(found.length > 2);
		const expected = stage.sandbox.companies;
		found.forEach((id, index) => {
			const { bankAccounts } = expected.find(({ userId }) => userId === owners[index]);
			assert.ok(
				bankAccounts.some((account) => account.id === id),
				`${id} is not of ${owners[index]}`,
			);
		});
		assert.deepEqual([...new Set(owners)], [STUDIO, BAKERY]);
	});
});
