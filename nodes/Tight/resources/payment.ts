import { statuses } from '../entities/enums';
import { oneOf, plain, related, textual } from '../entities/filters';
import { choice, identifier, reference, text } from '../entities/kinds';
import { payment as output, paymentInput } from '../entities/payment';
import type { Resource } from './resource';

const PATH = '/v6/payments';

/**
 * Sources: seed 001 and docs.tight.com/api-reference/payments (stated). The filters are those of
 * all revisions of query-payments; none of them documents a filter by date.
 */
export const payment: Resource = {
	value: 'payment',
	name: 'Payment',
	plural: 'payments',
	path: PATH,
	output,
	idExample: 'pmt_158998869',
	simplified: [
		'id',
		'date',
		'amount',
		'displayName',
		'description',
		'type',
		'status',
		'apiSourceId',
		'bankAccount.name',
		'category.name',
	],
	saving: {
		operations: ['create', 'update', 'upsert'],
		input: paymentInput,
		match: {
			path: PATH,
			hasDateFilter: false,
			sourceId: 'apiSourceId',
			date: 'date',
			found: 'update',
		},
	},
	canGet: true,
	canDelete: true,
	listing: {
		sortableBy: ['DISPLAY_NAME'],
		expandable: ['bankTransaction'],
		filters: {
			bankAccount: related(
				'bankAccount',
				reference('Bank Account', 'bankAccount', 'Account the money moved on'),
			),
			bankTransaction: related(
				'bankTransaction',
				identifier('Bank Transaction ID', 'Bank transaction that the payment is matched with'),
				['equal'],
			),
			description: textual('description', text('Description', 'Text of the payment')),
			displayName: textual('displayName', text('Display Name', 'Name shown for the payment')),
			search: plain('search', text('Search', 'Text to search for')),
			status: oneOf('status', choice('Status', statuses, 'Whether the payment counts')),
		},
	},
};
