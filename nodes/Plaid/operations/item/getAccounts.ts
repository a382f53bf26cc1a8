import { optionsCollection, timeout } from '../../../shared/options';
import { accountsAnswer } from '../../entities/account';
import { callForEach } from '../call';
import type { Operation } from '../operation';
import { accessToken } from '../parameters';

/** Get Accounts: one item for each account of an Item. */
export const getAccounts: Operation = {
	value: 'getAccounts',
	name: 'Get Accounts',
	action: 'Get item accounts',
	description: 'Get the accounts of an Item with the balances that Plaid last saw',
	parameters: [accessToken, optionsCollection([timeout])],
	execute: callForEach({
		path: '/accounts/get',
		body: (form) => ({ access_token: form.secret('accessToken', 'Access Token') }),
		answer: accountsAnswer,
		result: ({ accounts, item: { item_id } }) =>
			accounts.map((account) => ({ item_id, ...account })),
		isChange: false,
		repeatable: true,
		doneWords: 'read',
	}),
};
