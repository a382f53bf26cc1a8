import {
	integration as output,
	integrationInput,
	plaidConnection,
	plaidConnectionInput,
} from '../entities/integration';
import type { Resource } from './resource';

/**
 * Sources: seed 000 and docs.tight.com/api-reference/integration-management (stated). No page
 * documents a list of integrations; the form's list is made from the bank accounts'.
 */
export const integration: Resource = {
	value: 'integration',
	name: 'Integration',
	plural: 'integrations',
	path: '/v6/integrations',
	output,
	reference: 'integration',
	idExample: 'int_12345',
	posting: [
		{ operation: 'update', path: '/{id}', input: integrationInput },
		{
			operation: 'linkPlaid',
			path: '/plaid/connection',
			input: plaidConnectionInput,
			output: plaidConnection,
		},
	],
	canDelete: true,
};
