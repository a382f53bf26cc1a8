import type { IDataObject } from 'n8n-workflow';

import { daysBetween } from '../../shared/days';
import { shown as quoted } from '../../shared/shown';
import { isSameId } from '../api/ids';
import type { Result, Unsaved } from '../api/results';
import { isSameValue } from './compare';
import { dayIn } from './identify';

/**
 * Compares what Tight shows of a saved row with what was sent, at no further request: whether Tight
 * keeps units, signs and days as this package believes is inferred (docs/contract.md).
 */

interface Contradiction {
	/** The field, in the API's name. */
	field: string;
	sent: unknown;
	shown: unknown;
	/** The lines of docs/contract.md that are at stake. */
	lines: string;
}

const given = (value: unknown) => value !== undefined && value !== null && value !== '';

const COMPARED: Array<{
	field: string;
	lines: string;
	sent: (row: IDataObject) => unknown;
	shown: (record: IDataObject) => unknown;
	isSame: (shown: unknown, sent: unknown) => boolean;
}> = [
	{
		field: 'amount',
		lines: 'T1 to T3',
		sent: ({ amount }) => amount,
		shown: ({ amount }) => amount,
		isSame: isSameValue,
	},
	{
		field: 'date',
		lines: 'T25',
		sent: ({ date }) => date,
		shown: ({ date }) => date,
		isSame: (shown, sent) => dayIn(shown) === dayIn(sent),
	},
	{
		field: 'bankAccountId',
		lines: 'T12',
		sent: ({ bankAccountId }) => bankAccountId,
		shown: ({ bankAccount }) => (bankAccount as IDataObject | null | undefined)?.id,
		// Of IDs in two forms it is not known whether they mean one account.
		isSame: (shown, sent) => prefixOf(shown) !== prefixOf(sent) || isSameId(shown, sent),
	},
	{
		field: 'apiSourceId',
		lines: 'T34',
		sent: ({ apiSourceId }) => apiSourceId,
		shown: ({ apiSourceId }) => apiSourceId,
		isSame: isSameValue,
	},
];

const prefixOf = (id: unknown) => /^[a-z]*_?/.exec(String(id))![0];

/** The first field that Tight shows otherwise than it was sent. */
function contradictionIn(sent: IDataObject, record: IDataObject): Contradiction | undefined {
	for (const { field, lines, ...get } of COMPARED) {
		const [one, other] = [get.sent(sent), get.shown(record)];
		if (one !== other && given(one) && given(other) && !get.isSame(other, one)) {
			return { field, sent: one, shown: other, lines };
		}
	}
	return undefined;
}

function contradicted({ field, sent, shown, lines }: Contradiction): Unsaved {
	return {
		kind: 'contradicted',
		reasons: [],
		explanation: `Tight saved it, but shows '${field}' as ${quoted(shown)}, and ${quoted(sent)} was sent. Correct the record in Tight; if this is so for every row, see ${lines} in docs/contract.md and report it`,
	};
}

/** The result of a row that was sent, after its echo was compared. */
export function withEcho(result: Result, sent: IDataObject): Result {
	if (result.kind !== 'saved') return result;
	const contradiction = contradictionIn(sent, result.data);
	return contradiction ? contradicted(contradiction) : result;
}

/** The result of a row that Tight has saved, but does not show under the source ID that was sent. */
export function withoutSourceId(sourceId: string, { id, apiSourceId }: IDataObject): Unsaved {
	const instead = given(apiSourceId) ? `shows it as ${quoted(apiSourceId)}` : 'does not show it';
	return {
		kind: 'contradicted',
		reasons: [],
		explanation: `Tight saved it as ${String(id)}, but its API Source ID was sent as ${quoted(sourceId)} and Tight ${instead}. So it cannot be found again: if you send it once more, it is added twice. See T15 and T34 in docs/contract.md`,
	};
}

const RATIOS = [1, -1, 100, -100, 0.01, -0.01];

/**
 * Whether all records differ from their rows in the same way: not at all, by a turned sign, by a
 * factor of 100, or by a number of days. Then they are in the order of the rows; what differs is an
 * inference, and is reported.
 */
export function isOneTransformation(
	pairs: Array<{ sent: IDataObject; shown: IDataObject }>,
): boolean {
	if (pairs.length < 2) return true;
	const amounts = pairs.filter(({ sent, shown }) => given(sent.amount) && given(shown.amount));
	const isAmount = RATIOS.some((ratio) =>
		amounts.every(({ sent, shown }) =>
			isSameNumber(Number(shown.amount), ratio * Number(sent.amount)),
		),
	);
	const days = pairs
		.filter(({ sent, shown }) => given(sent.date) && given(shown.date))
		.map(({ sent, shown }) => daysBetween(dayIn(sent.date)!, dayIn(shown.date)!));
	return isAmount && new Set(days).size <= 1;
}

const isSameNumber = (one: number, other: number) => Math.abs(one - other) < 0.005;
