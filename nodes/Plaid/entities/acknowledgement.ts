import * as z from 'zod/v4';

/** All that Plaid says where there is nothing to say but yes. */
export const acknowledgement = z.looseObject({ request_id: z.string() });

/** The same as the operations put it out. */
export const succeeded = acknowledgement.extend({ success: z.boolean() });

export const deleted = acknowledgement.extend({ deleted: z.boolean() });
