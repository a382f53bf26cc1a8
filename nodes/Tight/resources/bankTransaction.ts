import { bankTransaction as output, bankTransactionInput } from '../entities/bankTransaction';
import { reviewStatuses, statuses, transactionTypes } from '../entities/enums';
import { comparable, oneOf, plain, related, textual } from '../entities/filters';
import { cents, choice, date, dateTime, identifier, reference, text } from '../entities/kinds';
import { plaidTransaction } from '../sources/plaidTransaction';
import type { Resource } from './resource';

const PATH = '/v6/banks/transactions';

/**
 * Sources: seed 002 and docs.tight.com/api-reference/bank-transactions (stated). The filters are
 * those of query-transactions; `company` is in its newest revision only.
 */
export const bankTransaction: Resource = {
	value: 'bankTransaction',
	name: 'Bank Transaction',
	plural: 'bank transactions',
	path: PATH,
	output,
	idExample: 'btxn_158998869',
	simplified: [
		'id',
		'date',
		'amount',
		'description',
		'type',
		'status',
		'reviewStatus',
		'apiSourceId',
		'bankAccount.name',
		'category.name',
	],
	saving: {
		operations: ['create', 'update', 'upsert'],
		input: bankTransactionInput,
		match: {
			path: PATH,
			hasDateFilter: true,
			sourceId: 'apiSourceId',
			date: 'date',
			found: 'update',
		},
		sources: [plaidTransaction],
	},
	canGet: true,
	canDelete: true,
	listing: {
		sortableBy: ['DATE'],
		expandable: [
			'bankAccount',
			'bill',
			'bill.lineItems',
			'category',
			'classSegments',
			'conversation',
			'customer',
			'glAccount',
			'invoice',
			'invoice.lineItems',
			'payroll',
			'payroll.lineItems',
			'reconciliationMatch',
			'rule',
			'vendor',
		],
		filters: {
			amount: comparable('amount', cents('Amount', 'Integer cents; negative is money out')),
			bankAccount: related(
				'bankAccount',
				reference('Bank Account', 'bankAccount', 'Account the money moved on'),
			),
			category: related(
				'category',
				reference('Category', 'category', 'Category of the transaction'),
				['in'],
			),
			classSegments: related(
				'classSegments',
				reference('Class Segment', 'classSegment', 'Class segment of the transaction'),
				['in'],
			),
			company: {
				...oneOf('company', identifier('Company ID', 'Companies, for credentials without a user')),
				operators: ['in'],
			},
			customer: related('customer', reference('Customer', 'customer', 'Who paid'), ['in']),
			date: comparable('date', date('Date', 'Day of the transaction')),
			description: textual('description', text('Description', 'Text of the transaction')),
			glAccount: related(
				'glAccount',
				reference('GL Account', 'glAccount', 'General ledger account'),
				['in'],
			),
			lastUpdatedDateTime: plain(
				'lastUpdatedDateTime',
				dateTime('Updated Since', 'Rows that changed at or after this time'),
			),
			notes: textual('notes', text('Notes', 'Note on the transaction')),
			reconciliationMatch: related(
				'reconciliationMatch',
				identifier('Reconciliation Match ID', 'Payment that the transaction is matched with'),
				['equal'],
			),
			reviewStatus: oneOf(
				'reviewStatus',
				choice('Review Status', reviewStatuses, 'How far the review has come'),
			),
			search: plain('search', text('Search', 'Text to search for')),
			status: oneOf('status', choice('Status', statuses, 'Whether the transaction counts')),
			type: oneOf('type', choice('Type', transactionTypes, 'Kind of transaction')),
			vendor: related('vendor', reference('Vendor', 'vendor', 'Who was paid'), ['in']),
		},
	},
};
