import * as z from 'zod/v4';

/**
 * Records that are only read. Sources: docs.tight.com/api-reference/categories/get-categories,
 * …/gl-accounts/query-gl-accounts, …/customers/query-customers, …/vendors/query-vendors and
 * …/class-tracking/query-class-segments (all stated). Unknown keys are kept.
 */

const named = { id: z.string(), name: z.string() };
const listed = { ...named, status: z.string() };
const withCustomData = { customData: z.looseObject({}) };
const address = z.looseObject({
	countryCode: z.string(),
	state: z.string(),
	city: z.string(),
	zip: z.string(),
	phoneWork: z.string(),
	address1: z.string(),
	address2: z.string(),
});

/** `categoryType` is added by this node: the list in which Tight shows the category. */
export const category = z.looseObject({
	...listed,
	categoryType: z.string().describe('expense, revenue or transfer'),
	iconUrl: z.string(),
	children: z.array(z.looseObject({ ...listed, iconUrl: z.string() })),
	...withCustomData,
});

export const glAccount = z.looseObject({
	...listed,
	accountNo: z.string(),
	parentGlAccount: z.looseObject({ ...named, accountNo: z.string() }),
	type: z.string(),
	subType: z.looseObject({}),
	level: z.int(),
	cashFlowType: z.string(),
	hasChildren: z.boolean(),
	templateGlAccount: z.looseObject({ id: z.string() }),
	balance: z.int().describe('Integer cents'),
	...withCustomData,
});

export const customer = z.looseObject({
	...listed,
	additionalContactName: z.string(),
	businessName: z.string(),
	email: z.string(),
	ccEmails: z.array(z.string()),
	bccEmails: z.array(z.string()),
	invoiceSettings: z.looseObject({}),
	address,
	createdDateTime: z.string(),
	classSegments: z.array(z.looseObject(named)),
	...withCustomData,
});

export const vendor = z.looseObject({ ...listed, iconUrl: z.string(), address, ...withCustomData });

export const classSegment = z.looseObject({
	...named,
	label: z.looseObject({ ...named, requiredness: z.string() }),
	children: z.array(z.looseObject(named)),
});
