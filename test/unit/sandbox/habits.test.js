// @ts-check
'use strict';

const { startSandbox } = require('../../sandbox');
const { payment, signIn, transaction } = require('./client');

/** @type {import('./client').Sandbox} */
let sandbox;
/** @type {Awaited<ReturnType<typeof signIn>>} */
let client;
let now = Date.now();
beforeAll(async () => {
	sandbox = await startSandbox({ now: () => now });
});
beforeEach(async () => {
	sandbox.reset();
	client = await signIn(sandbox);
});
afterAll(() => sandbox.close());

/** @param {any} reply */
const records = ({ body }) => body.data.map((/** @type {any} */ each) => each.data);
const listed = async () => (await client.query()).body.data;
const stored = () => sandbox.books('user-bakery').bankTransactions;

describe('habits', () => {
	test.each([
		[{ sourceId: 'hidden' }, /no habit "sourceId"; there are sourceIds/],
		[{ sourceIds: 'secret' }, /"sourceIds" must be one of asSent,hidden/],
		[{ lagMs: 'long' }, /"lagMs" must be a number/],
	])('refuse %j', (order, message) => {
		expect(() => sandbox.behave(/** @type {any} */ (order))).toThrow(message);
	});

	test('can be set over HTTP, and end with a reset', async () => {
		/** @param {object} body */
		const post = async (body) =>
			await fetch(`${sandbox.url}/_sandbox/habits`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
		expect(await (await post({ batchOrder: 'reversed' })).json()).toMatchObject({
			batchOrder: 'reversed',
		});
		expect((await post({ nothing: 1 })).status).toBe(400);
		expect(
			records(await client.save(...[1, 2].map((amount) => transaction({ amount })))),
		).toMatchObject([{ amount: 2 }, { amount: 1 }]);
		sandbox.reset();
		client = await signIn(sandbox);
		expect(
			records(await client.save(...[1, 2].map((amount) => transaction({ amount })))),
		).toMatchObject([{ amount: 1 }, { amount: 2 }]);
	});

	/** @type {[any, string | null, string | null][]} */
	const shownIds = [
		['hidden', null, null],
		['hiddenInSaves', null, 'trn-1'],
		['prefixed', 'src:trn-1', 'src:trn-1'],
		['upperCase', 'TRN-1', 'TRN-1'],
	];
	test.each(shownIds)('show source IDs %s', async (sourceIds, inSave, inList) => {
		sandbox.behave({ sourceIds });
		const [saved] = records(await client.save(transaction({ apiSourceId: 'trn-1' })));
		const [shown] = await listed();
		expect([saved.apiSourceId, shown.apiSourceId]).toEqual([inSave, inList]);
		expect(stored()).toMatchObject([{ apiSourceId: 'trn-1' }]);
	});

	test('clean descriptions', async () => {
		sandbox.behave({ descriptions: 'cleaned' });
		const [saved] = records(await client.save(transaction({ description: 'SQ *COFFEE #12' })));
		expect(saved.description).toBe('Sq Coffee');
		expect((await listed())[0].description).toBe('Sq Coffee');
	});

	/** @type {[any, (id: string) => string][]} */
	const savedIds = [
		['bare', (id) => id.replace('btxn_', '')],
		['other', (id) => `${id}9`],
	];
	test.each(savedIds)('answer saves with %s IDs', async (habit, shown) => {
		sandbox.behave({ savedIds: habit });
		const [saved] = records(await client.save(transaction()));
		const [{ id }] = await listed();
		expect(saved.id).toBe(shown(id));
	});

	test('leave out verdicts, and show a refused row as it was sent', async () => {
		sandbox.behave({ entries: 'newest' });
		const bad = transaction({ categoryId: 'ctg_none' });
		const { status, body } = await client.save({ ...bad, id: null }, transaction());
		expect(status).toBe(207);
		expect(body).not.toHaveProperty('result');
		expect(body.data[0]).toEqual({
			data: bad,
			error: [expect.objectContaining({ type: 'INVALID_VALUE', param: 'categoryId' })],
		});
		expect(Object.keys(body.data[1])).toEqual(['data', 'error']);
	});

	test('show other forms of values', async () => {
		sandbox.behave({ values: 'otherForms' });
		await client.save(transaction({ classSegmentIds: ['cls_593054'] }));
		const [shown] = await listed();
		expect(shown).toMatchObject({ date: '2025-06-26T00:00:00Z', amount: '-5001' });
		expect(shown.dimensionValues).toHaveLength(1);
		expect(shown).not.toHaveProperty('classSegments');
	});

	test('refuse large batches', async () => {
		sandbox.behave({ maxBatchRows: 2 });
		expect((await client.pay(payment(), payment(), payment())).status).toBe(413);
		expect((await client.pay(payment(), payment())).status).toBe(200);
		expect(sandbox.books('user-bakery').payments).toHaveLength(2);
	});

	/** @type {[any, number, any][]} */
	const deletions = [
		['noContent', 204, ''],
		['null', 200, { data: null }],
	];
	test.each(deletions)('answer deletions with %s', async (habit, status, body) => {
		const [{ id }] = records(await client.save(transaction()));
		sandbox.behave({ deletions: habit });
		const reply = await client.call('DELETE', `/v6/banks/transactions/${id}`);
		expect(reply).toMatchObject({ status, body });
		expect(stored()).toEqual([]);
	});

	test('hide new rows from lists for a while', async () => {
		sandbox.behave({ lagMs: 1000 });
		await client.save(transaction());
		expect(await listed()).toEqual([]);
		now += 1000;
		expect(await listed()).toHaveLength(1);
	});

	test('begin lists with an empty page', async () => {
		await client.save(transaction());
		sandbox.behave({ pages: 'emptyFirst' });
		const first = await client.query();
		expect(first.body.data).toEqual([]);
		const second = await client.query({ cursor: first.body.cursor.after });
		expect(second.body.data).toHaveLength(1);
		expect(second.body.cursor.after).toBeNull();
	});

	test('lead cursors back to each other', async () => {
		await client.save(transaction());
		sandbox.behave({ pages: 'ring' });
		const places = [];
		let cursor;
		for (let turn = 0; turn < 4; turn++) {
			({ after: cursor } = (await client.query({ cursor })).body.cursor);
			places.push(cursor);
		}
		expect(places).toEqual(['a', 'b', 'a', 'b']);
	});
});

describe('a closing', () => {
	/** @param {any} body */
	const close = async (body) => await client.call('POST', '/v6/closing', body);
	const before = '2025-06-26';
	const problem = { type: 'NOT_MODIFIABLE', param: 'date' };

	test('is answered as it was sent', async () => {
		const closing = { date: before, modifications: 'DISABLED' };
		expect((await close(closing)).body).toEqual({ result: 'SUCCESS', data: closing });
	});

	test.each([
		[{ date: before }, 'modifications'],
		[{ modifications: 'DISABLED' }, 'date'],
		[{ date: before, modifications: 'MAYBE' }, 'modifications'],
	])('%j is refused', async (body, param) => {
		const reply = await close(body);
		expect(reply.status).toBe(400);
		expect(reply.body.error).toMatchObject([{ param }]);
	});

	test('DISABLED refuses to add, change and delete what is dated on or before it', async () => {
		const [{ id }] = records(await client.save(transaction()));
		await close({ date: before, modifications: 'DISABLED' });
		const after = transaction({ date: '2025-06-27' });
		const { body } = await client.save(transaction(), after, { id, notes: 'x' });
		expect(body.data).toMatchObject([
			{ result: 'FAILURE', data: null, error: [problem] },
			{ result: 'SUCCESS', error: [] },
			{ result: 'FAILURE', data: null, error: [problem] },
		]);
		const deletion = await client.call('DELETE', `/v6/banks/transactions/${id}`);
		expect(deletion).toMatchObject({ status: 400, body: { error: [problem] } });
		expect(stored().map(({ notes }) => notes)).toEqual([null, null]);
	});

	test('DISABLED refuses to move a row into or out of the closed days', async () => {
		const rows = [transaction(), transaction({ date: '2025-07-01' })];
		const [old, recent] = records(await client.save(...rows));
		await close({ date: before, modifications: 'DISABLED' });
		const { body } = await client.save(
			{ id: old.id, date: '2025-07-01' },
			{ id: recent.id, date: before },
		);
		expect(body.data).toMatchObject([{ error: [problem] }, { error: [problem] }]);
	});

	test('ENABLED_WITH_WARNING saves, and warns beside the data', async () => {
		await close({ date: before, modifications: 'ENABLED_WITH_WARNING' });
		const { status, body } = await client.save(transaction());
		expect(status).toBe(200);
		expect(body.data).toMatchObject([
			{ result: 'SUCCESS', data: { amount: -5001 }, error: [problem] },
		]);
		expect(stored()).toHaveLength(1);
	});

	test('concerns one company', async () => {
		await close({ date: before, modifications: 'DISABLED' });
		const other = await signIn(sandbox, { userId: 'user-studio' });
		expect((await other.pay(payment())).status).toBe(200);
	});
});
