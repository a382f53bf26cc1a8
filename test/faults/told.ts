import type { IDataObject, OnError } from 'n8n-workflow';

import { upTo } from '../support/scenarios/scenario';
import type { NodeRun } from './service';

/** What the user is told of each input item, on whatever way the error mode has for it. */

export type Kind = 'done' | 'refused' | 'unknown' | 'contradicted' | 'notSent' | 'notReached';

export interface Told {
	kind: Kind;
	/** What was put out for an item that is done; undefined when the node stopped. */
	rows?: IDataObject[];
	/** What was said of an item that failed. */
	message?: string;
}

/** The beginnings of messages about an item, by what they tell. */
const OPENINGS: Array<[RegExp, Kind]> = [
	[/^(?:Tight|Plaid|MX) refused item (\d+)[:.]/, 'refused'],
	[/^Item (\d+) was not sent to (?:Tight|Plaid|MX): /, 'notSent'],
	[/^Item (\d+) may or may not have been (?:saved|deleted): /, 'unknown'],
	[/^Item (\d+) was saved, but not as it was sent: /, 'contradicted'],
	[/^(?:Plaid|MX) may or may not have handled item (\d+): /, 'unknown'],
	[/^(?:Tight|Plaid|MX) gave no usable answer for item (\d+): /, 'unknown'],
];

/** Which item a message is about, and what it tells. */
function read(message: string): { item: number; kind: Kind } | undefined {
	for (const [opening, kind] of OPENINGS) {
		const item = opening.exec(message)?.[1];
		if (item !== undefined) return { item: Number(item), kind };
	}
	return undefined;
}

/** The items in a list such as `0–3, 7`. */
function itemsIn(list: string): number[] {
	return list.split(', ').flatMap((part) => {
		const [first, last = first] = part.split('–').map(Number);
		return upTo(last - first + 1).map((index) => first + index);
	});
}

const COUNTED = / \((\d+) of (\d+) items (?:was|were) (\w+)\)$/;

/** What the error says that stopped the node. */
function toldByError({ error, items }: NodeRun, count: number): Told[] | string {
	const { message, description = '', context } = error!;
	if (items.length > 0) return `stopped, but put out ${items.length} items`;
	const counted = COUNTED.exec(message);
	const first = read(message);
	if (!counted || !first) return `stopped with a message that does not count: ${message}`;
	const [, done, all, words] = counted;
	if (context?.itemIndex !== first.item) return `names item ${first.item}, but not in its context`;
	const lines = description.split('<br>');
	const listed = (title: string) => {
		const list = new RegExp(`^${title}: items? (.*)$`, 'i');
		const [found] = lines.flatMap((line) => list.exec(line)?.[1] ?? []);
		return found ? itemsIn(found) : [];
	};
	const told: Told[] = [];
	const tell = (item: number, kind: Kind, said?: string) => {
		if (told[item]) return `says of item ${item} that it is ${told[item].kind} and ${kind}`;
		told[item] = { kind, message: said };
		return undefined;
	};
	const failures = [message, ...lines].flatMap((said) => {
		const about = read(said);
		return about ? [{ ...about, said }] : [];
	});
	const problem = [
		...listed(words).map((item) => tell(item, 'done')),
		...listed('Not reached').map((item) => tell(item, 'notReached')),
		...failures.map(({ item, kind, said }) => tell(item, kind, said)),
	].find(Boolean);
	if (problem) return problem;
	const failed = listed('Failed');
	if (failed.join() !== failures.map(({ item }) => item).join()) {
		return `lists ${failed.join()} as failed, but tells of ${failures.map(({ item }) => item).join()}`;
	}
	if (Number(all) !== count || told.length !== count || Object.keys(told).length !== count) {
		return `does not tell of each of ${count} items: ${message} ${description}`;
	}
	const saved = told.filter(({ kind }) => kind === 'done').length;
	return Number(done) === saved ? told : `counts ${done} items as ${words}, but lists ${saved}`;
}

/** What came out. */
function toldByItems(run: NodeRun, count: number, mode: OnError | undefined): Told[] | string {
	const { items, origins, failedItems, failedOrigins } = run;
	const out = [
		...items.map((json, index) => ({ json, item: origins[index], onError: false })),
		...failedItems.map((json, index) => ({ json, item: failedOrigins[index], onError: true })),
	];
	const told: Told[] = [];
	for (const { json, item, onError } of out) {
		const { error, details } = json as { error?: unknown; details?: IDataObject };
		// Records may have an error of their own, as Plaid's Items have.
		if (typeof error !== 'string' || details === undefined) {
			if (onError) return `put out item ${item} on the error output without an error`;
			if (told[item] && told[item].kind !== 'done') return `told of item ${item} twice`;
			told[item] = { kind: 'done', rows: [...(told[item]?.rows ?? []), json] };
			continue;
		}
		const message = String(error);
		const about = read(message);
		const isWhereItBelongs = onError === (mode === 'continueErrorOutput');
		if (!isWhereItBelongs) return `put out the failure of item ${item} on the wrong output`;
		if (!about || about.item !== item) return `said of item ${item}: ${message}`;
		if (about.kind !== details.outcome) {
			return `says of item ${item} ${about.kind}, and in its details ${String(details.outcome)}`;
		}
		if (told[item]) return `told of item ${item} twice`;
		told[item] = { kind: about.kind, message };
	}
	const isSorted = (list: number[]) =>
		list.every((item, index) => !index || list[index - 1] <= item);
	if (!isSorted(origins) || !isSorted(failedOrigins)) return 'put out items in another order';
	const missing = upTo(count).filter((item) => !told[item]);
	return missing.length === 0 ? told : `did not tell of the items ${missing.join()}`;
}

/**
 * What a run told of each of its items.
 *
 * @returns a sentence when an item was not told of exactly once, in the way of the mode
 */
export function toldBy(run: NodeRun, count: number, mode: OnError | undefined): Told[] | string {
	if (run.error) {
		return mode ? `stopped: ${run.error.message}` : toldByError(run, count);
	}
	return toldByItems(run, count, mode);
}
