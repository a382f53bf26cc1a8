import type { IDataObject } from 'n8n-workflow';

import { isValue } from '../../shared/flag';
import { mxTransactionInput } from '../entities/mxTransaction';

/**
 * A transaction as MX answers it, under the names of Tight's import.
 *
 * Source: MX's OpenAPI file, `TransactionResponse` (github.com/mxenabled/openapi, stated) and seed
 * 004 (stated): each of Tight's 35 fields is the camelCase of one of MX's.
 */

/** `check_number_string` for `checkNumberString`. */
function snakeCase(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `accountId` for `account_id`. */
function camelCase(name: string): string {
	return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Tight's names by MX's. */
const TIGHTS_NAMES = new Map(
	Object.keys(mxTransactionInput().shape).map((name) => [snakeCase(name), name]),
);

/**
 * Fields of MX's that Tight's import does not have: nine of the 44, what comes with `includes`, and
 * what rc20260430 adds. They are never sent, and are no reason to refuse a row.
 */
const LEFT_OUT = new Set(
	[
		...['account_id', 'extended_transaction_type', 'id', 'is_recurring', 'member_guid'],
		...['member_is_managed_by_user', 'metadata', 'user_guid', 'user_id'],
		...['classification', 'classifications', 'counterparties', 'geolocation', 'geolocations'],
		...['merchant', 'merchants', 'repeating_transaction', 'repeating_transactions', 'self'],
	].flatMap((name) => [name, camelCase(name)]),
);

/**
 * An item's JSON under Tight's names, whether it has MX's (`account_guid`) or Tight's already
 * (`accountGuid`); where it has both, Tight's counts. Values stay as they are. Keys that neither
 * service has keep their names.
 */
export function fromMx(json: IDataObject): IDataObject {
	const kept = Object.entries(json).filter(([name]) => !LEFT_OUT.has(name));
	const mxs = kept.filter(([name]) => TIGHTS_NAMES.has(name));
	const others = kept.filter(([name]) => !TIGHTS_NAMES.has(name));
	const renamed = mxs.map(([name, value]) => [TIGHTS_NAMES.get(name)!, value]);
	return { ...Object.fromEntries(renamed), ...Object.fromEntries(others) };
}

/** Whether the bank has not posted a transaction yet; the row has Tight's names. */
export function isPendingAtMx({ status }: IDataObject): boolean {
	return isValue(status, 'PENDING');
}
