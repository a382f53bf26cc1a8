// @ts-check
'use strict';

const { createHash } = require('node:crypto');

/**
 * An Item as Plaid knows it. What is not given is made up.
 *
 * @typedef {object} ItemAtPlaid
 * @property {string} item_id
 * @property {string} institution_id
 * @property {string} [institution_name]
 * @property {AccountAtPlaid[]} accounts
 * @property {{ error_type: string, error_code: string, error_message: string,
 *   display_message: string | null } | null} [error]
 * @property {boolean} [initial_update_complete]
 * @property {boolean} [historical_update_complete]
 * @property {() => void} [remove] Removes the Item at Plaid
 */

/**
 * @typedef {object} AccountAtPlaid
 * @property {string} account_id
 * @property {string} name
 * @property {string | null} [official_name]
 * @property {string | null} [mask]
 * @property {string} type
 * @property {string | null} [subtype]
 * @property {{ available: number | null, current: number | null, limit: number | null }}
 *   [balances] In currency units
 */

/** @typedef {(accessToken: string) => ItemAtPlaid | undefined} FindItemAtPlaid */

/**
 * A Plaid Item of v5 is an integration of v6 with another id and a few facts.
 *
 * @typedef {{ id: number, integrationId: string, apiItemId: string, createdAt: number }} PlaidItem
 */

/**
 * A Plaid Account of v5 is a bank account of v6, likewise.
 *
 * @typedef {object} PlaidAccount
 * @property {number} id
 * @property {number} plaidItemId
 * @property {string} bankAccountId
 * @property {string} apiAccountId
 * @property {number} createdAt
 * @property {string} autoClassify
 * @property {number | null} defaultBusinessId
 */

/** Where the numbers of v5 begin, far from those of v6: the two need not be equal (inferred). */
const FIRST_ID = 52_320;

/**
 * An id in the form of Plaid's, the same for the same text.
 *
 * @param {string} text
 */
function plaidIdFor(text) {
	return createHash('sha256').update(text).digest('base64').replace(/\W/g, '').slice(0, 37);
}

/**
 * The Item of an access token that no Plaid was asked about: one checking account, all ready.
 *
 * @param {string} accessToken
 * @returns {ItemAtPlaid}
 */
function madeUpItem(accessToken) {
	return {
		item_id: plaidIdFor(`item ${accessToken}`),
		institution_id: 'ins_109508',
		institution_name: 'First Platypus Bank',
		accounts: [
			{
				account_id: plaidIdFor(`account ${accessToken}`),
				name: 'Plaid Checking',
				official_name: 'Plaid Gold Standard 0% Interest Checking',
				mask: '0000',
				type: 'depository',
				subtype: 'checking',
				balances: { available: 100, current: 110, limit: null },
			},
		],
	};
}

/** What v5 knows of the Plaid connections of one company. */
class PlaidBook {
	/**
	 * @param {{ now: () => number, nextSequence: () => number, itemAtPlaid?: FindItemAtPlaid }}
	 *   settings
	 */
	constructor({ now, nextSequence, itemAtPlaid }) {
		this.now = now;
		this.nextId = () => FIRST_ID + nextSequence();
		this.itemAtPlaid = itemAtPlaid;
		/** @type {PlaidItem[]} Deleted ones too */
		this.items = [];
		/** @type {PlaidAccount[]} Deleted ones too */
		this.accounts = [];
	}

	/**
	 * The Item of an access token that is to be linked.
	 *
	 * @param {string} accessToken
	 * @returns {ItemAtPlaid | undefined} Undefined when Plaid was asked and has none
	 */
	findItem(accessToken) {
		return this.itemAtPlaid ? this.itemAtPlaid(accessToken) : madeUpItem(accessToken);
	}

	/**
	 * What Plaid says now of an Item that is linked; made up for those it does not know, such as the
	 * ones that a company begins with.
	 *
	 * @param {string} accessToken
	 */
	currentItem(accessToken) {
		return this.itemAtPlaid?.(accessToken) ?? madeUpItem(accessToken);
	}

	/**
	 * @param {{ integrationId: string, apiItemId: string, createdAt?: number,
	 *   accounts: { bankAccountId: string, apiAccountId: string }[] }} linked Now, unless it says
	 *   when
	 */
	link({ integrationId, apiItemId, createdAt = this.now(), accounts }) {
		const plaidItemId = this.nextId();
		this.items.push({ id: plaidItemId, integrationId, apiItemId, createdAt });
		for (const { bankAccountId, apiAccountId } of accounts) {
			this.accounts.push({
				id: this.nextId(),
				plaidItemId,
				bankAccountId,
				apiAccountId,
				createdAt,
				autoClassify: 'OFF',
				defaultBusinessId: null,
			});
		}
	}
}

module.exports = { PlaidBook, plaidIdFor };
