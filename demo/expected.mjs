/**
 * What the books must hold after the demo, computed from the file alone: nothing of the package's
 * own code is used here.
 */
import { parse } from 'csv-parse/sync';

/** The rows that are wrong on purpose, and a word of the reason that each must be given. */
const REASONS = {
	'BAD-0001': "'Date'",
	'BAD-0002': 'before decimals or between thousands',
	'BAD-0003': "'Category'",
	'BAD-0004': "'Description'",
	'BAD-0005': "'Line Items'",
	'BAD-0006': 'user-nobody',
	'BAD-0007': 'separators',
	'BAD-0008': "'Vendor'",
};

const BOOKS = { bankTransaction: 'bankTransactions', payment: 'payments' };

/** Cents by the digits of a decimal with two places. */
const cents = (amount) => Number(amount.replace('.', ''));

/**
 * @param {string} csv the file's text
 * @returns {{ rows: number, saved: number, reasons: Record<string, string>,
 *   users: Record<string, Record<string, { rows: number, sumCents: number }>> }}
 */
export function expectedFrom(csv) {
	const rows = parse(csv, { columns: true });
	const good = rows.filter(({ apiSourceId }) => !(apiSourceId in REASONS));
	const users = {};
	for (const { userId, kind, amount } of good) {
		users[userId] ??= {
			bankTransactions: { rows: 0, sumCents: 0 },
			payments: { rows: 0, sumCents: 0 },
		};
		const book = users[userId][BOOKS[kind]];
		book.rows += 1;
		book.sumCents += cents(amount);
	}
	return { rows: rows.length, saved: good.length, reasons: REASONS, users };
}
