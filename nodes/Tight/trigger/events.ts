import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { ANY_EVENT, isChosen, passesFilter } from '../../shared/webhook';
import { subjectOf } from './records';

/** Types of Tight's webhooks. Source: docs.tight.com/api-reference/webhooks (stated). */
export const EVENTS: INodePropertyOptions[] = [
	{
		name: 'Any Event',
		value: ANY_EVENT,
		description: 'Whatever Tight sends, of kinds that are not in this list as well',
	},
	{
		name: 'Entity Update',
		value: 'ENTITY_UPDATE',
		description: 'A record was changed, by a user or by an integration',
	},
	{
		name: 'Lifecycle',
		value: 'LIFECYCLE',
		description: 'Something of note happened, such as the creation of a bank account',
	},
];

/**
 * Names of lifecycle events. Tight has many more, and makes others on request. Source:
 * docs.tight.com/api-reference/webhooks and its lifecycle event dictionary (stated).
 */
export const LIFECYCLE_EVENTS: INodePropertyOptions[] = [
	{ name: 'Accounting Closing Completed', value: 'accountingClosingCompleted' },
	{ name: 'Accounting Closing Created', value: 'accountingClosingCreated' },
	{ name: 'Accounting Closing Creation Canceled', value: 'accountingClosingCreationCanceled' },
	{ name: 'Bank Account Created', value: 'bankAccountCreated' },
	{ name: 'Transaction Created', value: 'transactionCreated' },
];

/** What the user wants to hear of; an empty list is no restriction. */
export interface Choice {
	events: string[];
	/** Kinds of changed records: values of `KINDS`, or paths. */
	records: string[];
	lifecycleEvents: string[];
	/** IDs of companies, Tight's or the partner's own. */
	companyIds: string[];
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function isOfCompany(company: unknown, companyIds: string[]): boolean {
	const { id, apiCompanyId } = (company ?? {}) as IDataObject;
	return [id, apiCompanyId].some((value) => passesFilter(companyIds, textOf(value)));
}

/** Whether the user wants to hear of what a body tells. */
export function isWanted(body: IDataObject, choice: Choice): boolean {
	const type = textOf(body.type) ?? '';
	if (!isChosen(choice.events, type) || !isOfCompany(body.company, choice.companyIds)) return false;
	if (type === 'ENTITY_UPDATE') {
		return passesFilter(choice.records, subjectOf(body).entity ?? undefined);
	}
	return type !== 'LIFECYCLE' || passesFilter(choice.lifecycleEvents, textOf(body.event));
}
