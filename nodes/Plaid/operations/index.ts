import { exchange } from './item/exchange';
import { get } from './item/get';
import { getAccounts } from './item/getAccounts';
import { remove } from './item/remove';
import { updateWebhook } from './item/updateWebhook';
import type { Resource } from './operation';
import { createPublicToken } from './sandbox/createPublicToken';
import { createTransactions } from './sandbox/createTransactions';
import { fireWebhook } from './sandbox/fireWebhook';
import { refresh } from './transaction/refresh';
import { saveCursor } from './transaction/saveCursor';
import { sync } from './transaction/sync';

/** Everything that the node can do. */
export const resources: Resource[] = [
	{
		value: 'item',
		name: 'Item',
		initial: 'get',
		operations: [exchange, get, getAccounts, remove, updateWebhook],
	},
	{
		value: 'sandbox',
		name: 'Sandbox',
		initial: 'createPublicToken',
		operations: [createPublicToken, createTransactions, fireWebhook],
	},
	{
		value: 'transaction',
		name: 'Transaction',
		initial: 'sync',
		operations: [refresh, saveCursor, sync],
	},
];
