import { deleteItem } from './deleteItem';
import { getItem } from './getItem';
import { getMany } from './getMany';
import { updateAccount } from './updateAccount';

/** What can be done with the resources of version 5: Plaid Items and Plaid Accounts. */
export const v5Verbs = { get: getItem, getMany, post: updateAccount, remove: deleteItem };
