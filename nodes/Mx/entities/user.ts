import * as z from 'zod/v4';

/** A user as MX answers it. Source: MX's OpenAPI file, `UserResponse` (stated). */
export const user = z.object({
	guid: z.string(),
	email: z.string().nullable(),
	id: z.string().nullable(),
	is_disabled: z.boolean().nullable(),
	metadata: z.string().nullable(),
});
