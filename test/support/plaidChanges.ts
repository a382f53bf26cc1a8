import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** Changes as Plaid ▸ Transaction ▸ Sync puts them out, and forms that save them in Tight. */

const MILLISECONDS_IN_A_DAY = 86_400_000;

/** The day so many days ago, yyyy-MM-dd. */
export function daysAgo(days: number): string {
	return new Date(Date.now() - days * MILLISECONDS_IN_A_DAY).toISOString().slice(0, 10);
}

/** Plaid's account that is `Business Checking` in the bakery's books. */
export const PLAID_CHECKING = {
	account_id: 'BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp',
	account: {
		name: 'Plaid Checking',
		official_name: 'Business Checking',
		mask: '1687',
		type: 'depository',
		subtype: 'checking',
	},
};

const page = { item_id: 'eVBnVMp7zdTJLkRNr33Rs6zr7KNJqBFL9DrE6', next_cursor: 'cursor-2' };

/** A transaction with every field of Plaid's `Transaction`. */
export function plaidTransaction(id: string, more: IDataObject = {}): IDataObject {
	return {
		...PLAID_CHECKING,
		account_owner: null,
		amount: 72.1,
		iso_currency_code: 'USD',
		unofficial_currency_code: null,
		check_number: null,
		date: daysAgo(3),
		datetime: null,
		authorized_date: daysAgo(4),
		authorized_datetime: null,
		location: { address: '300 Post St', city: 'San Francisco', store_number: '1235' },
		name: 'PURCHASE WM SUPERCENTER #1700',
		merchant_name: 'Walmart',
		original_description: null,
		payment_meta: { reference_number: null, payee: null },
		payment_channel: 'in store',
		pending: false,
		pending_transaction_id: null,
		personal_finance_category: { primary: 'GENERAL_MERCHANDISE', detailed: 'SUPERSTORES' },
		transaction_code: null,
		transaction_id: id,
		transaction_type: 'place',
		...more,
	};
}

/** `added` or `modified`. */
export function changed(id: string, more: IDataObject = {}): IDataObject {
	return { change_type: 'added', ...page, ...plaidTransaction(id, more) };
}

export const pendingRow = (id: string, more: IDataObject = {}) =>
	changed(id, { pending: true, ...more });

/** The posted transaction of a pending one. */
export const postedRow = (id: string, pendingId: string, more: IDataObject = {}) =>
	changed(id, { pending_transaction_id: pendingId, ...more });

export function removed(id: string, more: IDataObject = {}): IDataObject {
	const { account_id } = PLAID_CHECKING;
	return { change_type: 'removed', ...page, transaction_id: id, account_id, ...more };
}

/** Bank Transaction ▸ Create or Update, From Plaid Transaction. */
export function fromPlaid(more: INodeParameters = {}): INodeParameters {
	return {
		resource: 'bankTransaction',
		operation: 'upsert',
		mappingMode: 'fromPlaid',
		...more,
	};
}
