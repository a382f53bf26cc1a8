import type { IDataObject } from 'n8n-workflow';

import type { Unsaved } from '../../../../nodes/Tight/api/results';
import {
	Claims,
	isExpected,
	isTwice,
	knownOf,
	notLookedUp,
	reportSurplus,
	surplusOf,
} from '../../../../nodes/Tight/saving/known';
import { FoundRecords } from '../../../../nodes/Tight/saving/lookUp';
import type { Save } from '../../../../nodes/Tight/saving/row';
import { DAY, saveOf } from '../../../support/saves';

const PLAN = { sourceField: 'apiSourceId' };

const record = (
	id: string,
	apiSourceId: string | undefined,
	more: IDataObject = {},
): IDataObject => ({
	id,
	apiSourceId,
	date: DAY,
	...more,
});
const save = (apiSourceId: string, replaces?: string, more: Partial<Save> = {}) =>
	saveOf({ apiSourceId }, { identity: { apiSourceId, date: DAY }, replaces, ...more });

function found(saves: Save[], records: IDataObject[]) {
	const wanted = saves.flatMap(({ identity, replaces }) => [identity!.apiSourceId, replaces ?? []]);
	const all = new FoundRecords(new Set(wanted.flat()), Infinity);
	all.add(records);
	return all;
}

/** What is known of each save, by the IDs of the records. */
function known(saves: Save[], records: IDataObject[]) {
	const of = knownOf(saves, found(saves, records), PLAN, new Claims(saves));
	const idsOf = (each: IDataObject[]) => each.map(({ id }) => id);
	return saves.map((each) => {
		const { own, replaced, lookalike } = of.get(each)!;
		return { own: idsOf(own), replaced: idsOf(replaced), lookalike: lookalike?.id };
	});
}

const nothing = { own: [], replaced: [], lookalike: undefined };
const pending = record('1', 'p');

describe('what Tight has for a save', () => {
	it('are the records with its own identity', () => {
		const records = [record('1', 'a'), record('2', 'a'), record('3', 'b')];
		expect(known([save('a')], records)).toEqual([{ ...nothing, own: ['1', '2'] }]);
	});

	it('is the pending record that it replaces', () => {
		expect(known([save('q', 'p')], [pending])).toEqual([{ ...nothing, replaced: ['1'] }]);
		expect(known([save('q', 'p')], [record('2', 'q'), pending])).toEqual([
			{ ...nothing, own: ['2'], replaced: ['1'] },
		]);
	});

	it('is a pending record for one save alone', () => {
		expect(known([save('q', 'p'), save('r', 'p')], [pending])).toEqual([
			{ ...nothing, replaced: ['1'] },
			nothing,
		]);
	});

	it('is no pending record while a row of its own is saved too', () => {
		expect(known([save('q', 'p'), save('p')], [pending])).toEqual([
			nothing,
			{ ...nothing, own: ['1'] },
		]);
	});

	it('is a lookalike where there is nothing else', () => {
		const lookalike = record('9', undefined);
		expect(known([save('a')], [lookalike])).toEqual([{ ...nothing, lookalike: '9' }]);
		expect(known([save('a')], [lookalike, record('1', 'a')])).toEqual([{ ...nothing, own: ['1'] }]);
	});
});

describe('a record that Tight must have had', () => {
	it.each<[string, Save, boolean]>([
		['is not that of an added row', save('a'), false],
		['is that of a modified row', save('a', undefined, { change: 'modified' }), true],
		['is that of a removed row', save('a', undefined, { change: 'removed' }), true],
		['is the pending one of a posted row', save('q', 'p'), true],
	])('%s', (_what, each, expected) => expect(isExpected(each)).toBe(expected));
});

it('Several records are meant where two have the identity, or two are replaced', () => {
	const isOf = (each: Save, records: IDataObject[]) => isTwice(found([each], records), each);
	expect(isOf(save('a'), [record('1', 'a')])).toBe(false);
	expect(isOf(save('a'), [record('1', 'a'), record('2', 'a')])).toBe(true);
	expect(isOf(save('q', 'p'), [pending, record('2', 'p')])).toBe(true);
	expect(isOf(save('q', 'p'), [pending, record('2', 'q')])).toBe(false);
});

describe('a row that could not be looked up', () => {
	it.each<[Unsaved['kind'], string]>([
		['refused', 'No. So it is not known whether Tight has the row already'],
		['unknown', 'No. So it is not known whether Tight has the row already'],
		['notSent', 'No'],
	])('is not sent, and says why: the look-up was %s', (kind, explanation) => {
		const reasons = [{ message: 'Bad filter' }];
		expect(notLookedUp({ kind, reasons, explanation: 'No', status: 400 })).toEqual({
			kind: 'notSent',
			reasons,
			explanation,
			status: 400,
		});
	});
});

describe('a pending record beside the posted one', () => {
	const owner = save('q', 'p', {
		result: { kind: 'saved', data: { id: '2' } },
		surplus: [pending],
	});

	it('is removed for its owner, as a row of the source that is removed', () => {
		expect(surplusOf(owner, [])).toEqual([
			{
				owner,
				removal: {
					rows: [],
					userId: 'u',
					body: {},
					identity: expect.objectContaining({ apiSourceId: 'p' }),
					change: 'removed',
				},
			},
		]);
	});

	it('is not removed where the owner was not saved, or where it is removed anyway', () => {
		const failed = { ...owner, result: { kind: 'unknown' as const, reasons: [] } };
		expect(surplusOf(failed, [])).toEqual([]);
		expect(surplusOf(owner, [save('p', undefined, { change: 'removed' })])).toEqual([]);
		const ofAnother = save('p', undefined, { change: 'removed', userId: 'v' });
		expect(surplusOf(owner, [ofAnother])).toHaveLength(1);
	});

	it('that could not be removed is reported by its owner', () => {
		const [surplus] = surplusOf({ ...owner }, []);
		surplus.removal.result = { kind: 'refused', reasons: [], explanation: 'Closed' };
		reportSurplus(surplus);
		expect(surplus.owner.result).toEqual({
			kind: 'refused',
			reasons: [],
			explanation:
				'Closed. The item itself is in Tight; the pending record that it replaces could not be removed',
		});
	});

	it('that was removed is not mentioned', () => {
		const [surplus] = surplusOf({ ...owner }, []);
		surplus.removal.result = { kind: 'saved', data: {} };
		reportSurplus(surplus);
		expect(surplus.owner.result).toEqual(owner.result);
	});
});
