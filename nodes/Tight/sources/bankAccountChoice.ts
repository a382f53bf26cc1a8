import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ReadParameter } from '../../shared/parameters';
import type { AccountTraits } from '../saving/bankAccounts';
import type { Problem } from '../form/check';
import { locator } from '../form/parameters';
import { locatedId } from '../form/values';
import type { SourceAccount } from './source';

/** How the account of another service becomes a bank account of Tight's. */

/** Values of the form's choice. Users' saved workflows hold them: never change one. */
type AccountMapping = 'maskAndName' | 'oneAccount' | 'table';

const CHOICE = 'accountMapping';
const TABLE = 'accountTable';
const ROWS = 'accounts';
const SOURCE_ACCOUNT_ID = 'sourceAccountId';
const BANK_ACCOUNT = 'bankAccountId';

const only = (mapping: AccountMapping) => ({ show: { [CHOICE]: [mapping] } });

/** @param service name of the other service */
export function bankAccountParameters(service: string): INodeProperties[] {
	return [
		{
			displayName: 'Bank Accounts',
			name: CHOICE,
			type: 'options',
			noDataExpression: true,
			default: 'maskAndName',
			description: `How an account of ${service} becomes a bank account in Tight`,
			options: [
				{
					name: 'By Mask and Name',
					value: 'maskAndName',
					description:
						'The bank account with the same last digits; of several, the one with the same name',
				},
				{
					name: 'One Account',
					value: 'oneAccount',
					description: 'The bank account given below, which may differ from item to item',
				},
				{ name: 'Table', value: 'table', description: 'The bank account that a table names' },
			],
		},
		{
			displayName: 'Account Table',
			name: TABLE,
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Account',
			description: `Which account of ${service} is which bank account in Tight`,
			displayOptions: only('table'),
			options: [
				{
					displayName: 'Account',
					name: ROWS,
					values: [
						{
							displayName: `${service} Account ID`,
							name: SOURCE_ACCOUNT_ID,
							type: 'string',
							default: '',
							description: `${service}'s ID of the account`,
						},
						locator(BANK_ACCOUNT, {
							label: 'Bank Account',
							description: 'Account in Tight that gets its transactions',
							to: 'bankAccount',
						}),
					],
				},
			],
		},
		{
			...locator(BANK_ACCOUNT, {
				label: 'Bank Account',
				description: 'Account the money moved on',
				to: 'bankAccount',
			}),
			required: true,
			displayOptions: only('oneAccount'),
		},
	];
}

/** The id of the bank account, by what it is to be looked for, or why it is not known. */
export type ChosenAccount =
	| { kind: 'known'; id: string }
	| { kind: 'lookUp'; traits: AccountTraits }
	| { kind: 'invalid'; problem: Problem };

function idIn(value: unknown): string {
	return String(locatedId(value) ?? '').trim();
}

function invalid(message: string, path = BANK_ACCOUNT): ChosenAccount {
	return { kind: 'invalid', problem: { path, message } };
}

function inTable(table: IDataObject | undefined, { id, names }: SourceAccount): ChosenAccount {
	const rows = (table?.[ROWS] ?? []) as IDataObject[];
	const row = rows.find((each) => String(each[SOURCE_ACCOUNT_ID] ?? '').trim() === id);
	if (!row) {
		const name = names.length > 0 ? ` (${names[0]})` : '';
		return invalid(`'Account Table' has no row for the account '${id ?? ''}'${name}. Add one`);
	}
	const bankAccount = idIn(row[BANK_ACCOUNT]);
	if (bankAccount !== '') return { kind: 'known', id: bankAccount };
	return invalid(`'Bank Account' of the account '${id}' in 'Account Table' is missing`);
}

/** What the user chose for an account of another service. */
export function chosenAccount(
	item: number,
	account: SourceAccount,
	read: ReadParameter,
): ChosenAccount {
	switch (read<AccountMapping>(CHOICE, item)) {
		case 'table':
			return inTable(read<IDataObject | undefined>(TABLE, item), account);
		case 'oneAccount': {
			const id = idIn(read(BANK_ACCOUNT, item));
			return id === '' ? invalid("'Bank Account' is missing") : { kind: 'known', id };
		}
		default:
			return { kind: 'lookUp', traits: account };
	}
}
