import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isOn } from '../../shared/flag';
import { wholeOption } from '../../shared/options';
import { shown } from '../../shared/shown';
import { centsFromCurrencyUnits } from '../entities/money';
import type { Problem } from '../form/check';
import { MOST_DAYS } from '../form/common';
import type { Row } from '../saving/row';
import { bankAccountParameters } from './bankAccountChoice';
import type { Intent, Removal, Source, SourceAccount } from './source';

/**
 * A Plaid transaction as a bank transaction of Tight's.
 *
 * Source: `Transaction` and `RemovedTransaction` of Plaid's OpenAPI file
 * (github.com/plaid/plaid-openapi) and plaid.com/docs/transactions (stated): `amount` is decimal
 * and positive when money leaves the account; `date` is yyyy-MM-dd; a transaction that is posted
 * gets a new `transaction_id` and names its pending one in `pending_transaction_id`, which is
 * removed. That Tight wants what leaves an account as negative cents is inferred
 * (docs/contract.md, "Amount unit" and "Signs"). Of several changes of one transaction in a run the
 * last one counts.
 */

/** Values of the form's choice. Users' saved workflows hold them: never change one. */
type Pending = 'replace' | 'skip';

interface Choices {
	/** Code of the currency in which the books are kept. */
	currency: string;
	pending: Pending;
	removal: Removal;
}

interface PlaidOptions {
	currency?: string;
	removedLookback?: number;
}

const API_NAME = 'PLAID';
const DEFAULT_CURRENCY = 'USD';
/** Posting takes up to two weeks in rare cases (stated: plaid.com/docs/transactions/transactions-data). */
const MATCH_WINDOW_DAYS = 14;

const CHANGES = ['added', 'modified', 'removed'];

/** Plaid's texts for a transaction, the fullest first: the bank's own, then the cleaned ones. */
const TEXTS = ['original_description', 'name', 'merchant_name'];

/** The text of a value, or undefined when there is none to read. */
function textOf(value: unknown): string | undefined {
	const text = typeof value === 'number' ? String(value) : value;
	return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

const missing = (field: string): Problem => ({ path: field, message: `'${field}' is missing` });

function currencyProblem(
	{ iso_currency_code: iso, unofficial_currency_code: unofficial }: IDataObject,
	currency: string,
): Problem | undefined {
	const wanted = `must be ${currency}, as 'Currency' says, because Tight keeps no other beside it`;
	if (textOf(unofficial)) {
		return {
			path: 'unofficial_currency_code',
			message: `The currency ${wanted}, but is the unofficial ${shown(unofficial)}`,
		};
	}
	// Plaid fills one of the two; an item without either had it taken out on its way here.
	if (!textOf(iso) || textOf(iso)!.toUpperCase() === currency) return undefined;
	return { path: 'iso_currency_code', message: `The currency ${wanted}, but is ${shown(iso)}` };
}

function accountOf({ account_id: id, account }: IDataObject): SourceAccount {
	const { name, official_name, mask, type } = (account ?? {}) as IDataObject;
	return {
		id: textOf(id),
		mask: textOf(mask),
		type: textOf(type)?.toUpperCase(),
		names: [textOf(name), textOf(official_name)].filter((text) => text !== undefined),
	};
}

/** The kind of a transaction with this amount; of nothing, none. */
function typeOf(cents: number): { type?: string } {
	if (cents === 0) return {};
	return { type: cents < 0 ? 'EXPENSE' : 'REVENUE' };
}

/**
 * What a change of Plaid's asks for. An item without `change_type` is a transaction that was added.
 *
 * Left out knowingly, because a bank transaction of Tight's has no field for it: the merchant and
 * its place and pictures, the check number, the details of the payment, Plaid's categories (the
 * user's own would be overwritten), and all times but the day.
 */
export function intentOf(json: IDataObject, { currency, pending, removal }: Choices): Intent {
	const change = json.change_type ?? 'added';
	if (!CHANGES.includes(change as string)) {
		const message = `'change_type' must be ${CHANGES.join(', ')} or missing, but is ${shown(change)}`;
		return { kind: 'invalid', problems: [{ path: 'change_type', message }] };
	}
	const apiSourceId = textOf(json.transaction_id);
	if (!apiSourceId) return { kind: 'invalid', problems: [missing('transaction_id')] };
	const account = accountOf(json);
	if (change === 'removed') {
		return removal === 'ignore'
			? { kind: 'skip', apiSourceId, reason: 'removed' }
			: { kind: 'remove', apiSourceId, apiName: API_NAME, account };
	}
	const isPending = isOn(json.pending);
	if (isPending && pending === 'skip') return { kind: 'skip', apiSourceId, reason: 'pending' };

	const moneyOut = centsFromCurrencyUnits(json.amount);
	const day = textOf(json.date);
	const problems = [
		typeof moneyOut === 'number'
			? undefined
			: { path: 'amount', message: `'amount' ${moneyOut.reason}` },
		day ? undefined : missing('date'),
		currencyProblem(json, currency),
	].filter((problem) => problem !== undefined);
	if (problems.length > 0) return { kind: 'invalid', problems };

	const cents = moneyOut === 0 ? 0 : -(moneyOut as number);
	const description = TEXTS.map((name) => textOf(json[name])).find(Boolean);
	const former = isPending ? undefined : textOf(json.pending_transaction_id);
	return {
		kind: 'save',
		row: {
			date: day,
			amount: cents,
			...(description && { description }),
			apiName: API_NAME,
			apiSourceId,
			...typeOf(cents),
		},
		change: change as 'added' | 'modified',
		replaces: former === apiSourceId ? undefined : former,
		isPreliminary: isPending,
		account,
	};
}

/**
 * What of a row is sent when Tight has a record for it: what the source has changed. The user may
 * have edited the rest in Tight.
 *
 * - A transaction that is `added` once more has not changed; only its amount, which is the bank's
 *   own, is corrected, and a record that was removed counts again.
 * - Of a `modified` one, and of a posted one that replaces its pending one, Plaid does not say what
 *   has changed, so all of it is sent. The type is left alone while the direction of the money stays,
 *   since the user may have made a transfer of it.
 */
export function changeOf(record: IDataObject, { body, change }: Row): IDataObject {
	const { type, ...others } = body;
	const ofRow = typeOf(Number(body.amount)).type;
	const keepsType = type === ofRow && typeOf(Number(record.amount)).type === ofRow;
	const isPosted = record.apiSourceId !== body.apiSourceId;
	const isBack = record.status === 'REMOVED' && (isPosted || change === 'added');
	const status = isBack && { status: 'ACTIVE' };
	if (!isPosted && change === 'added') {
		return { amount: body.amount, ...(!keepsType && type !== undefined && { type }), ...status };
	}
	return { ...(keepsType ? others : body), ...status };
}

const PENDING = 'pendingTransactions';
const REMOVED = 'removedTransactions';

const parameters: INodeProperties[] = [
	...bankAccountParameters('Plaid'),
	{
		displayName: 'Pending Transactions',
		name: PENDING,
		type: 'options',
		noDataExpression: true,
		default: 'skip',
		description: 'What happens to transactions that the bank has not posted yet',
		options: [
			{
				name: 'Save and Replace When Posted',
				value: 'replace',
				description: 'The posted transaction is saved in the place of the pending one',
			},
			{ name: 'Skip', value: 'skip', description: 'Only posted transactions are saved' },
		],
	},
	{
		displayName: 'Removed Transactions',
		name: REMOVED,
		type: 'options',
		noDataExpression: true,
		default: 'mark',
		description: 'What happens in Tight to transactions that Plaid has removed',
		options: [
			{ name: 'Delete', value: 'delete', description: 'They are deleted' },
			{ name: 'Ignore', value: 'ignore', description: 'They are left as they are' },
			{ name: 'Mark as Removed', value: 'mark', description: 'They get the status REMOVED' },
		],
	},
];

const REMOVED_LOOKBACK: INodeProperties = {
	displayName: 'Removed Lookback (Days)',
	name: 'removedLookback',
	type: 'number',
	default: 120,
	typeOptions: { minValue: 1, maxValue: MOST_DAYS },
	description:
		'How many days back Tight is searched for a transaction that Plaid has removed, of which Plaid tells no date',
};

const options: INodeProperties[] = [
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: DEFAULT_CURRENCY,
		description:
			'Code of the currency in which the books are kept. Tight keeps no currency with a transaction, so items in another one fail.',
	},
	REMOVED_LOOKBACK,
];

const optionsAt = (read: Parameters<Source['intentAt']>[2], item: number) =>
	read<PlaidOptions | undefined>('options', item) ?? {};

/** Bank transactions from what Plaid ▸ Transaction ▸ Sync puts out, or from Plaid itself. */
export const plaidTransaction: Source = {
	value: 'fromPlaid',
	name: 'From Plaid Transaction',
	description: 'Make the fields from the incoming transaction or change of Plaid',
	parameters,
	options,
	matchWindowDays: MATCH_WINDOW_DAYS,
	intentAt: (item, json, read) =>
		intentOf(json, {
			currency: textOf(optionsAt(read, item).currency)?.toUpperCase() ?? DEFAULT_CURRENCY,
			pending: read<Pending>(PENDING, item),
			removal: read<Removal>(REMOVED, item),
		}),
	changeOf,
	removal: (read) => read<Removal>(REMOVED, 0),
	removalLookbackDays: (read) => wholeOption(REMOVED_LOOKBACK, optionsAt(read, 0)),
};
