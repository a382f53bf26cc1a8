import type { IDataObject } from 'n8n-workflow';

import { statuses } from '../entities/enums';
import { oneOf, related, textual } from '../entities/filters';
import { choice, reference, text } from '../entities/kinds';
import * as entities from '../entities/lookups';
import type { Resource } from './resource';

/** Records that other records point to, and that this node only reads. */

const nameAndStatus = {
	name: textual('name', text('Name', 'Name to look for')),
	status: oneOf('status', choice('Status', statuses, 'Whether it is in use')),
};

/** Tight answers three lists, `expense`, `revenue` and `transfer`, in one object (stated). */
function categoriesIn(data: IDataObject): IDataObject[] | undefined {
	const lists = Object.entries(data).filter(([, rows]) => Array.isArray(rows));
	if (lists.length === 0) return undefined;
	return lists.flatMap(([categoryType, rows]) =>
		(rows as IDataObject[]).map((row) => ({ ...row, categoryType })),
	);
}

/** Source: docs.tight.com/api-reference/categories/get-categories (stated); not paged. */
export const category: Resource = {
	value: 'category',
	name: 'Category',
	plural: 'categories',
	path: '/v6/categories',
	output: entities.category,
	reference: 'category',
	listing: { list: categoriesIn },
};

/** Source: docs.tight.com/api-reference/gl-accounts/query-gl-accounts (stated). */
export const glAccount: Resource = {
	value: 'glAccount',
	name: 'GL Account',
	plural: 'GL accounts',
	path: '/v6/accounting/glAccounts',
	output: entities.glAccount,
	reference: 'glAccount',
	simplified: [
		'id',
		'name',
		'accountNo',
		'type',
		'status',
		'level',
		'parentGlAccount.name',
		'balance',
	],
	listing: { sortableBy: ['NAME'], filters: nameAndStatus },
};

/** Source: docs.tight.com/api-reference/customers/query-customers (stated). */
export const customer: Resource = {
	value: 'customer',
	name: 'Customer',
	plural: 'customers',
	path: '/v6/customers',
	output: entities.customer,
	reference: 'customer',
	simplified: ['id', 'name', 'businessName', 'email', 'status', 'createdDateTime'],
	listing: {
		sortableBy: ['NAME'],
		expandable: ['classSegments'],
		filters: {
			...nameAndStatus,
			email: textual('email', text('Email', 'Email address to look for')),
			classSegments: related(
				'classSegments',
				reference('Class Segment', 'classSegment', 'Class segment of the customer'),
				['in'],
			),
		},
	},
};

/** Source: docs.tight.com/api-reference/vendors/query-vendors (stated). */
export const vendor: Resource = {
	value: 'vendor',
	name: 'Vendor',
	plural: 'vendors',
	path: '/v6/vendors',
	output: entities.vendor,
	reference: 'vendor',
	listing: { filters: nameAndStatus },
};

/** Source: docs.tight.com/api-reference/class-tracking/query-class-segments (stated). */
export const classSegment: Resource = {
	value: 'classSegment',
	name: 'Class Segment',
	plural: 'class segments',
	path: '/v6/classes/segments',
	output: entities.classSegment,
	reference: 'classSegment',
	listing: {},
};
