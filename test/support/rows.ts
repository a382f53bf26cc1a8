import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** Rows and forms that many tests begin with. */

export const CHECKING = 'bka_7542850';
export const SAVINGS = 'bka_7542851';
export const STUDIO_CHECKING = 'bka_8642900';

/** A record picked from the list, as n8n keeps it. */
export const picked = (value: string) => ({
	__rl: true as const,
	mode: 'list',
	value,
	cachedResultName: 'as the list showed it',
});

/** A record named by its id, which may be an expression. */
export const byId = (value: string) => ({ __rl: true as const, mode: 'id', value });

/** Rows of one account, one for each amount, as they come in. */
export function rowsOf(amounts: number[], more: IDataObject = {}): IDataObject[] {
	return amounts.map((amount, index) => ({
		date: '2025-02-24',
		amount,
		description: `Row ${index}`,
		apiName: 'CSV_IMPORT',
		bankAccountId: CHECKING,
		...more,
	}));
}

/** Rows of one account with source ids `src-0`, `src-1` …. */
export function sourcedRows(count: number, more: IDataObject = {}): IDataObject[] {
	const amounts = Array.from({ length: count }, (_, index) => -100 * (index + 1));
	return rowsOf(amounts, more).map((row, index) => ({ ...row, apiSourceId: `src-${index}` }));
}

/** The smallest row of MX's that Tight imports. */
export const mxImport = (guid: string, more: IDataObject = {}): IDataObject => ({
	guid,
	accountGuid: 'ACT-1',
	amount: 12.5,
	createdAt: '2025-02-24T18:33:00Z',
	date: '2025-02-24',
	status: 'POSTED',
	type: 'DEBIT',
	updatedAt: '2025-02-24T18:33:00Z',
	...more,
});

/** The smallest row of Finicity's that Tight imports. */
export const finicityImport = (id: number, more: IDataObject = {}): IDataObject => ({
	id,
	amount: -12.5,
	accountId: 1,
	customerId: '1',
	status: 'active',
	transactionDate: 1740398400,
	createdDate: 1740398400,
	...more,
});

/** A save of bank transactions that takes its rows from the incoming items. */
export function savingRows(more: INodeParameters = {}): INodeParameters {
	return {
		resource: 'bankTransaction',
		operation: 'create',
		mappingMode: 'autoMapInputData',
		...more,
	};
}

/** The same, recognising by their API Source ID rows that Tight has. */
export function matchingRows(more: INodeParameters = {}): INodeParameters {
	return savingRows({ operation: 'upsert', matchOn: 'apiSourceId', ...more });
}
