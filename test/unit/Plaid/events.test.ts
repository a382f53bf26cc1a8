import { eventOf, EVENTS, outputOf } from '../../../nodes/Plaid/events';

const output = (type: string, code: string, more = {}) =>
	outputOf({ webhook_type: type, webhook_code: code, item_id: 'x', ...more });

describe('Events to choose', () => {
	it('are the pairs of type and code that concern transactions and Items, and any', () => {
		expect(EVENTS.map(({ value }) => value)).toEqual([
			'*',
			'ITEM: ERROR',
			'ITEM: LOGIN_REPAIRED',
			'ITEM: NEW_ACCOUNTS_AVAILABLE',
			'ITEM: PENDING_DISCONNECT',
			'ITEM: PENDING_EXPIRATION',
			'ITEM: USER_ACCOUNT_REVOKED',
			'ITEM: USER_PERMISSION_REVOKED',
			'ITEM: WEBHOOK_UPDATE_ACKNOWLEDGED',
			'TRANSACTIONS: DEFAULT_UPDATE',
			'TRANSACTIONS: HISTORICAL_UPDATE',
			'TRANSACTIONS: INITIAL_UPDATE',
			'TRANSACTIONS: RECURRING_TRANSACTIONS_UPDATE',
			'TRANSACTIONS: SYNC_UPDATES_AVAILABLE',
			'TRANSACTIONS: TRANSACTIONS_REMOVED',
		]);
	});

	it('say what they mean', () => {
		for (const { description } of EVENTS) expect(description).toBeTruthy();
	});

	it('the same code of another type is another event', () => {
		expect(eventOf({ webhook_type: 'HOLDINGS', webhook_code: 'DEFAULT_UPDATE' })).toBe(
			'HOLDINGS: DEFAULT_UPDATE',
		);
	});
});

describe('What is put out', () => {
	it("is Plaid's body, how far the first pulls are, and the query of the URL", () => {
		const body = {
			webhook_type: 'TRANSACTIONS',
			webhook_code: 'SYNC_UPDATES_AVAILABLE',
			item_id: 'wz666MBjYWTp2PDzzggYhM6oWWmBb',
			initial_update_complete: true,
			historical_update_complete: false,
			environment: 'production',
			something_new: { a: [1] },
		};
		expect(outputOf(body)).toEqual(body);
	});

	it.each([
		['TRANSACTIONS', 'INITIAL_UPDATE', true, null],
		['TRANSACTIONS', 'HISTORICAL_UPDATE', true, true],
		['TRANSACTIONS', 'DEFAULT_UPDATE', null, null],
		['TRANSACTIONS', 'TRANSACTIONS_REMOVED', null, null],
		['TRANSACTIONS', 'SYNC_UPDATES_AVAILABLE', null, null],
		['INVESTMENTS_TRANSACTIONS', 'HISTORICAL_UPDATE', null, null],
		['ITEM', 'ERROR', null, null],
	])('%s: %s tells initial %p, historical %p', (type, code, initial, historical) => {
		expect(output(type, code)).toMatchObject({
			initial_update_complete: initial,
			historical_update_complete: historical,
		});
	});

	it("Plaid's own words count more than what a code means", () => {
		const told = output('TRANSACTIONS', 'HISTORICAL_UPDATE', { initial_update_complete: false });
		expect(told.initial_update_complete).toBe(false);
	});
});
