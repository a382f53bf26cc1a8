import { plaidAccount as output, plaidAccountInput } from '../entities/plaidAccount';
import { LIST_ACCOUNTS, SAVE_ACCOUNTS } from '../v5/api';
import type { Resource } from './resource';

/** Sources: seed 003 and docs.tight.com/v4.0/api-reference/banks/get-plaid-item-accounts (stated). */
export const plaidAccount: Resource = {
	value: 'plaidAccount',
	name: 'Plaid Account',
	plural: 'Plaid accounts',
	api: 'v5',
	path: LIST_ACCOUNTS.path,
	output,
	simplified: [
		'id',
		'plaidItemId',
		'status',
		'apiAccountId',
		'apiAccountName',
		'apiMask',
		'apiCurrentBalance',
		'tranStartDate',
		'tranMinStartDate',
		'autoClassify',
	],
	posting: [{ operation: 'update', path: SAVE_ACCOUNTS.path, input: plaidAccountInput }],
	listing: {},
};
