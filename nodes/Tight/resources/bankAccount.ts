import { bankAccount as output, bankAccountInput } from '../entities/bankAccount';
import { statuses } from '../entities/enums';
import { oneOf } from '../entities/filters';
import { choice } from '../entities/kinds';
import type { Resource } from './resource';

/** Source: docs.tight.com/api-reference/bank-accounts (stated). */
export const bankAccount: Resource = {
	value: 'bankAccount',
	name: 'Bank Account',
	plural: 'bank accounts',
	path: '/v6/banks/accounts',
	output,
	reference: 'bankAccount',
	idExample: 'bka_28868401',
	simplified: [
		'id',
		'name',
		'mask',
		'type',
		'status',
		'apiName',
		'accountBalance',
		'glAccountId',
		'integration.id',
		'lastSyncedDate',
	],
	saving: { operations: ['upsert'], input: bankAccountInput },
	canDelete: true,
	listing: {
		sortableBy: ['ID'],
		expandable: ['integration', 'journalEntry'],
		filters: { status: oneOf('status', choice('Status', statuses, 'Whether it is in use')) },
	},
};
