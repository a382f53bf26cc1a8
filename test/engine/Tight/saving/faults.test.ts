import { sleep, type IDataObject, type INodeParameters, type OnError } from 'n8n-workflow';

import { exchange } from '../../../../nodes/shared/http';
import { batchesTo, only, PATHS, queriesOf, requestsTo, rowsTo } from '../../../support/journal';
import {
	changed,
	daysAgo,
	fromPlaid,
	pendingRow,
	PLAID_CHECKING,
	postedRow,
	removed,
} from '../../../support/plaidChanges';
import { throughProxy, type Rewrite } from '../../../support/proxy';
import {
	byId,
	CHECKING,
	matchingRows,
	mxImport,
	rowsOf,
	SAVINGS,
	savingRows,
	sourcedRows,
} from '../../../support/rows';
import { BAKERY, runTight, STUDIO, useSandbox, type TightRun } from '../../../support/tight';

/** What strangers' data and a strange Tight did to saves: one test, or more, for each fault. */

const sandbox = useSandbox();
const CONTINUE = 'continueErrorOutput' as const;

const stored = (user = BAKERY) => sandbox.current.books(user).bankTransactions as IDataObject[];
const payments = () => sandbox.current.books(BAKERY).payments as IDataObject[];
const counting = () => stored().filter(({ status }) => status !== 'REMOVED');
const saves = () => requestsTo(sandbox.current, PATHS.bankTransactions);
const deletions = () => sandbox.current.journal.filter(({ method }) => method === 'DELETE');

interface Running {
	onError?: OnError;
	rewrite?: Rewrite;
	onStart?: (cancel: () => void) => void;
}

async function run(
	parameters: INodeParameters,
	input: IDataObject[],
	{ rewrite, ...more }: Running = {},
): Promise<TightRun> {
	const tight = rewrite ? await throughProxy(sandbox.current, rewrite) : sandbox.current;
	try {
		return await runTight(tight, { parameters, input, ...more });
	} finally {
		if (rewrite) await tight.close();
	}
}

async function deliver(parameters: INodeParameters, input: IDataObject[], more: Running = {}) {
	const done = await run(parameters, input, more);
	if (done.error) throw done.error;
	return done;
}

const isSave = (path: string) => path === PATHS.bankTransactions;
const isQuery = (path: string) => path.endsWith('/query');
/** Rewrites the records of answers, of saves and queries alike. */
const eachRecord =
	(change: (record: IDataObject) => IDataObject): Rewrite =>
	async (request, pass) => {
		const { status, body } = await pass();
		if (!Array.isArray(body?.data)) return { status, body };
		const data = body.data.map((one: IDataObject) =>
			isQuery(request.path)
				? change(one)
				: { ...one, data: one.data && change(one.data as IDataObject) },
		);
		return { status, body: { ...body, data } };
	};
const without = (name: string) => (record: IDataObject) =>
	Object.fromEntries(Object.entries(record).filter(([key]) => key !== name)) as IDataObject;
const outcomesOf = ({ failedItems }: TightRun) =>
	failedItems.map(({ details }) => (details as IDataObject).outcome);
const payment = (amount: number, apiName: string, apiSourceId: string, more: IDataObject = {}) => ({
	date: '2025-02-24',
	amount,
	description: `Order ${apiSourceId}`,
	apiName,
	apiSourceId,
	...more,
});
const MATCHED_PAYMENTS = {
	resource: 'payment',
	operation: 'upsert',
	mappingMode: 'autoMapInputData',
	matchOn: 'apiSourceId',
};
const IMPORT = {
	resource: 'mxTransaction',
	operation: 'import',
	mappingMode: 'autoMapInputData',
	matchOn: 'apiSourceId',
};

describe('1. The same ID in two systems is two records', () => {
	const shop = payment(5000, 'SHOPIFY', '1001');
	const square = payment(700, 'SQUARE', '1001');

	it.each([
		['in one run', [[shop, square]]],
		['in two runs', [[shop], [square]]],
	])('of payments, %s', async (_, runs) => {
		for (const input of runs) await deliver(MATCHED_PAYMENTS, input);
		await deliver(MATCHED_PAYMENTS, [shop, square]);
		expect(payments().map(({ apiName, amount }) => [apiName, amount])).toEqual([
			['SHOPIFY', 5000],
			['SQUARE', 700],
		]);
	});

	it('of bank transactions of one account', async () => {
		const [row] = sourcedRows(1);
		await deliver(matchingRows(), [{ ...row, apiName: 'PLAID' }]);
		await deliver(matchingRows(), [{ ...row, apiName: 'MX', amount: 7 }]);
		expect(stored().map(({ apiName, amount }) => [apiName, amount])).toEqual([
			['PLAID', -100],
			['MX', 7],
		]);
	});
});

it('2. A removal waits for its turn, and does not delete a record that a posted row took over', async () => {
	const parameters = fromPlaid({ pendingTransactions: 'replace', removedTransactions: 'delete' });
	await deliver(parameters, [pendingRow('p')]);
	sandbox.current.fault({
		effect: 'status',
		status: 429,
		headers: { 'retry-after': '1' },
		method: 'DELETE',
	});
	const removing = deliver(parameters, [removed('p')]);
	await sleep(100);
	const posting = deliver(parameters, [postedRow('q', 'p')]);
	await Promise.all([removing, posting]);
	expect(stored().map(({ apiSourceId }) => apiSourceId)).toEqual(['q']);
	expect((await posting).items).toMatchObject([{ apiSourceId: 'q' }]);
});

it('3. The n-th line item of a key is matched with the n-th', async () => {
	const lines = (one: number, other: number) => [
		{ amount: one, apiItemId: 'SKU-7' },
		{ amount: other, apiItemId: 'SKU-7' },
	];
	await deliver(MATCHED_PAYMENTS, [payment(1500, 'SHOPIFY', '1', { children: lines(1000, 500) })]);
	await deliver(MATCHED_PAYMENTS, [payment(1600, 'SHOPIFY', '1', { children: lines(1000, 600) })]);
	const [{ children }] = payments();
	expect((children as IDataObject[]).map(({ amount }) => amount)).toEqual([1000, 600]);
	expect(new Set((children as IDataObject[]).map(({ id }) => id)).size).toBe(2);
});

it.each(['null', 'undefined'])(
	'4. The text "%s" as ID never matches records without one',
	async (text) => {
		const [row] = rowsOf([1]);
		await deliver(savingRows(), [row]);
		await deliver(matchingRows(), [{ ...row, amount: 2, apiSourceId: text }]);
		expect(stored().map(({ amount }) => amount)).toEqual([1, 2]);
	},
);

describe('5. Rows of a file that share an ID', () => {
	it.each([
		['a purchase and its fee', [{ amount: -100 }, { amount: -3 }]],
		['twins', [{}, {}]],
	])('are refused, each naming the other: %s', async (_, [one, other]) => {
		const [row, good] = sourcedRows(2);
		const input = [{ ...row, ...one }, good, { ...row, ...other }];
		const { failedItems, failedOrigins, items } = await run(matchingRows(), input, {
			onError: CONTINUE,
		});
		expect(failedOrigins).toEqual([0, 2]);
		expect(failedItems[0].error).toContain('item 2');
		expect(failedItems[1].error).toContain('item 0');
		expect(items).toHaveLength(1);
		expect(stored()).toHaveLength(1);
	});

	it('are one record where the IDs of the source are unique', async () => {
		const [row] = sourcedRows(1, { apiName: 'PLAID' });
		const { origins } = await deliver(matchingRows(), [row, row]);
		expect(stored()).toHaveLength(1);
		expect(origins).toEqual([0, 1]);
	});

	it('an ID in scientific notation is refused', async () => {
		const input = [{ ...rowsOf([1])[0], apiSourceId: '1.23457E+17' }];
		const { error } = await run(matchingRows(), input);
		expect(error?.message).toContain("'API Source ID'");
		expect(error?.message).toContain('1.23457E+17');
		expect(stored()).toEqual([]);
	});
});

it('6. A record that is overwritten in amount and description shows what it was', async () => {
	const [row] = sourcedRows(1);
	await deliver(matchingRows(), [row]);
	const { items } = await deliver(matchingRows(), [{ ...row, amount: -7, description: 'FEE' }]);
	expect(items).toMatchObject([
		{ amount: -7, overwritten: { amount: -100, description: 'Row 0' } },
	]);
});

describe("7. Plaid's account", () => {
	const card = (more: IDataObject = {}) =>
		changed('c', { account: { ...PLAID_CHECKING.account, type: 'credit', ...more } });

	it('is not the only one with its mask if that is of another type', async () => {
		const { error } = await run(fromPlaid(), [card()]);
		expect(error?.message).toContain("no bank account with the mask '1687' and the type CREDIT");
		expect(saves()).toEqual([]);
	});

	it('is named when it is out of use, and nothing else is taken', async () => {
		await deliver(
			{ resource: 'bankAccount', operation: 'upsert', mappingMode: 'autoMapInputData' },
			[{ name: 'Business Card', mask: '1687', type: 'CREDIT', status: 'INACTIVE' }],
		);
		const { error } = await run(fromPlaid(), [card({ name: 'Business Card' })]);
		expect(error?.message).toContain('INACTIVE');
		expect(saves()).toEqual([]);
	});
});

/** Refuses a whole batch that holds a bad row, as a server does that cannot read a body. */
const refusingWhole =
	(isBad: (row: IDataObject) => boolean, body: IDataObject, limit = Infinity): Rewrite =>
	async (request, pass) => {
		if (!isSave(request.path)) return await pass();
		const rows = request.body!.data as IDataObject[];
		if (rows.length > limit) return { status: 413, body: { result: 'FAILURE', error: [] } };
		return rows.some(isBad) ? { status: 400, body } : await pass();
	};
const REASON = { type: 'JSON_ERROR', message: 'Cannot read the body' };
const REFUSED = { result: 'FAILURE', statusCode: 400, data: null, error: [REASON] } as IDataObject;

it('8. Twelve bad rows of 2,400 cost no good row', async () => {
	const input = rowsOf(Array.from({ length: 2400 }, (_, index) => index + 1));
	const isBad = ({ amount }: IDataObject) => Number(amount) % 200 === 0;
	const result = await run(savingRows(), input, {
		onError: CONTINUE,
		rewrite: refusingWhole(isBad, REFUSED),
	});
	expect(result.failedOrigins).toEqual(Array.from({ length: 12 }, (_, index) => 200 * index + 199));
	expect(stored()).toHaveLength(2388);
});

it('9. A limit of rows in a batch is learnt once', async () => {
	const requests: number[] = [];
	const limited = refusingWhole(() => false, REFUSED, 100);
	const input = rowsOf(Array.from({ length: 5000 }, (_, index) => index + 1));
	await deliver(savingRows(), input, {
		rewrite: async (request, pass) => {
			if (isSave(request.path)) requests.push((request.body!.data as unknown[]).length);
			return await limited(request, pass);
		},
	});
	expect(stored()).toHaveLength(5000);
	expect(requests.filter((length) => length > 100)).toHaveLength(1);
});

it('10. With Stop Workflow the error names the bad row of a batch that was refused as a whole', async () => {
	const { error } = await run(savingRows(), rowsOf([1, 2, 3, 4, 5]), {
		rewrite: refusingWhole(({ amount }) => amount === 4, REFUSED),
	});
	expect(error?.message).toContain('item 3');
	expect(error?.message).toContain('Cannot read the body');
});

it('11. An execution is unaffected by one that was cancelled while both waited for a token', async () => {
	sandbox.current.fault({
		effect: 'status',
		status: 429,
		headers: { 'retry-after': '1' },
		path: PATHS.token,
	});
	let cancel = () => {};
	const cancelled = run(savingRows(), rowsOf([1]), { onStart: (end) => (cancel = end) });
	await sleep(100);
	const other = deliver(savingRows(), rowsOf([2]));
	await sleep(100);
	cancel();
	await cancelled;
	await other;
	expect(stored().map(({ amount }) => amount)).toEqual([2]);
});

it('12. A new payment does not take a reading of all payments', async () => {
	const all = Array.from({ length: 800 }, (_, index) => payment(1, 'STRIPE', `all-${index}`));
	await deliver(MATCHED_PAYMENTS, all);
	sandbox.current.journal.length = 0;
	await deliver(MATCHED_PAYMENTS, [payment(2, 'STRIPE', 'new')]);
	expect(queriesOf(sandbox.current, PATHS.payments).length).toBeLessThanOrEqual(5);
	expect(payments()).toHaveLength(801);
});

it('13. What a row matches does not depend on the rows beside it', async () => {
	const check = (date: string, more: IDataObject = {}) => ({
		...rowsOf([-5])[0],
		date,
		apiSourceId: 'check-1001',
		...more,
	});
	await deliver(matchingRows(), [check('2025-01-05')]);
	await deliver(matchingRows(), [
		check('2025-12-05', { amount: -9 }),
		check('2025-01-06', { apiSourceId: 'other' }),
	]);
	expect(stored()).toMatchObject([
		{ date: '2025-01-05', amount: -5 },
		{ date: '2025-12-05', amount: -9 },
		{ apiSourceId: 'other' },
	]);
});

it('14. A Tight that does not show source IDs is noticed, and the run stops adding', async () => {
	const rewrite = eachRecord(without('apiSourceId'));
	const parameters = matchingRows({ options: { batchSize: 2 } });
	const first = await run(parameters, sourcedRows(6), { onError: CONTINUE, rewrite });
	expect(stored()).toHaveLength(2);
	expect(outcomesOf(first)).toEqual([
		...Array(2).fill('contradicted'),
		...Array(4).fill('notSent'),
	]);

	const again = await run(parameters, sourcedRows(2), { onError: CONTINUE, rewrite });
	expect(stored()).toHaveLength(2);
	expect(outcomesOf(again)).toEqual(['notSent', 'notSent']);
});

it('16. Users are looked up in parallel', async () => {
	const input = [BAKERY, STUDIO].map((user, index) => ({ ...sourcedRows(2)[index], user }));
	let underWay = 0;
	let most = 0;
	const rewrite: Rewrite = async (request, pass) => {
		if (!isQuery(request.path)) return await pass();
		most = Math.max(most, ++underWay);
		await sleep(50);
		underWay--;
		return await pass();
	};
	await run(matchingRows({ userId: '={{ $json.user }}' }), input, { onError: CONTINUE, rewrite });
	expect(most).toBe(2);
});

describe('17. Custom data', () => {
	it.each([
		['a key less', { one: 1 }],
		['no key', {}],
	])('with %s is sent', async (_, customData) => {
		const [row] = sourcedRows(1);
		await deliver(matchingRows(), [{ ...row, customData: { one: 1, two: 2 } }]);
		await deliver(matchingRows(), [{ ...row, customData }]);
		expect(rowsTo(sandbox.current, PATHS.bankTransactions)[1]).toMatchObject({ customData });
	});

	it('may have a key called accessToken, which stays in the output', async () => {
		const customData = { accessToken: 'mine' };
		const [row] = sourcedRows(1, { customData });
		const { items } = await deliver(matchingRows(), [row]);
		expect(items).toMatchObject([{ customData }]);
		await deliver(matchingRows(), [row]);
		expect(saves()).toHaveLength(1);
	});
});

it.each([429, 403])(
	'18. A deletion that took effect before its repeat got %d is reported as done',
	async (status) => {
		const { items } = await deliver(savingRows(), rowsOf([1]));
		sandbox.current.fault({ effect: 'cut', stored: true, method: 'DELETE' });
		sandbox.current.fault({
			effect: 'status',
			status,
			headers: { 'retry-after': '0' },
			method: 'DELETE',
			skip: 1,
			times: status === 429 ? 1 : Infinity,
		});
		const recordId = byId(String(items[0].id));
		const done = await run({ resource: 'bankTransaction', operation: 'delete', recordId }, [{}]);
		expect(done.error).toBeUndefined();
		expect(done.items).toMatchObject([{ deleted: true }]);
	},
);

it('19. Cancelling ends the wait for a turn at once', async () => {
	sandbox.current.fault({ effect: 'slow', ms: 1500, path: only(PATHS.bankTransactions) });
	const holder = run(matchingRows(), sourcedRows(1));
	await sleep(150);
	let cancel = () => {};
	const waiting = run(matchingRows(), sourcedRows(1), { onStart: (end) => (cancel = end) });
	await sleep(150);
	const start = Date.now();
	cancel();
	await waiting;
	expect(Date.now() - start).toBeLessThan(1000);
	await holder;
});

describe('21. Looked for further', () => {
	it('a modified row whose date moved beyond the window is found', async () => {
		await deliver(fromPlaid(), [changed('a', { date: daysAgo(90) })]);
		await deliver(fromPlaid(), [
			{ ...changed('a', { date: daysAgo(3) }), change_type: 'modified' },
		]);
		expect(stored()).toMatchObject([{ apiSourceId: 'a', date: daysAgo(3) }]);
		expect(stored()).toHaveLength(1);
	});

	it('a removed row of 200 days ago is removed', async () => {
		await deliver(fromPlaid(), [changed('a', { date: daysAgo(200) })]);
		const { items } = await deliver(fromPlaid(), [removed('a')]);
		expect(items).toMatchObject([{ status: 'REMOVED' }]);
		expect(counting()).toEqual([]);
	});

	it('what is not found is reported as such', async () => {
		const { items } = await deliver(fromPlaid(), [removed('unheard-of')]);
		expect(items).toMatchObject([{ skipped: 'notFound' }]);
	});

	it('a row that is added again brings the removed one back', async () => {
		await deliver(fromPlaid(), [changed('a')]);
		await deliver(fromPlaid(), [removed('a')]);
		await deliver(fromPlaid(), [changed('a')]);
		expect(counting()).toHaveLength(1);
	});

	it('a row that is posted after 30 days replaces its pending one, whatever the choice', async () => {
		const parameters = fromPlaid({
			pendingTransactions: 'replace',
			removedTransactions: 'ignore',
		});
		await deliver(parameters, [pendingRow('p', { date: daysAgo(33) })]);
		await deliver(parameters, [postedRow('q', 'p')]);
		expect(counting().map(({ apiSourceId }) => apiSourceId)).toEqual(['q']);
	});
});

it('22. An unchanged redelivery leaves what the user edited in Tight', async () => {
	await deliver(fromPlaid(), [changed('a')]);
	const [{ id }] = stored();
	const edits = { description: 'Lunch with Ann', date: daysAgo(2) };
	await deliver(savingRows({ operation: 'update' }), [{ id, ...edits }]);
	await deliver(fromPlaid(), [changed('a')]);
	expect(stored()).toMatchObject([edits]);
});

const queryAnswers =
	(answer: (cursor: unknown) => { status: number; body: unknown }): Rewrite =>
	async (request, pass) =>
		isQuery(request.path) ? answer(request.body?.cursor) : await pass();
const GET_MANY = { resource: 'bankTransaction', operation: 'getAll', returnAll: true };

it('23. A list whose cursors go round in a circle is an error', async () => {
	const next = (cursor: unknown) => (cursor === 'a' ? 'b' : 'a');
	const rewrite = queryAnswers((cursor) => ({
		status: 200,
		body: { result: 'SUCCESS', data: [{ id: 'btxn_1' }], cursor: { after: next(cursor) } },
	}));
	const { error } = await run(GET_MANY, [{}], { rewrite });
	expect(error?.message).toContain('the same place in the list twice');
});

it('24. Answers in another order are not paired by position when the amounts contradict', async () => {
	const rewrite: Rewrite = async (request, pass) => {
		const { status, body } = await pass();
		if (!isSave(request.path)) return { status, body };
		const data = (body.data as IDataObject[]).map((one) => ({
			...one,
			data: { ...(one.data as IDataObject), description: 'Cleaned', apiSourceId: null },
		}));
		return { status, body: { ...body, data: data.reverse() } };
	};
	const { failedItems, items } = await run(savingRows(), rowsOf([500, 700, 900]), {
		onError: CONTINUE,
		rewrite,
	});
	expect(stored()).toHaveLength(3);
	for (const [index, { amount }] of items.entries()) expect(amount).toBe([500, 700, 900][index]);
	expect(items.length + failedItems.length).toBe(3);
	expect(failedItems.every(({ details }) => (details as IDataObject).outcome === 'unknown')).toBe(
		true,
	);
});

describe('25. A query that Tight refuses', () => {
	const refusals: Array<[string, number, IDataObject]> = [
		['with HTTP 400', 400, { result: 'FAILURE', data: [], error: [REASON] }],
		['with 200 and FAILURE', 200, { result: 'FAILURE', data: [], error: [REASON] }],
		['with 207 and FAILURE', 207, { result: 'FAILURE', data: [], error: [REASON] }],
	];

	it.each(refusals)('%s is not an empty list: nothing is saved', async (_, status, body) => {
		await deliver(matchingRows(), sourcedRows(3));
		const result = await run(matchingRows(), sourcedRows(3, { notes: 'x' }), {
			onError: CONTINUE,
			rewrite: queryAnswers(() => ({ status, body })),
		});
		expect(stored()).toHaveLength(3);
		expect(outcomesOf(result)).toEqual(['notSent', 'notSent', 'notSent']);
		expect(result.failedItems[0].error).toContain('Cannot read the body');
	});

	it.each(refusals)('%s fails Get Many', async (_, status, body) => {
		const { error } = await run(GET_MANY, [{}], {
			rewrite: queryAnswers(() => ({ status, body })),
		});
		expect(error?.message).toContain('Cannot read the body');
	});
});

describe('26. An import for which Tight shows another source ID', () => {
	const rows = [0, 1, 2].map((number) => mxImport(`TRN-${number}`, { amount: 10 + number }));

	it.each([
		['with a prefix', (id: string) => `mx:${id}`],
		['in capitals', (id: string) => id.toLowerCase()],
		['not at all', () => undefined],
	])('%s is noticed at the first answer, and never adds again', async (_, shownId) => {
		const rewrite = eachRecord((record) => ({
			...record,
			apiSourceId: shownId(String(record.apiSourceId)),
		}));
		const first = await run(IMPORT, rows, { onError: CONTINUE, rewrite });
		expect(outcomesOf(first)).toEqual(Array(3).fill('contradicted'));
		for (const { error } of first.failedItems) expect(error).not.toContain('You can send it again');
		await run(IMPORT, rows, { onError: CONTINUE, rewrite });
		await run(IMPORT, rows, { onError: CONTINUE, rewrite });
		expect(stored()).toHaveLength(3);
	});
});

/** Answers saves in another order and without source IDs; queries show them. */
const shuffled: Rewrite = async (request, pass) => {
	const { status, body } = await pass();
	const isImport = request.path === PATHS.mx;
	if (!(isSave(request.path) || isImport)) return { status, body };
	const data = (body.data as IDataObject[]).map((one) => ({
		...one,
		data: without('apiSourceId')(one.data as IDataObject),
	}));
	return { status, body: { ...body, data: data.reverse() } };
};

it.each([2, 24])(
	'27. %d equal coffees with their own IDs all stay, each under its ID',
	async (count) => {
		const rows = Array.from({ length: count }, (_, index) => mxImport(`TRN-${index}`));
		const { items, origins } = await deliver(IMPORT, rows, { rewrite: shuffled });
		expect(deletions()).toEqual([]);
		expect(stored()).toHaveLength(count);
		expect(origins).toEqual(rows.map((_, index) => index));
		expect(items.map(({ apiSourceId }) => apiSourceId)).toEqual(rows.map(({ guid }) => guid));
	},
);

it('28. Records are not deleted because a save answers IDs that queries do not know', async () => {
	const rewrite: Rewrite = async (request, pass) => {
		const { status, body } = await pass();
		if (!isSave(request.path)) return { status, body };
		const data = (body.data as IDataObject[]).map((one) => ({
			...one,
			data: { ...(one.data as IDataObject), id: `${String((one.data as IDataObject).id)}9` },
		}));
		return { status, body: { ...body, data } };
	};
	const { items } = await deliver(matchingRows(), sourcedRows(10, { apiName: 'PLAID' }), {
		rewrite,
	});
	expect(deletions()).toEqual([]);
	expect(stored()).toHaveLength(10);
	expect(items.map(({ id }) => id)).toEqual(stored().map(({ id }) => id));
});

it.each([200, 207])(
	'29. %d with FAILURE and no list is unknown, and is not sent again',
	async (status) => {
		const rewrite: Rewrite = async (request, pass) => {
			const passed = await pass();
			if (!isSave(request.path)) return passed;
			return { status, body: { result: 'FAILURE', data: null, error: [REASON] } };
		};
		const result = await run(savingRows(), rowsOf([1, 2, 3, 4]), { onError: CONTINUE, rewrite });
		expect(stored()).toHaveLength(4);
		expect(saves()).toHaveLength(1);
		expect(outcomesOf(result)).toEqual(Array(4).fill('unknown'));
		expect(result.failedItems[0].error).toContain('Cannot read the body');
	},
);

it('30. A row of the newest generation with reasons and without an ID was not saved', async () => {
	const rewrite: Rewrite = async (request, pass) => {
		if (!isSave(request.path)) return await pass();
		const rows = request.body!.data as IDataObject[];
		const error = [{ type: 'INVALID_VALUE', message: 'No such category', param: 'categoryId' }];
		return { status: 207, body: { data: rows.map((data) => ({ data, error })) } };
	};
	const result = await run(savingRows(), rowsOf([1, 2]), { onError: CONTINUE, rewrite });
	expect(result.items).toEqual([]);
	expect(outcomesOf(result)).toEqual(['refused', 'refused']);
	expect(result.failedItems[0].error).toContain('No such category');
});

it('31. A batch refused with an empty list shows the reason', async () => {
	const rewrite = refusingWhole(() => true, { ...REFUSED, data: [] });
	const result = await run(savingRows(), rowsOf([1, 2, 3]), { onError: CONTINUE, rewrite });
	expect(outcomesOf(result)).toEqual(Array(3).fill('refused'));
	for (const { error } of result.failedItems) expect(error).toContain('Cannot read the body');
});

it.each([
	['cut off', '{"access_token":"a-token-nobody-may-see","expires_in":36'],
	['wrapped', '<html><pre>{"access_token":"a-token-nobody-may-see"}</pre></html>'],
])('32. A token answer that is %s is never quoted', async (_, body) => {
	const { error, run: whole } = await run(savingRows(), rowsOf([1]), {
		rewrite: async (request, pass) =>
			request.path === PATHS.token ? { status: 200, body } : await pass(),
	});
	expect(error?.message).toContain("is not Tight's API");
	expect(JSON.stringify([whole, error?.message])).not.toContain('nobody-may-see');
});

it('33. A page of version 5 that is empty and has a cursor is read on', async () => {
	const GET_ITEMS = { resource: 'plaidItem', operation: 'getAll', returnAll: true };
	const whole = await deliver(GET_ITEMS, [{}]);
	const rewrite: Rewrite = async (request, pass) => {
		if (request.path !== PATHS.plaidItems) return await pass();
		const { cursor, ...headers } = request.headers;
		if (!cursor) return { status: 200, body: { data: [], cursor: 'next' } };
		return await pass({ ...request, headers });
	};
	const { items } = await deliver(GET_ITEMS, [{}], { rewrite });
	expect(items.length).toBeGreaterThan(0);
	expect(items).toEqual(whole.items);
});

it.each([
	['204', { status: 204, body: '' }],
	['an empty answer', { status: 200, body: '' }],
	['no data', { status: 200, body: { data: null } }],
])('34. A deletion answered by %s was done', async (_, answer) => {
	const made = await deliver(savingRows(), rowsOf([1]));
	const recordId = byId(String(made.items[0].id));
	const { error, items } = await run(
		{ resource: 'bankTransaction', operation: 'delete', recordId },
		[{}],
		{
			rewrite: async (request, pass) => {
				if (request.method !== 'DELETE') return await pass();
				await pass();
				return answer;
			},
		},
	);
	expect(error).toBeUndefined();
	expect(items).toMatchObject([{ deleted: true }]);
});

it('34. The message of an open deletion speaks of deleting', async () => {
	const made = await deliver(savingRows(), rowsOf([1]));
	sandbox.current.fault({ effect: 'status', status: 503, times: Infinity, path: /\/btxn_/ });
	const recordId = byId(String(made.items[0].id));
	const { error } = await run({ resource: 'bankTransaction', operation: 'delete', recordId }, [{}]);
	expect(error?.message).toContain('may or may not have been deleted');
}, 30_000);

it('35. The refusal of one ID is not told for another one that is shown without its prefix', async () => {
	const made = await deliver(savingRows(), rowsOf([1]));
	const id = String(made.items[0].id);
	const rewrite: Rewrite = async (request, pass) => {
		const { status, body } = await pass();
		if (!isSave(request.path)) return { status, body };
		const data = (body.data as IDataObject[]).map((one) =>
			one.data
				? { ...one, data: { ...(one.data as IDataObject), id: id.replace('btxn_', '') } }
				: one,
		);
		return { status, body: { ...body, data: data.reverse() } };
	};
	const { items, origins, failedOrigins } = await run(
		savingRows({ operation: 'update' }),
		[
			{ id: 'btxn_404', notes: 'x' },
			{ id, notes: 'y' },
		],
		{ onError: CONTINUE, rewrite },
	);
	expect(origins).toEqual([1]);
	expect(items).toMatchObject([{ notes: 'y' }]);
	expect(failedOrigins).toEqual([0]);
});

it('36. Records in other forms are recognised as equal', async () => {
	const [row] = sourcedRows(1, { classSegmentIds: ['cls_593054'] });
	await deliver(matchingRows(), [row]);
	const rewrite = eachRecord(({ classSegments, ...record }) => ({
		...record,
		dimensionValues: classSegments,
		date: `${String(record.date)}T00:00:00Z`,
		amount: String(record.amount),
	}));
	await deliver(matchingRows(), [row], { rewrite });
	expect(saves()).toHaveLength(1);
});

it('37. A body that drips in ends with the timeout', async () => {
	async function* drip() {
		for (let drop = 0; drop < 40; drop++) {
			yield ' ';
			await sleep(100);
		}
	}
	const rewrite: Rewrite = async (request, pass) =>
		isSave(request.path) ? { status: 200, body: ReadableStream.from(drip()) } : await pass();
	const start = Date.now();
	const { error } = await run(savingRows({ options: { timeout: 1 } }), rowsOf([1]), { rewrite });
	expect(error?.message).toContain('may or may not have been saved: no answer came in time');
	expect(Date.now() - start).toBeLessThan(3500);
});

it('The first batch of a run is compared with what was sent, and stops the run', async () => {
	const rewrite = eachRecord((record) => ({ ...record, amount: -Number(record.amount) }));
	const parameters = savingRows({ options: { batchSize: 2 } });
	const result = await run(parameters, rowsOf([1, 2, 3, 4, 5]), { onError: CONTINUE, rewrite });
	expect(batchesTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(1);
	expect(outcomesOf(result)).toEqual(['contradicted', 'contradicted', ...Array(3).fill('notSent')]);
	expect(result.failedItems[0].error).toMatch(/'amount' as -1, and 1 was sent.*docs\/contract\.md/);
});

it('Two accounts with the same source ID are two records', async () => {
	const [row] = sourcedRows(1);
	await deliver(matchingRows(), [row, { ...row, bankAccountId: SAVINGS }]);
	expect(stored().map(({ bankAccount }) => (bankAccount as IDataObject).id)).toEqual([
		CHECKING,
		SAVINGS,
	]);
});

it('A row that Tight saved with a remark is saved, and the remark comes out beside it', async () => {
	const remark = {
		type: 'CLOSED_PERIOD',
		message: 'The date is before the closing date',
		param: 'date',
	};
	const rewrite: Rewrite = async (request, pass) => {
		const { status, body } = await pass();
		if (!isSave(request.path)) return { status, body };
		const data = (body.data as IDataObject[]).map((one) => ({ ...one, error: [remark] }));
		return { status, body: { ...body, data } };
	};
	const { items } = await deliver(savingRows(), rowsOf([1]), { rewrite });
	expect(items).toMatchObject([{ amount: 1, warnings: [remark] }]);
	expect(stored()).toHaveLength(1);
});

describe('20. A failure counts as not sent only when connecting failed', () => {
	it.each([
		[{ code: 'EHOSTUNREACH', syscall: 'connect' }, 'notSent'],
		[{ code: 'EHOSTUNREACH', syscall: 'read', message: 'read EHOSTUNREACH' }, 'broken'],
		[{ code: 'EHOSTUNREACH', message: 'read EHOSTUNREACH' }, 'broken'],
		[{ code: 'ENETUNREACH', cause: { syscall: 'write' } }, 'broken'],
		[{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'notSent'],
		[{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:9' }, 'notSent'],
	])('%j: %s', async (failure, kind) => {
		const reply = await exchange(
			async () => {
				throw Object.assign(new Error(), failure);
			},
			{ url: 'https://tight.example' },
		);
		expect(reply).toMatchObject({ kind });
	});
});
