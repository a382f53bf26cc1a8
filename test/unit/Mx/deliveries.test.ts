import * as fc from 'fast-check';

import { identityOf, Memory } from '../../../nodes/Mx/deliveries';

/** By what a repeat of MX is recognised, and for how long. */

const aggregation = {
	action: 'member_data_updated',
	completed_at: 1531947410,
	member_guid: 'MBR-1',
	type: 'AGGREGATION',
};

describe('Two deliveries are one event', () => {
	it('when the same revision of the same record did the same', () => {
		const body = { action: 'updated', transaction: { guid: 'TRN-1', revision: 4, amount: 1 } };
		expect(identityOf({ ...body })).toEqual(identityOf(body));
	});

	it('when one process of one member ended, whatever else the body says', () => {
		expect(identityOf({ ...aggregation, new_field: null })).toEqual(identityOf(aggregation));
	});
});

describe('Two deliveries are two events', () => {
	it.each([
		['at another time', { completed_at: 1531947411 }],
		['of another member', { member_guid: 'MBR-2' }],
		['of another type', { type: 'HISTORY' }],
		['of another action', { action: 'other' }],
	])('%s', (_, other) => {
		expect(identityOf({ ...aggregation, ...other })).not.toEqual(identityOf(aggregation));
	});

	it.each([
		['revision', { guid: 'TRN-1', revision: 5 }],
		['record', { guid: 'TRN-2', revision: 4 }],
	])('of another %s', (_, transaction) => {
		const body = { action: 'updated', transaction: { guid: 'TRN-1', revision: 4 } };
		expect(identityOf({ ...body, transaction })).not.toEqual(identityOf(body));
	});
});

describe('Nothing is called a repeat on a guess', () => {
	it.each([
		['a challenge, which may come twice', { type: 'CONNECTION_STATUS', member_guid: 'MBR-1' }],
		['a record without a revision', { action: 'updated', member: { guid: 'MBR-1' } }],
		['a revision without a record', { action: 'updated', revision: 1 }],
		['empty values', { ...aggregation, member_guid: '' }],
		['values that are no text and no number', { ...aggregation, completed_at: null }],
		['nothing', {}],
	])('%s', (_, body) => expect(identityOf(body as never)).toBeUndefined());

	it('revision 0 is a revision', () => {
		expect(identityOf({ tag: { guid: 'TAG-1', revision: 0 } })).toBeDefined();
	});
});

describe('The memory', () => {
	it('holds the newest keys, and never more than it may', () => {
		fc.assert(
			fc.property(fc.array(fc.nat({ max: 50 })), fc.integer({ min: 1, max: 10 }), (keys, most) => {
				const memory = new Memory(most);
				for (const key of keys) {
					memory.set(String(key), 'taken');
					expect(memory.size).toBeLessThanOrEqual(most);
					expect(memory.get(String(key))).toBe('taken');
				}
			}),
		);
	});

	it('forgets the oldest first', () => {
		const memory = new Memory(2);
		for (const key of ['a', 'b', 'c']) memory.set(key, 'started');
		expect(['a', 'b', 'c'].filter((key) => memory.get(key))).toEqual(['b', 'c']);
	});
});
