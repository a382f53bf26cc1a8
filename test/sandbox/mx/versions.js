// @ts-check
'use strict';

const { notAcceptable } = require('./errors');

const OLDEST = 'v20111101';
const CURRENT = 'v20250224';
const CANDIDATE = 'rc20260430';
const VERSIONS = [OLDEST, CURRENT, CANDIDATE];

/** How v20111101 was asked for before there was a header of its own. */
const LEGACY_ACCEPT = 'application/vnd.mx.api.v1+json';

/**
 * Fields that a transaction of the release candidate lacks, because they moved to `includes[]`.
 * That rows are slimmer is stated (platform-api-2026, migration guide); which fields is inferred.
 */
const LAYERED = [
	...['category', 'category_guid', 'top_level_category'],
	...['merchant_category_code', 'merchant_guid', 'merchant_location_guid'],
	...['extended_transaction_type', 'is_recurring', 'metadata'],
];

/**
 * The version that a request asks for.
 *
 * Source: platform-api/overview/migration (stated): since 2026-08-12 the `Accept-Version` header is
 * needed, and `Accept` alone is not enough; a request without a valid version gets 406.
 *
 * @param {import('fastify').FastifyRequest['headers']} headers
 * @param {{ acceptsLegacy: boolean }} settings
 * @returns {string}
 */
function versionOf(headers, { acceptsLegacy }) {
	const asked = headers['accept-version'];
	if (asked === undefined && acceptsLegacy && headers.accept === LEGACY_ACCEPT) return OLDEST;
	if (typeof asked !== 'string' || !VERSIONS.includes(asked)) throw notAcceptable();
	return asked;
}

/**
 * A transaction as a version answers it. v20111101 and v20250224 have the same 44 fields.
 *
 * @param {Record<string, any>} row
 * @param {string} version
 */
function transactionIn(row, version) {
	if (version !== CANDIDATE) return row;
	const slim = Object.fromEntries(Object.entries(row).filter(([name]) => !LAYERED.includes(name)));
	return { ...slim, self: `/users/${row.user_guid}/transactions/${row.guid}` };
}

module.exports = { OLDEST, CURRENT, CANDIDATE, LEGACY_ACCEPT, VERSIONS, versionOf, transactionIn };
