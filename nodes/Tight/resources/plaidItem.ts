import { plaidItem as output } from '../entities/plaidItem';
import { LIST_ITEMS } from '../v5/api';
import type { Resource } from './resource';

/** Sources: seed 003 and docs.tight.com/v5.0/api-reference/banks/get-plaid-items (stated). */
export const plaidItem: Resource = {
	value: 'plaidItem',
	name: 'Plaid Item',
	plural: 'Plaid items',
	api: 'v5',
	path: LIST_ITEMS.path,
	output,
	simplified: [
		'id',
		'status',
		'createdDate',
		'apiItemId',
		'apiInstitutionId',
		'apiInstitutionName',
		'isInitialReady',
		'isHistoricalReady',
		'apiErrorCode',
		'apiErrorMessage',
	],
	canGet: true,
	canDelete: true,
	listing: {},
};
