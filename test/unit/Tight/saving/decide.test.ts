import type { IDataObject } from 'n8n-workflow';

import {
	areCopies,
	decide,
	overwrittenBy,
	type Decided,
	type Decision,
	type Known,
} from '../../../../nodes/Tight/saving/decide';
import type { Match, Save } from '../../../../nodes/Tight/saving/row';
import { DAY, FILE, saveOf, UNIQUE } from '../../../support/saves';

const record: IDataObject = {
	id: 'btxn_1',
	apiSourceId: 'a',
	amount: -500,
	date: DAY,
	description: 'Coffee',
	status: 'ACTIVE',
};
const copy = { ...record, id: 'btxn_2' };
const other = { ...record, id: 'btxn_2', amount: -700 };
const pending = { ...record, id: 'btxn_9', apiSourceId: 'p' };
const removed = { ...record, status: 'REMOVED' };

const row: IDataObject = { apiSourceId: 'a', amount: -500, description: 'Coffee' };
const changed = { ...row, amount: -600 };

const known = (own: IDataObject[] = [], more: Partial<Known> = {}): Known => ({
	own,
	replaced: [],
	...more,
});

const add = (body: IDataObject): Decision => ({ kind: 'send', body, isNewIdentity: true });
const update = (body: IDataObject, of = record): Decision => ({
	kind: 'send',
	record: of,
	body: { ...body, id: of.id },
	isNewIdentity: false,
});
const takeOver = (body: IDataObject, of = pending): Decision => ({
	...(update(body, of) as Extract<Decision, { kind: 'send' }>),
	isNewIdentity: true,
});
const leave = (data: IDataObject): Decision => ({ kind: 'leave', data });
const refuse = (...words: string[]): Decision => ({
	kind: 'refuse',
	result: expect.objectContaining({
		kind: 'notSent',
		explanation: expect.stringMatching(new RegExp(words.join('.*'))),
	}),
});

type Case = [what: string, save: Save, known: Known, match: Match, decision: Decision];

const expectDecision = (save: Save, records: Known, match: Match, decision: Decision) =>
	expect(decide(save, records, match).decision).toEqual(decision);

describe('a row', () => {
	it.each<Case>([
		['is added where Tight has none', saveOf(row), known(), FILE, add(row)],
		['is left where the record shows all of it', saveOf(row), known([record]), FILE, leave(record)],
		[
			'is an update where the record shows something else',
			saveOf(changed),
			known([record]),
			FILE,
			update(changed),
		],
		[
			'is left where only new rows are added',
			saveOf(changed),
			known([record]),
			{ ...FILE, found: 'skip' },
			leave(record),
		],
		[
			'is left, and says in what the record differs',
			saveOf({ amount: 6, description: 'Tea' }),
			known([record]),
			{ ...FILE, found: 'skip', compared: { amount: 'amount', descriptions: ['description'] } },
			leave({ ...record, differsFromSource: ['amount', 'description'] }),
		],
		[
			'is sent as its source makes a change of it',
			saveOf(changed),
			known([record]),
			{
				...FILE,
				changeOf: (found, { body }) => ({ amount: body.amount, notes: found.description }),
			},
			update({ amount: -600, notes: 'Coffee' }),
		],
		[
			'is left where its source finds no change in it',
			saveOf(changed),
			known([record]),
			{ ...FILE, changeOf: () => ({}) },
			leave(record),
		],
		[
			'is an update where a key of its own JSON was taken out',
			saveOf({ customData: {} }),
			known([{ ...record, customData: { mine: 1 } }]),
			FILE,
			update({ customData: {} }, { ...record, customData: { mine: 1 } }),
		],
		[
			'is refused where several records could be meant',
			saveOf(changed),
			known([record, other]),
			FILE,
			refuse('2 records', "'a'", 'btxn_1, btxn_2'),
		],
		[
			'is refused where Tight has exact copies, which a file can hold',
			saveOf(changed),
			known([record, copy]),
			FILE,
			refuse('btxn_1, btxn_2'),
		],
		[
			'is refused where the records of a unique ID differ',
			saveOf(changed),
			known([record, other]),
			UNIQUE,
			refuse('btxn_1, btxn_2'),
		],
		[
			'is left where only new rows are added, and several could be meant',
			saveOf(changed),
			known([record, other]),
			{ ...FILE, found: 'skip' },
			leave(record),
		],
		[
			'is refused where a record is most probably this one under another ID',
			saveOf(row),
			known([], { lookalike: { ...record, apiSourceId: 'mx:a' } }),
			FILE,
			refuse('most probably', 'btxn_1', "'a'", "'mx:a'"),
		],
		[
			'is refused where a record is most probably this one and shows no ID',
			saveOf(row),
			known([], { lookalike: { id: 'btxn_1' } }),
			FILE,
			refuse('most probably', 'btxn_1', 'nowhere'),
		],
		[
			'is an update of its own record, whatever else looks like it',
			saveOf(changed),
			known([record], { lookalike: copy }),
			FILE,
			update(changed),
		],
	])('%s', (_what, ...given) => expectDecision(...given));
});

describe('a posted row', () => {
	const posted = { ...row, apiSourceId: 'q' };
	const save = saveOf(posted, {
		identity: { apiSourceId: 'q', date: DAY },
		replaces: 'p',
	});
	const own = { ...record, apiSourceId: 'q' };

	it.each<Case>([
		[
			'replaces its pending record',
			save,
			known([], { replaced: [pending] }),
			UNIQUE,
			takeOver(posted),
		],
		[
			'is left where it is there already',
			save,
			known([own], { replaced: [pending] }),
			UNIQUE,
			leave(own),
		],
		['is added where there is neither', save, known(), UNIQUE, add(posted)],
		[
			'is refused where two pending records could be meant',
			save,
			known([], { replaced: [pending, { ...pending, id: 'btxn_8', amount: 1 }] }),
			UNIQUE,
			refuse("'p'", 'btxn_9, btxn_8'),
		],
	])('%s', (_what, ...given) => expectDecision(...given));

	it('leaves the pending record that is beside it to be removed', () => {
		const surplusOf = (...given: [Save, Known]) => decide(...given, UNIQUE).surplus;
		expect(surplusOf(save, known([own], { replaced: [pending] }))).toEqual([pending]);
		expect(surplusOf(save, known([], { replaced: [pending] }))).toEqual([]);
		expect(surplusOf(save, known([own]))).toEqual([]);
	});
});

describe('a removed row', () => {
	const save = saveOf({}, { change: 'removed' });
	const since = '2025-01-01';
	const removing = (how: 'mark' | 'delete', match: Match = UNIQUE): Match => ({
		...match,
		removal: { how, since },
	});

	it.each<Case>([
		['is marked', save, known([record]), removing('mark'), update({ status: 'REMOVED' })],
		[
			'is marked where nothing else is chosen',
			save,
			known([record]),
			UNIQUE,
			update({ status: 'REMOVED' }),
		],
		[
			'is left where it is marked already',
			save,
			known([removed]),
			removing('mark'),
			leave(removed),
		],
		['is deleted', save, known([record]), removing('delete'), { kind: 'delete', record }],
		[
			'is deleted where it was only marked',
			save,
			known([removed]),
			removing('delete'),
			{ kind: 'delete', record: removed },
		],
		[
			'is said not to be found, and not as done',
			save,
			known(),
			removing('delete'),
			leave({ apiSourceId: 'a', skipped: 'notFound' }),
		],
		[
			'is refused where several records could be meant',
			save,
			known([record, other]),
			removing('delete'),
			refuse('btxn_1, btxn_2'),
		],
		[
			'is never looked for in what it replaces',
			{ ...save, replaces: 'p' },
			known([], { replaced: [pending] }),
			removing('delete'),
			leave({ apiSourceId: 'a', skipped: 'notFound' }),
		],
		[
			'is never a record that only looks like it',
			save,
			known([], { lookalike: copy }),
			removing('delete'),
			leave({ apiSourceId: 'a', skipped: 'notFound' }),
		],
	])('%s', (_what, ...given) => expectDecision(...given));
});

describe('exact copies of a record', () => {
	const copiesOf = (...given: Parameters<typeof decide>) =>
		decide(...given).copies.map(({ id }) => id);

	it('are deleted where the source never uses an ID twice, and the first by ID stays', () => {
		const records = [{ ...record, id: 'btxn_10' }, copy, { ...record, id: 'btxn_9' }];
		const decided = decide(saveOf(changed), known(records), UNIQUE);
		expect(decided.copies.map(({ id }) => id)).toEqual(['btxn_9', 'btxn_10']);
		expect(decided.decision).toEqual(update(changed, copy));
	});

	it('are deleted where the row itself says that its source is such a one', () => {
		const save = saveOf(row, { identity: { apiSourceId: 'a', apiName: 'PLAID', date: DAY } });
		expect(copiesOf(save, known([record, copy]), FILE)).toEqual(['btxn_2']);
	});

	it.each<[string, Known, Match]>([
		['a file can hold them', known([record, copy]), FILE],
		['they differ', known([record, other]), UNIQUE],
		['one of three differs', known([record, copy, { ...other, id: 'btxn_3' }]), UNIQUE],
		['there is one record', known([record]), UNIQUE],
		['there is none', known(), UNIQUE],
	])('are not deleted where %s', (_what, records, match) => {
		for (const found of ['update', 'skip'] as const) {
			for (const change of ['added', 'modified', 'removed'] as const) {
				const how = { how: 'delete' as const, since: DAY };
				const save = saveOf(changed, { change });
				expect(copiesOf(save, records, { ...match, found, removal: how })).toEqual([]);
			}
		}
	});
});

describe('areCopies', () => {
	const first: IDataObject = {
		id: 'btxn_1',
		amount: -5001,
		notes: null,
		bankAccount: { id: 'bka_1', name: 'Checking' },
		tax: {},
		children: [],
	};
	const second = { ...first, id: 'btxn_2' };

	it('is so of records that differ in their ids alone', () => {
		expect(areCopies([first, second, { ...first, id: 'btxn_3' }])).toBe(true);
	});

	it.each<[string, IDataObject]>([
		['a value', { notes: 'mine' }],
		['what it belongs to', { bankAccount: { id: 'bka_2', name: 'Checking' } }],
		['something within', { bankAccount: { id: 'bka_1', name: 'Checking', mask: '1687' } }],
		['a field that the others do not have', { later: 1 }],
		['a line item', { children: [{ id: 'itm_1', amount: -5001 }] }],
	])('is not so where one differs in %s', (_, more) => {
		expect(areCopies([first, { ...second, ...more }])).toBe(false);
		expect(areCopies([{ ...first, ...more }, second])).toBe(false);
	});
});

describe('what an update overwrites', () => {
	it.each<[string, IDataObject, IDataObject | undefined]>([
		[
			'amount and description',
			{ amount: -1, description: 'Tea' },
			{ amount: -500, description: 'Coffee' },
		],
		[
			'amount, description and day',
			{ amount: -1, description: 'Tea', date: '2025-07-01' },
			{ amount: -500, date: DAY, description: 'Coffee' },
		],
		['the amount alone', { amount: -1, description: 'Coffee' }, undefined],
		['the description alone', { amount: -500, description: 'Tea', date: '2025-07-01' }, undefined],
		['nothing', { amount: '-500', description: 'Coffee' }, undefined],
		['neither is sent', { notes: 'x' }, undefined],
	])('is shown for %s', (_what, sent, overwritten) => {
		expect(overwrittenBy(record, sent)).toEqual(overwritten);
	});

	it('is null for what the record did not show', () => {
		expect(overwrittenBy({ id: 'x' }, { amount: 1, description: 'Tea' })).toEqual({
			amount: null,
			description: null,
		});
	});
});

it('Deciding changes nothing that it is given', () => {
	const given: [Save, Known, Match] = [
		saveOf(changed),
		known([copy, record], { replaced: [pending] }),
		UNIQUE,
	];
	const before = structuredClone(given.slice(0, 2));
	const decided: Decided = decide(...given);
	expect(decided.decision.kind).toBe('send');
	expect(given.slice(0, 2)).toEqual(before);
});
