import type { IDataObject } from 'n8n-workflow';

import type { Arrangement } from '../support/scenarios/scenario';
import type { Leaves } from './fault';
import { isDeepStrictEqual } from './platform';
import type { NodeRun, Request, Service } from './service';
import type { Told } from './told';

/** What has to hold after every run, whatever went wrong in it. Each law gives what breaks it. */

export const LAWS = [
	'each item is told of exactly once',
	'nothing is sent again after an unknown outcome',
	'the books hold what is told, and no row twice',
	'what comes out is what the service has',
	'nothing fails that need not',
	'no secret in items, errors or the log',
	'nothing is sent when a row is wrong and the node is to stop',
	'sending all rows once more brings the books in order',
	'memory is given back',
	'modules keep nothing',
] as const;

/** What breaks the laws that were looked at; an empty list says that one is kept. */
export type Findings = Partial<Record<(typeof LAWS)[number], string[]>>;

/** All that breaks a law, whichever. */
export const breachesOf = (findings: Findings): string[] => Object.values(findings).flat();

/** Answers that say that the request had no effect. */
const hadNoEffect = ({ status }: Request) => status !== null && status >= 300 && status < 500;

/** What `body` and path of a request hold. */
const textOf = ({ path, body }: Request) => `${path} ${JSON.stringify(body)}`;

/** A request that may have changed something is the last one for its item. */
export function nothingRepeated(
	{ requests, purposeOf }: Pick<Service, 'requests' | 'purposeOf'>,
	marks: string[],
): string[] {
	const changes = requests().filter((request) => purposeOf(request) === 'change');
	return marks.flatMap((mark, item) => {
		const own = changes.filter((request) => textOf(request).includes(mark));
		const repeated = own.slice(0, -1).find((request) => !hadNoEffect(request));
		return repeated
			? [`item ${item} was sent again after the answer ${repeated.status} to ${repeated.path}`]
			: [];
	});
}

/** What is told of an item is so. */
export function noLies(told: Told[], made: number[], before: number[]): string[] {
	return told.flatMap(({ kind, message }, item) => {
		const times = made[item];
		if (times > 1) return [`item ${item} was made ${times} times`];
		if (kind === 'done' && times !== 1) return [`item ${item} is told as done, and is not`];
		const isUntouched = kind === 'unknown' || kind === 'done' || times === before[item];
		return isUntouched ? [] : [`item ${item} is told as ${kind}, and was made: ${message}`];
	});
}

const LONGEST_SHOWN = 300;
const shown = (value: unknown) => JSON.stringify(value)?.slice(0, LONGEST_SHOWN);

/**
 * What is put out for an item that is done is what the service has.
 *
 * @param expected the rows of an item with the fields that are looked at; undefined for any rows
 */
export function noInventions(
	told: Told[],
	expected: (item: number) => object[] | undefined,
): string[] {
	return told.flatMap(({ rows }, item) => {
		const right = expected(item);
		if (!rows || !right) return [];
		const seen = rows.map((row, index) => pick(row, Object.keys(right[index] ?? row)));
		if (isDeepStrictEqual(seen, right)) return [];
		return [`item ${item} came out as ${shown(seen)} instead of ${shown(right)}`];
	});
}

const pick = (row: IDataObject, names: string[]) =>
	Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]]));

/** A fault leaves no more than it has to. */
export function noNeedlessFailure(told: Told[], leaves: Leaves): string[] {
	return told.flatMap(({ kind, message }, item) => {
		if (leaves === 'nothing' && kind !== 'done') return [`item ${item} is ${kind}: ${message}`];
		if (leaves === 'refusal' && kind === 'unknown') return [`item ${item} is unknown: ${message}`];
		return [];
	});
}

/** An item without what came in with it, and without what it was asked to show. */
function without(json: IDataObject, input: IDataObject, shown: string[]): IDataObject {
	const isOwn = ([name, value]: [string, unknown]) =>
		!shown.includes(name) && !isDeepStrictEqual(value, input[name]);
	return Object.fromEntries(Object.entries(json).filter(isOwn)) as IDataObject;
}

/** All that an error can show to a user, its causes included. */
function shownBy(error: unknown, depth = 0): unknown[] {
	if (typeof error !== 'object' || error === null || depth > 5) return [error];
	const { message, stack, description, context, messages, cause } = error as Record<
		string,
		unknown
	>;
	return [message, stack, description, context, messages, ...shownBy(cause, depth + 1)];
}

/**
 * No secret comes to light: not in items, unless it came in with them or was asked for; not in
 * errors, not in the log.
 *
 * @param secrets their very values
 */
export function noSecrets(
	run: NodeRun,
	{ input }: Pick<Arrangement, 'input'>,
	secrets: string[],
	{ shows = [], logged }: { shows?: string[]; logged: string[] },
): string[] {
	const isFailure = (json: IDataObject) => 'error' in json && 'details' in json;
	const items = [
		...run.items.map((json, index) => ({ json, origin: run.origins[index] })),
		...run.failedItems.map((json, index) => ({ json, origin: run.failedOrigins[index] })),
	].map(({ json, origin }) => without(json, input[origin], isFailure(json) ? [] : shows));
	const errors = Object.values(run.run.data.resultData.runData).flat();
	const texts = {
		items: JSON.stringify(items),
		error: JSON.stringify(
			[run.error, ...errors.map(({ error }) => error)].flatMap((each) => shownBy(each)),
		),
		log: logged.join('\n'),
	};
	return Object.entries(texts).flatMap(([where, text]) => {
		const secret = secrets.find((each) => text.includes(each));
		if (secret === undefined) return [];
		const at = text.indexOf(secret);
		return [`a secret is in the ${where}: ${text.slice(Math.max(0, at - 60), at + secret.length)}`];
	});
}
