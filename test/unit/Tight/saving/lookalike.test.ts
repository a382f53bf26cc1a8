import type { IDataObject } from 'n8n-workflow';

import type { Compared } from '../../../../nodes/Tight/saving/differences';
import { Lookalikes } from '../../../../nodes/Tight/saving/lookalike';
import type { Save } from '../../../../nodes/Tight/saving/row';
import { DAY, saveOf } from '../../../support/saves';

const body = { apiSourceId: 'TRN-0', amount: -500, date: DAY, description: 'Coffee' };
const identity = { apiSourceId: 'TRN-0', date: DAY };
const save = saveOf(body, { identity });
const record: IDataObject = { id: 'btxn_1', amount: -500, date: DAY, description: 'Coffee' };

/** The record that looks like the row, of these. */
function lookalikeOf(records: IDataObject[], of: Save = save, compared?: Compared) {
	const lookalikes = new Lookalikes();
	records.forEach((each) => lookalikes.add(each));
	return lookalikes.of(of, 'apiSourceId', compared);
}

describe('a record that Tight shows under another form of the source ID', () => {
	it.each(['mx:TRN-0', 'trn-0', 'ACT-1/TRN-0', 'MX|trn-0'])(
		'as %s is most probably the row',
		(shown) => {
			const stored = { ...record, apiSourceId: shown };
			expect(lookalikeOf([stored])).toBe(stored);
		},
	);

	it.each(['TRN-01', 'xTRN-0', 'TRN', '0'])('as %s is not', (shown) => {
		expect(lookalikeOf([{ ...record, apiSourceId: shown }])).toBeUndefined();
	});

	it.each<[string, IDataObject]>([
		['another day', { date: '2025-06-27' }],
		['another amount', { amount: -1 }],
		['another system', { apiName: 'SQUARE' }],
		['another account', { bankAccount: { id: 'bka_2' } }],
		['the status REMOVED', { status: 'REMOVED' }],
	])('is not with %s', (_what, more) => {
		const of = saveOf(body, {
			identity: { ...identity, apiName: 'MX', bankAccountId: 'bka_1' },
		});
		const stored = { ...record, apiSourceId: 'mx:TRN-0' };
		expect(lookalikeOf([stored], of)).toBe(stored);
		expect(lookalikeOf([{ ...stored, ...more }], of)).toBeUndefined();
	});

	it('is not the fee that a file writes beside its purchase', () => {
		const fee = { ...record, apiSourceId: 'TRN-0:fee', amount: -25 };
		expect(lookalikeOf([fee])).toBeUndefined();
	});
});

describe('a record without a source ID', () => {
	it('is most probably the row where it shows all of it', () => {
		for (const shown of [undefined, null, '']) {
			const stored = { ...record, apiSourceId: shown } as IDataObject;
			expect(lookalikeOf([stored])).toBe(stored);
		}
	});

	it.each<[string, IDataObject]>([
		['another amount', { amount: -501 }],
		['another day', { date: '2025-06-27' }],
		['another text', { description: 'Tea' }],
		['the status REMOVED', { status: 'REMOVED' }],
	])('is not with %s', (_what, more) => {
		expect(lookalikeOf([{ ...record, ...more }])).toBeUndefined();
	});

	it('is compared by what another service shows of it', () => {
		const compared = { amount: 'amount', date: 'date', descriptions: ['description'] };
		const of = saveOf({ ...body, amount: 5 }, { identity });
		expect(lookalikeOf([record], of, compared)).toBe(record);
		const other = saveOf({ ...body, amount: 5, description: 'Tea' }, { identity });
		expect(lookalikeOf([record], other, compared)).toBeUndefined();
	});
});
