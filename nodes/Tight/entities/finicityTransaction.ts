import * as z from 'zod/v4';

import { epoch, group, identifier, integer, number, text } from './kinds';

/**
 * What `POST /v6/imports/finicity/transactions` takes, one element of `data`.
 *
 * Source: docs.tight.com/api-reference/integration-management/finicity-transactions (fields
 * stated; IDs are numbers there). That dates are seconds since 1970, that amounts are Finicity's own, and that the first
 * seven fields are required is inferred.
 */
export const finicityTransactionInput = () =>
	z.object({
		id: integer('Finicity ID', "Finicity's ID of the transaction", {
			placeholder: 'e.g. 21284820852',
		}),
		amount: number('Amount', 'Amount as Finicity gives it: currency units, negative is money out', {
			placeholder: 'e.g. -12.50',
		}),
		accountId: integer('Account ID', "Finicity's ID of the account", {
			placeholder: 'e.g. 5011648377',
		}),
		customerId: identifier('Customer ID', "Finicity's ID of the customer", {
			placeholder: 'e.g. 1005061234',
		}),
		status: text('Status', "Finicity's status", { placeholder: 'e.g. active' }),
		transactionDate: epoch('Transaction Date', 'When the transaction took place'),
		createdDate: epoch('Created Date', 'When Finicity created the transaction'),
		description: text('Description', 'Text of the transaction').optional(),
		memo: text('Memo', 'Additional text of the bank').optional(),
		postedDate: epoch('Posted Date', 'When the bank posted the transaction').optional(),
		type: text('Type', "Finicity's type", { placeholder: 'e.g. debit' }).optional(),
		categorization: group(
			'Categorization',
			z.object({
				normalizedPayeeName: text('Normalized Payee Name', 'Cleaned name of the payee').optional(),
				category: text('Category', "Name of Finicity's category").optional(),
				bestRepresentation: text('Best Representation', 'Best text for the payee').optional(),
			}),
			'How Finicity understands the transaction',
		).optional(),
		checkNum: text('Check Number', 'Number of the check').optional(),
		escrowAmount: number('Escrow Amount', 'Part that goes to escrow').optional(),
		feeAmount: number('Fee Amount', 'Part that is a fee').optional(),
		originalDescription: text('Original Description', 'Text as the bank gave it').optional(),
	});
