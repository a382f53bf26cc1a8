import { bankTransaction as output } from '../entities/bankTransaction';
import { finicityTransactionInput } from '../entities/finicityTransaction';
import { bankTransaction } from './bankTransaction';
import type { Resource } from './resource';

/**
 * Source: docs.tight.com/api-reference/integration-management/finicity-transactions (stated). That
 * the `apiSourceId` of the answered bank transactions is Finicity's `id` is inferred.
 */
export const finicityTransaction: Resource = {
	value: 'finicityTransaction',
	name: 'Finicity Transaction',
	plural: 'Finicity transactions',
	path: '/v6/imports/finicity/transactions',
	output,
	saving: {
		operations: ['import'],
		input: finicityTransactionInput,
		match: {
			path: bankTransaction.path,
			hasDateFilter: true,
			sourceId: 'id',
			date: 'transactionDate',
			found: 'skip',
			compared: { amount: 'amount', descriptions: ['description', 'originalDescription'] },
			hasUniqueIds: true,
		},
	},
};
