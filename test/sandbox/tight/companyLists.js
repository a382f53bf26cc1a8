// @ts-check
'use strict';

const { classSegmentsOf } = require('./classSegments');
const { textKey } = require('./filters');
const { classSegmentsKey, statusKey } = require('./resource');

/**
 * @typedef {Record<string, any>} Row
 * @typedef {import('./resource').Resource} Resource
 */

/** Day on which every seeded record was made. */
const CREATED = '2025-01-02T09:00:00.000Z';

const nameKey = textKey((row) => row.name);
/** @type {(row: Row) => any} */
const nameOf = (row) => row.name;

/** Query customers page (stated). @type {Resource['render']} */
function renderCustomer(row, book, forms) {
	const { id, name, status, email } = row;
	return {
		id,
		name,
		status,
		email,
		additionalContactName: null,
		businessName: null,
		ccEmails: [],
		bccEmails: [],
		invoiceSettings: null,
		address: null,
		createdDateTime: CREATED,
		classSegments: classSegmentsOf(row, book, forms('classSegments')),
		customData: null,
	};
}

/** Query vendors page (stated). @param {Row} row */
function renderVendor({ id, name, status }) {
	return { id, name, status, iconUrl: null, address: null, customData: null };
}

/** Save and query GL accounts pages (stated). @param {Row} row */
function renderGlAccount({ id, name, status, accountNo, type, iconUrl }) {
	return {
		id,
		name,
		status,
		accountNo,
		type,
		iconUrl,
		subType: null,
		level: 1,
		parentGlAccount: null,
		cashFlowType: 'OPERATING',
		hasChildren: false,
		templateGlAccount: null,
		balance: 0,
		customData: null,
	};
}

/** @type {Resource} */
const customers = {
	name: 'customer',
	collection: (book) => book.customers,
	fields: {},
	render: renderCustomer,
	filters: {
		name: nameKey,
		status: statusKey,
		email: textKey((row) => row.email),
		classSegments: classSegmentsKey,
	},
	orders: { NAME: nameOf },
};

/** Its order is inferred from the customers page. @type {Resource} */
const vendors = {
	name: 'vendor',
	collection: (book) => book.vendors,
	fields: {},
	render: renderVendor,
	filters: { name: nameKey, status: statusKey },
	orders: { NAME: nameOf },
};

/** @type {Resource} */
const glAccounts = {
	name: 'GL account',
	collection: (book) => book.glAccounts,
	fields: {},
	render: renderGlAccount,
	filters: { name: nameKey, status: statusKey },
	orders: { NAME: nameOf },
};

/** Query class segments page (stated): `{cursor, limit}` only; roots with their children. */
/** @type {Resource} */
const classSegments = {
	name: 'class segment',
	collection: (book) => book.segmentRoots,
	fields: {},
	render: (row) => row,
	filters: {},
};

module.exports = {
	customers,
	vendors,
	glAccounts,
	classSegments,
	renderCustomer,
	renderVendor,
	renderGlAccount,
};
