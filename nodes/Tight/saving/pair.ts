import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/json';
import { bareId, isSameId } from '../api/ids';
import { readReply, resultOf, type Handled, type Result, type Unsaved } from '../api/results';
import type { Reply } from '../api/client';
import { reasonsOf } from '../api/reasons';
import { isSameValue } from './compare';
import { dayIn } from './identify';
import { isOneTransformation, withEcho } from './echo';

/** What tells the rows of a batch apart, as far as it is known before they are saved. */
export interface Sent {
	/** Tight's own. */
	id?: unknown;
	/** Under which Tight will show the row. */
	apiSourceId?: unknown;
	[field: string]: unknown;
}

const BAD_REQUEST = 400;

/**
 * The results of the rows of a batch, in the order in which the rows were sent.
 *
 * An element belongs to the row with its id, its source id, or its very words; what is left is
 * paired by position (inferred: docs/contract.md, "Order of answers"), unless there is a sign that
 * positions mean nothing: another number of elements than rows, identities in another order, amounts
 * or dates that are not the row's, or a source id that is not the row's.
 */
export function pairResults(reply: Reply, rows: Sent[]): Result[] {
	const read = readReply(reply);
	if (read.kind !== 'handled') return rows.map(() => read);
	const { data } = read.envelope;
	if (Array.isArray(data) && data.length > 0) return pair(rows, data as unknown[], read.status);
	const result = resultOfUnlisted(read, rows.length);
	return rows.map(() => result);
}

/**
 * The result of every row where the answer lists none. Only a refusal by HTTP status proves that
 * nothing was stored (inferred: docs/contract.md, T21).
 */
function resultOfUnlisted({ envelope, status }: Handled, rows: number): Result {
	const reasons = reasonsOf(envelope);
	if (status === BAD_REQUEST) return { kind: 'refused', reasons, status, wholeCall: true };
	if (rows === 1 && isObject(envelope.data)) return resultOf(envelope, status);
	return {
		kind: 'unknown',
		reasons,
		explanation: 'Tight answered without a result for the rows',
		status,
	};
}

function pair(rows: Sent[], elements: unknown[], status: number): Result[] {
	const results = elements.map((element) => resultOf(element, status));
	if (areInPlace(rows, results)) return results;
	const owners = ownersOf(rows);
	const positions: Array<number | undefined> = rows.map(() => undefined);
	results.forEach((result, position) => {
		if (result.kind !== 'saved') return;
		const owner = identities(result.data)
			.map((identity) => owners.get(identity))
			.find((row) => row !== undefined);
		if (owner !== undefined) positions[owner] = position;
	});
	const isInOrder =
		rows.length === elements.length &&
		positions.every((position, index) => position === undefined || position === index) &&
		fitByPosition(rows, results, positions);
	return rows.map((row, index) => {
		const position = positions[index] ?? (isInOrder ? index : undefined);
		const isOthers = position !== undefined && isOfAnother(row, index, results[position], owners);
		if (position !== undefined && !isOthers) return results[position];
		return unpaired(rows.length, elements.length);
	});
}

function unpaired(rows: number, elements: number): Unsaved {
	const explanation =
		rows === elements
			? 'Tight answered in another order, so its answer for this row is not known'
			: `Tight answered for ${elements} of ${rows} rows, so its answer for this row is not known`;
	return { kind: 'unknown', reasons: [], explanation };
}

/**
 * Whether the rows that nothing else tells apart agree with the records at their positions. Beside
 * refused rows they have to agree fully: what differs may be the answer to the refused one.
 */
function fitByPosition(
	rows: Sent[],
	results: Result[],
	positions: Array<number | undefined>,
): boolean {
	const pairs = rows.flatMap((row, index) => {
		const result = results[index];
		const isOpen = positions[index] === undefined && result.kind === 'saved';
		return isOpen ? [{ sent: row as IDataObject, shown: result.data, result }] : [];
	});
	const areAllSaved = results.every(({ kind }) => kind === 'saved');
	return areAllSaved
		? isOneTransformation(pairs)
		: pairs.every(({ sent, result }) => withEcho(result, sent).kind === 'saved');
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

/**
 * Whether a record that was added is shown under the source id of another row. One that no row has
 * is the row's own in another form, which is found and reported later.
 */
function isOfAnother(
	{ id, apiSourceId }: Sent,
	index: number,
	result: Result,
	owners: Map<string, number | undefined>,
): boolean {
	const shown = result.kind === 'saved' ? result.data.apiSourceId : undefined;
	const isCompared = !isGiven(id) && isGiven(apiSourceId) && isGiven(shown);
	if (!isCompared || String(shown) === String(apiSourceId)) return false;
	const identity = `source ${String(shown)}`;
	return owners.has(identity) && owners.get(identity) !== index;
}

/** Fields that Tight shows as they were sent; together they tell most rows apart. */
const WORDS = ['date', 'amount', 'description', 'name'];

/**
 * Whether each saved row is where it was sent, by everything that tells rows apart: most answers
 * are so, and to look for the owner of each row takes far longer.
 */
function areInPlace(rows: Sent[], results: Result[]): boolean {
	if (rows.length !== results.length) return false;
	const everySaved = (isTrue: (row: Sent, data: IDataObject) => boolean) =>
		results.every((result, index) => result.kind !== 'saved' || isTrue(rows[index], result.data));
	const isIdentity = (name: string, areSame: (one: unknown, other: unknown) => boolean) =>
		rows.every((row) => !isGiven(row[name])) ||
		everySaved(
			(row, data) => isGiven(row[name]) && isGiven(data[name]) && areSame(row[name], data[name]),
		);
	const isSameText = (one: unknown, other: unknown) => String(one) === String(other);
	const isWord = (name: string) =>
		everySaved((row, data) => isSameValue(data[name] ?? null, row[name] ?? null));
	return isIdentity('id', isSameId) && isIdentity('apiSourceId', isSameText) && WORDS.every(isWord);
}

/** What tells more comes first: the id, the source id, the words. */
function identities(row: Sent): string[] {
	const { id, apiSourceId } = row;
	const words = WORDS.map((name) => (name === 'date' ? dayIn(row[name]) : row[name]) ?? null);
	return [
		...(isGiven(id) ? [`id ${bareId(id)}`] : []),
		...(isGiven(apiSourceId) ? [`source ${String(apiSourceId)}`] : []),
		...(words.some(isGiven) ? [`words ${JSON.stringify(words)}`] : []),
	];
}
