export const USER = 'user-bakery';
export const PATH = '/v6/banks/transactions';

/**
 * Rows as a bank's export has them. Its text also runs in n8n's Code node, so it names nothing from
 * outside.
 *
 * @param {number} count
 */
export function bankRows(count) {
	return Array.from({ length: count }, (_, row) => ({
		date: '2025-06-11',
		amount: -100 - row,
		description: `Row ${row}`,
		apiName: 'CSV_IMPORT',
		bankAccountId: 'bka_7542850',
	}));
}
