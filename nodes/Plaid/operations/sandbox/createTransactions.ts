import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { optionsCollection, timeout } from '../../../shared/options';
import { acknowledgement } from '../../entities/acknowledgement';
import { callForEach } from '../call';
import type { Form } from '../form';
import type { Operation } from '../operation';
import { accessToken } from '../parameters';

/** Stated: OpenAPI, `/sandbox/transactions/create`. */
const MOST_TRANSACTIONS = 10;
const DAY = /^\d{4}-\d{2}-\d{2}/;

const TODAY = '={{ $today.toISODate() }}';

const fields: INodeProperties[] = [
	{
		displayName: 'Amount',
		name: 'amount',
		type: 'number',
		typeOptions: { numberPrecision: 2 },
		default: 12.34,
		description: 'In units of the currency; positive when money leaves the account',
	},
	{
		displayName: 'Currency Code',
		name: 'currencyCode',
		type: 'string',
		default: 'USD',
		description: 'Three letters of ISO 4217',
	},
	{
		displayName: 'Date Posted',
		name: 'datePosted',
		type: 'string',
		default: TODAY,
		description: 'Day such as 2025-06-26, at most 14 days ago',
	},
	{
		displayName: 'Date Transacted',
		name: 'dateTransacted',
		type: 'string',
		default: TODAY,
		description: 'Day such as 2025-06-26, at most 14 days ago and not after the posted one',
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		placeholder: 'e.g. Coffee at the corner',
		description: 'What the bank wrote',
	},
];

const transactions: INodeProperties = {
	displayName: 'Transactions',
	name: 'transactions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Transaction',
	default: {},
	description: 'At most 10. Plaid books them on the first depository account of the Item.',
	options: [{ displayName: 'Transaction', name: 'values', values: fields }],
};

/** The day in a date or a date-time, such as an expression may give. */
function dayIn(form: Form, value: unknown, label: string): string {
	const text = form.checkedText(value, label, true);
	const [day = ''] = DAY.exec(text) ?? [];
	if (text && !day) form.problems.push(`'${label}' must be a day such as 2025-06-26`);
	return day;
}

function amountIn(form: Form, value: unknown): number {
	const text = form.checkedText(value, 'Amount', true);
	if (text && !Number.isFinite(Number(text))) form.problems.push("'Amount' must be a number");
	return Number(text);
}

function transactionIn(form: Form, row: IDataObject): IDataObject {
	const currency = form.checkedText(row.currencyCode, 'Currency Code', false);
	return {
		amount: amountIn(form, row.amount),
		date_posted: dayIn(form, row.datePosted, 'Date Posted'),
		date_transacted: dayIn(form, row.dateTransacted, 'Date Transacted'),
		description: form.checkedText(row.description, 'Description', true),
		...(currency && { iso_currency_code: currency }),
	};
}

function rowsIn(form: Form): IDataObject[] {
	const given = form.read<{ values?: IDataObject[] } | undefined>('transactions')?.values ?? [];
	if (given.length === 0) form.problems.push("'Transactions' is missing");
	if (given.length > MOST_TRANSACTIONS) {
		form.problems.push(`'Transactions' must be at most ${MOST_TRANSACTIONS}`);
	}
	return given.map((row) => transactionIn(form, row));
}

/** Create Transactions: adds to a test Item what a bank would report. */
export const createTransactions: Operation = {
	value: 'createTransactions',
	name: 'Create Transactions',
	action: 'Create transactions in sandbox',
	description: 'Add transactions to a test Item of the user user_transactions_dynamic',
	parameters: [accessToken, transactions, optionsCollection([timeout])],
	execute: callForEach({
		path: '/sandbox/transactions/create',
		body: (form) => ({
			access_token: form.secret('accessToken', 'Access Token'),
			transactions: rowsIn(form),
		}),
		answer: acknowledgement,
		result: (answer, { transactions: sent }) => [
			{ ...answer, created: (sent as IDataObject[]).length },
		],
		isChange: true,
		repeatable: false,
		isSandboxOnly: true,
		doneWords: 'handled',
	}),
};
