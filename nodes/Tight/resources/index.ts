import { bankAccount } from './bankAccount';
import { bankTransaction } from './bankTransaction';
import { finicityTransaction } from './finicityTransaction';
import { integration } from './integration';
import { category, classSegment, customer, glAccount, vendor } from './lookups';
import { mxTransaction } from './mxTransaction';
import { payment } from './payment';
import { plaidAccount } from './plaidAccount';
import { plaidItem } from './plaidItem';
import type { Resource } from './resource';

/** All resources, in the order in which the editor lists them. */
export const resources: readonly Resource[] = [
	bankAccount,
	bankTransaction,
	category,
	classSegment,
	customer,
	finicityTransaction,
	glAccount,
	integration,
	mxTransaction,
	payment,
	plaidAccount,
	plaidItem,
	vendor,
];
