import * as z from 'zod/v4';

import { accountOfItem } from './account';
import { deleted, succeeded } from './acknowledgement';
import { exchangedToken, item, itemWithStatus } from './item';
import { createdPublicToken, createdTransactions, firedWebhook } from './sandbox';
import { transactionChange } from './transaction';

/**
 * What each operation puts out, by the values of resource and operation. Save Cursor passes on
 * whatever came in.
 */
export const outputs: Record<string, Record<string, z.ZodObject>> = {
	transaction: { refresh: succeeded, saveCursor: z.looseObject({}), sync: transactionChange },
	item: {
		exchange: exchangedToken,
		get: itemWithStatus,
		getAccounts: accountOfItem,
		remove: deleted,
		updateWebhook: item,
	},
	sandbox: {
		createPublicToken: createdPublicToken,
		createTransactions: createdTransactions,
		fireWebhook: firedWebhook,
	},
};
