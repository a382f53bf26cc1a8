import * as z from 'zod/v4';

/**
 * How one record shows another in Tight's answers. Source: seeds 001 and 002 (stated). Tight adds
 * keys without notice, so every object is open.
 */

const reference = { id: z.string(), name: z.string() };

export const bankAccountRelation = z.looseObject({ ...reference, displayName: z.string() });

export const vendorRelation = z.looseObject(reference);

export const customerRelation = z.looseObject({ ...reference, email: z.string() });

export const categoryRelation = z.looseObject({ ...reference, iconUrl: z.string() });

export const glAccountRelation = z.looseObject({
	...reference,
	accountNo: z.string(),
	type: z.string(),
	iconUrl: z.string(),
});

/** `child` holds the next level, of the same form. */
export const classSegmentRelation = z.looseObject({
	...reference,
	label: z.looseObject({ ...reference, requiredness: z.string() }),
	child: z.looseObject(reference),
});

/** A record on the other side of a match. `amount` is integer cents. */
export const matchRelation = z.looseObject({
	id: z.string(),
	amount: z.int(),
	date: z.iso.date(),
	description: z.string(),
	apiName: z.string(),
	apiInstitutionId: z.string(),
});
