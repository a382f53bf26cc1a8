// @ts-check
'use strict';

const { createHash } = require('node:crypto');
const { idFor } = require('./ids');

/**
 * @typedef {import('./item').Account} Account
 * @typedef {import('./transactions').Transaction} Transaction
 */

/**
 * What a small bakery and a design studio pay and earn. Cents from and to; positive when money
 * leaves the account.
 *
 * @typedef {object} Habit
 * @property {string} name As the bank writes it
 * @property {string | null} merchant
 * @property {[from: number, to: number]} cents
 * @property {string} channel
 * @property {string} primary Personal finance category
 * @property {string} detailed
 * @property {string} [website]
 */

/** @type {Habit[]} */
const HABITS = [
	{
		name: 'KING ARTHUR BAKING CO NORWICH VT',
		merchant: 'King Arthur Baking',
		cents: [8_450, 61_999],
		channel: 'online',
		primary: 'GENERAL_MERCHANDISE',
		detailed: 'GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE',
		website: 'kingarthurbaking.com',
	},
	{
		name: 'RESTAURANT DEPOT #214',
		merchant: 'Restaurant Depot',
		cents: [3_101, 45_250],
		channel: 'in store',
		primary: 'GENERAL_MERCHANDISE',
		detailed: 'GENERAL_MERCHANDISE_SUPERSTORES',
	},
	{
		name: 'ACH DEPOSIT SQUARE INC 240611P2',
		merchant: 'Square',
		cents: [-248_075, -31_010],
		channel: 'other',
		primary: 'INCOME',
		detailed: 'INCOME_OTHER_INCOME',
	},
	{
		name: 'ADOBE *CREATIVE CLOUD',
		merchant: 'Adobe',
		cents: [5_999, 5_999],
		channel: 'online',
		primary: 'GENERAL_SERVICES',
		detailed: 'GENERAL_SERVICES_OTHER_GENERAL_SERVICES',
		website: 'adobe.com',
	},
	{
		name: 'INVOICE 1042 HOLLIS & PINE WIRE',
		merchant: null,
		cents: [-950_000, -120_050],
		channel: 'other',
		primary: 'INCOME',
		detailed: 'INCOME_WAGES',
	},
	{
		name: 'PACIFIC GAS & ELEC WEB ONLINE',
		merchant: 'PG&E',
		cents: [11_204, 38_977],
		channel: 'other',
		primary: 'RENT_AND_UTILITIES',
		detailed: 'RENT_AND_UTILITIES_GAS_AND_ELECTRICITY',
	},
	{
		name: 'UBER 063015 SF**POOL**',
		merchant: 'Uber',
		cents: [633, 4_810],
		channel: 'online',
		primary: 'TRANSPORTATION',
		detailed: 'TRANSPORTATION_TAXIS_AND_RIDE_SHARES',
		website: 'uber.com',
	},
	{
		name: 'RESTAURANT DEPOT #214 REFUND',
		merchant: 'Restaurant Depot',
		cents: [-4_299, -100],
		channel: 'in store',
		primary: 'GENERAL_MERCHANDISE',
		detailed: 'GENERAL_MERCHANDISE_SUPERSTORES',
	},
];

/** Days over which samples are spread. */
const SPREAD_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Numbers that are the same for the same text.
 *
 * @param {string} text
 */
function numbersFor(text) {
	const digest = createHash('sha256').update(text).digest();
	return (/** @type {number} */ position) => digest.readUInt32BE(position * 4);
}

/**
 * Transactions of a small company, old ones first; the same for the same accounts and arguments.
 *
 * @param {Account[]} accounts Those that the transactions are spread over
 * @param {number} count
 * @param {{ until: string, seed?: string }} options `until`: the newest date, yyyy-MM-dd
 * @returns {Partial<Transaction>[]}
 */
function sampleTransactions(accounts, count, { until, seed = '' }) {
	const lastDay = Date.parse(until);
	return Array.from({ length: count }, (_, index) => {
		const number = numbersFor(`${seed}/${index}`);
		const habit = HABITS[number(0) % HABITS.length];
		const account = accounts[number(1) % accounts.length];
		const [from, to] = habit.cents;
		const cents = from + (number(2) % (to - from + 1));
		const daysAgo = Math.floor(((count - 1 - index) / count) * SPREAD_DAYS);
		const date = new Date(lastDay - daysAgo * DAY_MS).toISOString().slice(0, 10);
		return {
			account_id: account.account_id,
			transaction_id: idFor(`${account.account_id}/${seed}/${index}`),
			// Cents to units by their digits, so that 1999 is 19.99 and nothing near it.
			amount: Number(`${cents}e-2`),
			date,
			authorized_date: date,
			name: habit.merchant ?? habit.name,
			original_description: habit.name,
			merchant_name: habit.merchant,
			website: habit.website ?? null,
			payment_channel: habit.channel,
			counterparties: habit.merchant
				? [{ name: habit.merchant, type: 'merchant', confidence_level: 'VERY_HIGH' }]
				: [],
			personal_finance_category: {
				primary: habit.primary,
				detailed: habit.detailed,
				confidence_level: 'HIGH',
				version: 'v2',
			},
		};
	});
}

module.exports = { sampleTransactions };
