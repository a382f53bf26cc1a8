import type * as z from 'zod/v4';

import { account } from './account';
import { member, memberStatus } from './member';
import { transaction } from './transaction';
import { user } from './user';

/** What each operation puts out, by resource and operation. Keys that MX adds are kept as well. */
export const outputs: Record<string, Record<string, z.ZodObject>> = {
	account: { getAll: account },
	member: { aggregate: member, get: member, getAll: member, getStatus: memberStatus },
	transaction: { getAll: transaction },
	user: { getAll: user },
};
