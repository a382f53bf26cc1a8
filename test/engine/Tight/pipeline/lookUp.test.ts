import type { IDataObject } from 'n8n-workflow';

import { PATHS, queriesOf, requestsTo, rowsTo } from '../../../support/journal';
import { matchingRows, sourcedRows } from '../../../support/rows';
import { BAKERY, runTight, tightOfAnotherProcess, useSandbox } from '../../../support/tight';
import { after } from './machine';
import { attempt, deliver, matched, outcomesOf } from './pipeline';

/** How the node finds what Tight has. */

const users = Array.from({ length: 8 }, (_, index) => `user-${index}`);
const sandbox = useSandbox({ newUsers: users });
const another = tightOfAnotherProcess();

const payments = () => sandbox.current.books(BAKERY).payments as IDataObject[];
const payment = (id: number, more: IDataObject = {}): IDataObject => ({
	date: `2025-${String(1 + (id % 12)).padStart(2, '0')}-15`,
	amount: 100 + id,
	description: `Order ${id}`,
	apiName: 'STRIPE',
	apiSourceId: `ch_${id}`,
	...more,
});

describe('#12 books of 20,000 payments', () => {
	const COUNT = 20_000;
	beforeEach(() => {
		const rows = Array.from({ length: COUNT }, (_, id) => payment(id));
		sandbox.current.store(BAKERY, 'payments', rows);
	});
	const queries = () => queriesOf(sandbox.current, PATHS.payments).length;

	test('#12 are not read twice for one new payment, and not at all for the next one', async () => {
		const tight = tightOfAnotherProcess();
		await deliver(sandbox.current, matched('payment'), [payment(COUNT)], { tight });
		expect(queries()).toBeLessThanOrEqual(COUNT / 250 + 5);
		sandbox.current.journal.length = 0;
		await deliver(sandbox.current, matched('payment'), [payment(COUNT + 1)], { tight });
		expect(queries()).toBeLessThanOrEqual(5);
		expect(payments()).toHaveLength(COUNT + 2);
	});

	test.each([0, 11_111, COUNT - 1])('#12 payment %i of them is not added again', async (id) => {
		await deliver(sandbox.current, matched('payment'), [payment(id)]);
		await deliver(sandbox.current, matched('payment'), [payment(id)], { tight: another });
		expect(payments()).toHaveLength(COUNT);
		expect(rowsTo(sandbox.current, PATHS.payments)).toEqual([]);
	});

	test('#12 a payment whose words have changed is found all the same', async () => {
		const changed = payment(11_111, { description: 'Order, renamed', amount: 5 });
		await deliver(sandbox.current, matched('payment'), [changed]);
		expect(payments()).toHaveLength(COUNT);
		expect(payments()[11_111]).toMatchObject({ description: 'Order, renamed', amount: 5 });
	});
});

describe('#16 look-ups of several users', () => {
	test('#16 are under way at once', async () => {
		const slow = 700;
		sandbox.current.fault({ effect: 'slow', ms: slow, path: /query$/, times: Infinity });
		const input = users.map((user, id) => ({ ...payment(id), user }));
		await deliver(sandbox.current, matched('payment', { userId: '={{ $json.user }}' }), input);
		const first = requestsTo(sandbox.current, `${PATHS.payments}/query`).slice(0, users.length);
		const times = first.map(({ at }) => Date.parse(at));
		expect(new Set(first.map(({ userId }) => userId)).size).toBe(users.length);
		expect(Math.max(...times) - Math.min(...times)).toBeLessThan(slow);
	});

	test('#16 one user whose look-up fails costs the others nothing', async () => {
		sandbox.current.fault({
			effect: 'status',
			status: 403,
			path: /query$/,
			userId: 'user-3',
			times: Infinity,
		});
		const input = users.map((user, id) => ({ ...payment(id), user }));
		const parameters = matched('payment', { userId: '={{ $json.user }}' });
		const run = await attempt(sandbox.current, parameters, input);
		expect(run.failedOrigins).toEqual([3]);
		expect(outcomesOf(run)).toEqual(['notSent']);
	});
});

const GET_MANY = { resource: 'bankTransaction', operation: 'getAll', returnAll: true };

describe('#23 cursors that lead in a circle', () => {
	const lists = () =>
		sandbox.current.journal.filter(({ path }) => /query$|plaidItem/.test(path)).length;
	/** Whoever reads on for ever is brought to an end. */
	const inTime = async <T>(work: () => Promise<T>): Promise<T> => {
		sandbox.current.journal.length = 0;
		sandbox.current.behave({ pages: 'ring' });
		const cancel = after(2000, () => sandbox.current.behave({ pages: 'asDocumented' }));
		return await work().finally(cancel);
	};

	test.each([
		['bank transactions', GET_MANY],
		['Plaid Items', { ...GET_MANY, resource: 'plaidItem' }],
		['Plaid Accounts', { ...GET_MANY, resource: 'plaidAccount' }],
	])('#23 end Get Many with an error: %s', async (_, parameters) => {
		await deliver(sandbox.current, matchingRows(), sourcedRows(3));
		const { error } = await inTime(async () => await runTight(sandbox.current, { parameters }));
		expect(error?.message).toBeDefined();
		expect(lists()).toBeLessThanOrEqual(5);
	});

	test('#23 in a look-up leave the rows unsent', async () => {
		const run = await inTime(
			async () => await attempt(sandbox.current, matchingRows(), sourcedRows(2)),
		);
		expect(outcomesOf(run)).toEqual(['notSent', 'notSent']);
		expect(lists()).toBeLessThanOrEqual(5);
		expect(requestsTo(sandbox.current, PATHS.bankTransactions)).toEqual([]);
	});
});

describe('#33 an empty page that has a cursor', () => {
	test.each(['plaidItem', 'plaidAccount'])('#33 is read on in version 5 (%s)', async (resource) => {
		const parameters = { resource, operation: 'getAll', returnAll: true };
		const whole = await deliver(sandbox.current, parameters, [{}]);
		sandbox.current.behave({ pages: 'emptyFirst' });
		const { items } = await deliver(sandbox.current, parameters, [{}]);
		expect(items.length).toBeGreaterThan(0);
		expect(items).toEqual(whole.items);
	});

	test('#33 is read on in version 6, by Get Many and by look-ups', async () => {
		await deliver(sandbox.current, matchingRows(), sourcedRows(3));
		sandbox.current.behave({ pages: 'emptyFirst' });
		const { items } = await deliver(sandbox.current, GET_MANY, [{}]);
		expect(items).toHaveLength(3);
		await deliver(sandbox.current, matchingRows(), sourcedRows(3));
		expect(sandbox.current.books(BAKERY).bankTransactions).toHaveLength(3);
	});
});
