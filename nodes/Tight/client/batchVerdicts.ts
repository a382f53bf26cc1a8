import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/json';
import type { Reply } from './client';
import { readReply, verdictOn, type Handled, type Verdict } from './verdicts';

/** What tells the rows of a batch apart, as far as it is known before they are saved. */
export interface Sent {
	/** Tight's own. */
	id?: unknown;
	/** Under which Tight will show the row. */
	apiSourceId?: unknown;
	[field: string]: unknown;
}

/**
 * The verdicts on the rows of a batch, in the order in which the rows were sent.
 *
 * An element belongs to the row with its id, its source id, or its very words; what is left is
 * paired by position (inferred: docs/contract.md, "Order of answers"), unless there is a sign that
 * positions mean nothing: another number of elements than rows, identities in another order, or a
 * source id that is not the row's.
 */
export function verdictsOnBatch(reply: Reply, rows: Sent[]): Verdict[] {
	const read = readReply(reply);
	if (read.kind !== 'handled') return rows.map(() => read);
	const { data } = read.envelope;
	if (Array.isArray(data)) return pair(rows, data as unknown[], read.status);
	return rows.map(() => verdictOnUnlisted(read, rows.length));
}

function verdictOnUnlisted({ envelope, status }: Handled, rows: number): Verdict {
	const verdict = verdictOn(envelope, status);
	if (verdict.kind === 'refused') return { ...verdict, wholeCall: true };
	if (rows === 1 && isObject(envelope.data)) return verdict;
	return {
		kind: 'unknown',
		reasons: [],
		explanation: 'Tight answered without saying what became of the rows',
	};
}

function pair(rows: Sent[], elements: unknown[], status: number): Verdict[] {
	const verdicts = elements.map((element) => verdictOn(element, status));
	if (areInPlace(rows, verdicts)) return verdicts;
	const owners = ownersOf(rows);
	const positions: Array<number | undefined> = rows.map(() => undefined);
	verdicts.forEach((verdict, position) => {
		if (verdict.kind !== 'saved') return;
		const owner = identities(verdict.data)
			.map((identity) => owners.get(identity))
			.find((row) => row !== undefined);
		if (owner !== undefined) positions[owner] = position;
	});
	const isInOrder =
		rows.length === elements.length &&
		positions.every((position, index) => position === undefined || position === index);
	return rows.map((row, index) => {
		const position = positions[index] ?? (isInOrder ? index : undefined);
		if (position !== undefined && !isOfAnother(row, verdicts[position])) return verdicts[position];
		return {
			kind: 'unknown',
			reasons: [],
			explanation:
				rows.length === elements.length
					? 'Tight answered in another order, so its answer for this row is not known'
					: `Tight answered for ${elements.length} of ${rows.length} rows, so its answer for this row is not known`,
		};
	});
}

/**
 * The row that each identity belongs to. What several rows share, such as a source id on two
 * accounts, tells none of them.
 */
function ownersOf(rows: Sent[]): Map<string, number | undefined> {
	const owners = new Map<string, number | undefined>();
	rows.forEach((row, index) => {
		for (const identity of identities(row)) {
			owners.set(identity, owners.has(identity) ? undefined : index);
		}
	});
	return owners;
}

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

/** Whether a record that was added stands under another source id than its row. */
function isOfAnother({ id, apiSourceId }: Sent, verdict: Verdict): boolean {
	const shown = verdict.kind === 'saved' ? verdict.data.apiSourceId : undefined;
	const isCompared = !isGiven(id) && isGiven(apiSourceId) && isGiven(shown);
	return isCompared && String(shown) !== String(apiSourceId);
}

const IDENTITIES = ['id', 'apiSourceId'];

/** Fields that Tight shows as they were sent; together they tell most rows apart. */
const WORDS = ['date', 'amount', 'description', 'name'];

const isSame = (left: unknown, right: unknown) =>
	isGiven(left) && isGiven(right) && String(left) === String(right);

/**
 * Whether each saved row stands where it was sent, by everything that tells rows apart: most answers
 * are so, and to look for the owner of each row takes far longer.
 */
function areInPlace(rows: Sent[], verdicts: Verdict[]): boolean {
	if (rows.length !== verdicts.length) return false;
	const everySaved = (isTrue: (row: Sent, data: IDataObject) => boolean) =>
		verdicts.every(
			(verdict, index) => verdict.kind !== 'saved' || isTrue(rows[index], verdict.data),
		);
	const isIdentity = (name: string) =>
		rows.every((row) => !isGiven(row[name])) ||
		everySaved((row, data) => isSame(row[name], data[name]));
	const isWord = (name: string) =>
		everySaved((row, data) => (row[name] ?? null) === (data[name] ?? null));
	return IDENTITIES.every(isIdentity) && WORDS.every(isWord);
}

/** What tells more comes first: the id, the source id, the words. */
function identities(row: Sent): string[] {
	const { id, apiSourceId } = row;
	const words = WORDS.map((name) => row[name] ?? null);
	return [
		...(isGiven(id) ? [`id ${String(id)}`] : []),
		...(isGiven(apiSourceId) ? [`source ${String(apiSourceId)}`] : []),
		...(words.some(isGiven) ? [`words ${JSON.stringify(words)}`] : []),
	];
}
