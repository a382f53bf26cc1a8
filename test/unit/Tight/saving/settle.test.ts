import type { IDataObject } from 'n8n-workflow';

import type { Result } from '../../../../nodes/Tight/api/results';
import { FoundRecords } from '../../../../nodes/Tight/saving/lookUp';
import type { Match, Save } from '../../../../nodes/Tight/saving/row';
import { copyRemains, needsLook, settled } from '../../../../nodes/Tight/saving/settle';
import { DAY, FILE, saveOf, UNIQUE } from '../../../support/saves';

const record = (id: string, more: IDataObject = {}): IDataObject => ({
	id,
	apiSourceId: 'a',
	amount: -500,
	date: DAY,
	...more,
});
const body = { apiSourceId: 'a', amount: -500, date: DAY };
const identity = { apiSourceId: 'a', date: DAY };

const unknown: Result = { kind: 'unknown', reasons: [], explanation: 'cut' };
const saved = (data: IDataObject): Result => ({ kind: 'saved', data });

const added = (result: Result, more: Partial<Save> = {}) =>
	saveOf(body, { identity, sent: body, isNewIdentity: true, result, ...more });

function settle(save: Save, records: IDataObject[], match: Match = UNIQUE) {
	const found = new FoundRecords(new Set(['a']), Infinity);
	found.add(records);
	return settled(save, found, match);
}

describe('a second look', () => {
	it.each<[string, Partial<Save>, boolean]>([
		['an unknown outcome', { result: unknown }, true],
		['a row that was added', { result: saved({}), isNewIdentity: true }, true],
		['an update', { result: saved({}), isNewIdentity: false }, false],
		['a refused row', { result: { kind: 'refused', reasons: [] }, isNewIdentity: true }, false],
		['a contradicted row', { result: { kind: 'contradicted', reasons: [] } }, false],
		['a row that was not sent', {}, false],
	])('at %s: is needed: %s', (_what, save, isNeeded) => {
		expect(needsLook(saveOf(body, save))).toBe(isNeeded);
	});
});

describe('a row whose outcome was not known', () => {
	it('was saved where its record is found', () => {
		expect(settle(added(unknown), [record('1')])).toEqual({ result: saved(record('1')) });
	});

	it('stays unknown where there is none', () => {
		expect(settle(added(unknown), [])).toEqual({ result: unknown });
	});

	const update = (sent: IDataObject) =>
		saveOf(body, { identity, sent, record: record('1'), result: unknown });

	it('was saved as an update where the record shows all of it', () => {
		const now = record('1', { amount: -600 });
		expect(settle(update({ id: '1', amount: -600 }), [now])).toEqual({ result: saved(now) });
	});

	it.each<[string, IDataObject[]]>([
		['shows something else', [record('1')]],
		['is gone', []],
		['is one of two', [record('1', { amount: -600 }), record('2', { amount: -600 })]],
	])('stays unknown as an update where the record %s', (_what, records) => {
		expect(settle(update({ id: '1', amount: -600 }), records)).toEqual({ result: unknown });
	});
});

describe('a row that was added', () => {
	const [first, second] = [record('btxn_1'), record('btxn_2')];

	it('is saved where Tight shows it alone', () => {
		expect(settle(added(saved(first)), [first])).toEqual({ result: saved(first), copies: [] });
	});

	it('is saved where the list does not show it yet, but the answer did', () => {
		expect(settle(added(saved(first)), [])).toEqual({ result: saved(first) });
	});

	it('shows the record that has its source ID, where the answer was that of another', () => {
		const answered = record('btxn_7', { apiSourceId: undefined });
		expect(settle(added(saved(answered)), [second])).toEqual({
			result: saved(second),
			copies: [],
		});
	});

	it.each<[string, IDataObject]>([
		['another source ID', { apiSourceId: 'mx:a' }],
		['no source ID', { apiSourceId: null }],
	])('is contradicted where answer and list show %s', (_what, shown) => {
		const { result, copies } = settle(added(saved(record('btxn_1', shown))), []);
		expect(result.kind).toBe('contradicted');
		expect(copies).toBeUndefined();
	});

	it('is saved where Tight told no record at all', () => {
		expect(settle(added(saved({})), [])).toEqual({ result: saved({}) });
	});
});

describe('a row that two workers added', () => {
	const [first, second] = [record('btxn_9'), record('btxn_10')];
	const both = [second, first];
	const twice = expect.objectContaining({
		kind: 'unknown',
		explanation: expect.stringContaining('saved twice at the same time, as btxn_9 and btxn_10'),
	});

	it('stays where it is the first by ID, whichever worker looks', () => {
		const expected = { result: saved(first), copies: [second] };
		expect(settle(added(saved(first)), both)).toEqual(expected);
		expect(settle(added(saved(second)), both)).toEqual(expected);
	});

	it.each<[string, IDataObject]>([
		['lacks the ID of the answer', record('btxn_11')],
		['is compared with an answer without an ID', {}],
	])('deletes nothing where the list %s', (_what, answered) => {
		expect(settle(added(saved(answered)), both)).toEqual({ result: saved(first), copies: [] });
	});

	it('is known by its ID in any form', () => {
		const { copies } = settle(added(saved({ ...second, id: '10' })), both);
		expect(copies).toEqual([second]);
	});

	it.each<[string, Save, IDataObject[], Match]>([
		['a file can hold it twice', added(saved(second)), both, FILE],
		['they differ', added(saved(second)), [first, { ...second, notes: 'mine' }], UNIQUE],
	])('is not deleted, but reported, where %s', (_what, save, records, match) => {
		expect(settle(save, records, match)).toEqual({ result: twice });
	});

	it('is deleted also where the row itself says that its source never uses an ID twice', () => {
		const save = added(saved(second), { identity: { ...identity, apiName: 'PLAID' } });
		expect(settle(save, both, FILE).copies).toEqual([second]);
	});

	it('is reported where its own copy could not be deleted', () => {
		const problem = { kind: 'refused' as const, reasons: [], explanation: 'Closed', status: 403 };
		expect(copyRemains(problem, first, second)).toEqual({
			kind: 'unknown',
			reasons: [],
			status: 403,
			explanation:
				'Closed. It was saved twice at the same time, as btxn_9 and btxn_10, and the duplicate btxn_10 could not be deleted',
		});
	});
});
