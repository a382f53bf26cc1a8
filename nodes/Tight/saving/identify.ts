import type { IDataObject } from 'n8n-workflow';

import { daysBetween } from '../../shared/days';
import { isSameId } from '../api/ids';
import { dayOfEpoch } from '../entities/dates';

/** What a row or a record tells of which record it is. What it does not tell is missing. */
export interface Identity {
	/** ID of the record in the system that it comes from. */
	apiSourceId: string;
	/** The system that it comes from, such as SHOPIFY. */
	apiName?: string;
	bankAccountId?: string;
	/** yyyy-MM-dd */
	date?: string;
}

/** Systems that give each record an ID of its own (stated: docs of Plaid, MX and Finicity). */
const SYSTEMS_WITH_UNIQUE_IDS = new Set(['PLAID', 'MX', 'FINICITY']);

/** Which fields of a row hold its identity; see the resources. */
export interface IdentityFields {
	/** The field that Tight keeps as `apiSourceId`. */
	sourceId: string;
	/** The field with its day: yyyy-MM-dd, or seconds since 1970. */
	date: string;
}

function agree(one: unknown, other: unknown, areSame: (one: string, other: string) => boolean) {
	return one === undefined || other === undefined || areSame(String(one), String(other));
}

/**
 * Whether two identities are those of one record: all that both of them tell has to agree, which is
 * user (compared by the caller, who never mixes users), source system, account and source ID.
 *
 * @param windowDays how many days apart the same source ID still means the same record; Infinity
 * where the source never uses an ID twice
 */
export function isSameRecord(one: Identity, other: Identity, windowDays = Infinity): boolean {
	return (
		one.apiSourceId === other.apiSourceId &&
		agree(one.apiName, other.apiName, (a, b) => a.toUpperCase() === b.toUpperCase()) &&
		agree(one.bankAccountId, other.bankAccountId, isSameId) &&
		agree(one.date, other.date, (a, b) => Math.abs(daysBetween(a, b)) <= windowDays)
	);
}

/** Whether the system in which the row has its ID never gives an ID twice. */
export function hasUniqueId({ apiName }: Identity): boolean {
	return apiName !== undefined && SYSTEMS_WITH_UNIQUE_IDS.has(apiName.toUpperCase());
}

function textIn(value: unknown): string | undefined {
	const isText = typeof value === 'string' || typeof value === 'number';
	return isText && value !== '' ? String(value) : undefined;
}

/** `2025-02-24` for `2025-02-24T00:00:00Z`. */
export function dayIn(value: unknown): string | undefined {
	return textIn(value)?.slice(0, 'yyyy-MM-dd'.length);
}

/** The identity of a row of a save. */
export function identityOfRow(body: IDataObject, { sourceId, date }: IdentityFields): Identity {
	const day = body[date];
	return {
		apiSourceId: String(body[sourceId]),
		apiName: textIn(body.apiName),
		bankAccountId: textIn(body.bankAccountId),
		date: typeof day === 'number' ? dayOfEpoch(day) : dayIn(day),
	};
}

/** The identity of a record as Tight shows it, or undefined when it shows no source ID. */
export function identityOfRecord(record: IDataObject): Identity | undefined {
	const apiSourceId = textIn(record.apiSourceId);
	if (apiSourceId === undefined) return undefined;
	return {
		apiSourceId,
		apiName: textIn(record.apiName),
		bankAccountId: textIn((record.bankAccount as IDataObject | null | undefined)?.id),
		date: dayIn(record.date),
	};
}
