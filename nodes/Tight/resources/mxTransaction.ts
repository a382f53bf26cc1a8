import { bankTransaction as output } from '../entities/bankTransaction';
import { mxTransactionInput } from '../entities/mxTransaction';
import { fromMx, isPendingAtMx } from '../sources/mxTransaction';
import { bankTransaction } from './bankTransaction';
import type { Resource } from './resource';

/**
 * Source: seed 004 (stated). Tight answers with bank transactions; that their `apiSourceId` is
 * MX's `guid` is inferred. The import takes no id of Tight's, so a row that is found is left alone. For
 * the same reason a pending row could not become the posted one later: that it is better left out
 * until it is posted is inferred, and the user's choice.
 */
export const mxTransaction: Resource = {
	value: 'mxTransaction',
	name: 'MX Transaction',
	plural: 'MX transactions',
	path: '/v6/imports/mx/transactions',
	output,
	saving: {
		operations: ['import'],
		input: mxTransactionInput,
		asked: ['createdAt', 'status', 'type', 'updatedAt'],
		renamed: fromMx,
		isPending: isPendingAtMx,
		match: {
			path: bankTransaction.path,
			hasDateFilter: true,
			sourceId: 'guid',
			date: 'date',
			found: 'skip',
			compared: {
				amount: 'amount',
				date: 'date',
				descriptions: ['description', 'localizedDescription', 'originalDescription'],
			},
			hasUniqueIds: true,
		},
	},
};
