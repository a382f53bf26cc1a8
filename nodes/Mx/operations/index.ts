import { account } from './account';
import { member } from './member';
import type { Resource } from './operation';
import { transaction } from './transaction';
import { user } from './user';

/** All resources, in the order in which the editor lists them. */
export const resources: readonly Resource[] = [account, member, transaction, user];
