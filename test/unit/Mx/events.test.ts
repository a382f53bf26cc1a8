import { EVENTS, eventOf, recordIn } from '../../../nodes/Mx/events';

/** What a body of MX tells of. */

describe('An event is told by', () => {
	it.each(['AGGREGATION', 'BALANCE', 'CONNECTION_STATUS', 'HISTORY', 'STATEMENT', 'VERIFICATION'])(
		'its type: %s',
		(type) => expect(eventOf({ type, action: 'member_data_updated' })).toBe(type),
	);

	it('its type in lower case, as of initial_data_ready', () => {
		expect(eventOf({ type: 'initial_data_ready' })).toBe('INITIAL_DATA_READY');
	});

	it('the record that it holds: the sample of taggings', () => {
		const tagging = { guid: 'TGN-03ffc670-2a6d-4c1d-9172-8413fd18a2ec', revision: 1 };
		expect(eventOf({ action: 'created', tagging })).toBe('TAGGING');
		expect(recordIn({ action: 'created', tagging })).toBe(tagging);
	});

	it.each(['account', 'holding', 'insight', 'job', 'member', 'transaction', 'user'])(
		'the record that it holds: %s',
		(name) => expect(eventOf({ action: 'updated', [name]: {} })).toBe(name.toUpperCase()),
	);

	it.each([
		['TRANSACTION', { feed_description: 'COFFEE', type: 'DEBIT' }],
		['ACCOUNT', { account_type: 'CHECKING', type: 1 }],
		['MEMBER', { is_being_aggregated: false }],
		['HOLDING', { allocations_cash: null }],
		['INSIGHT', { micro_title: 'Paycheck Deposit', micro_description: null }],
	])('a field of the record, when the body is the record: %s', (event, body) => {
		expect(eventOf({ action: 'created', guid: 'X-1', ...body })).toBe(event);
	});

	it('a type that is not known yet, which an expression may choose', () => {
		expect(eventOf({ type: 'reward' })).toBe('REWARD');
	});
});

it('A known type counts more than a field that MX may add to it', () => {
	expect(eventOf({ type: 'AGGREGATION', account_type: 'CHECKING' })).toBe('AGGREGATION');
	expect(eventOf({ type: 'BALANCE', member: {} })).toBe('BALANCE');
});

it.each([
	['nothing', {}],
	['null for a type', { type: null }],
	['a number for a type', { type: 7 }],
	['records that are none', { transaction: 'TRN-1', member: null, account: [] }],
])('%s tells of no event', (_, body) => {
	expect(eventOf(body as never)).toBeUndefined();
});

it('Each event can be chosen once', () => {
	const values = EVENTS.map(({ value }) => value);
	expect(new Set(values).size).toBe(values.length);
});
