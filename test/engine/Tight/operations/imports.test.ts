import type { IDataObject } from 'n8n-workflow';

import { bodiesOf, PATHS, rowsTo } from '../../../support/journal';
import { finicityImport, mxImport } from '../../../support/rows';
import { BAKERY, runTight, useSandbox } from '../../../support/tight';

const sandbox = useSandbox();

const storedRows = () => sandbox.current.books(BAKERY).bankTransactions;

const mxRequired = {
	guid: 'TRN-265abee9',
	accountGuid: 'ACT-06d7f44b',
	amount: 61.11,
	createdAt: '2025-02-24T18:33:00Z',
	date: '2025-02-24',
	status: 'POSTED',
	type: 'DEBIT',
	updatedAt: '2025-02-24T18:33:00Z',
};

const mxOptional = {
	category: 'Rental Car & Taxi',
	categoryGuid: 'CAT-00446dc7',
	checkNumberString: '6812',
	currencyCode: 'USD',
	description: 'Uber',
	isBillPay: false,
	isDirectDeposit: false,
	isExpense: true,
	isFee: false,
	isIncome: false,
	isInternational: false,
	isManual: false,
	isOverdraftFee: false,
	isPayrollAdvance: false,
	isSubscription: false,
	latitude: -43.2075,
	localizedDescription: 'This is a localized_description',
	localizedMemo: 'This is a localized_memo',
	longitude: 139.691706,
	memo: 'This is a memo',
	merchantCategoryCode: 4121,
	merchantGuid: 'MCH-14f25b63',
	merchantLocationGuid: 'MCL-00024e59',
	originalDescription: 'ubr* pending.uber.com',
	postedAt: '2025-02-25T12:00:00Z',
	topLevelCategory: 'Travel',
	transactedAt: '2025-02-24T12:00:00Z',
};

const importingMx = { resource: 'mxTransaction', operation: 'import' };
const importingFinicity = { resource: 'finicityTransaction', operation: 'import' };

describe('MX Transaction: Import', () => {
	it('sends the 35 fields of the form as MX has them', async () => {
		const { amount, createdAt, date, ...required } = mxRequired;
		const run = await runTight(sandbox.current, {
			parameters: {
				...importingMx,
				mappingMode: 'defineBelow',
				...required,
				amount,
				createdAt,
				date: `${date}T00:00:00`,
				additionalFields: mxOptional,
			},
		});

		expect(run.error).toBeUndefined();
		const sent = { ...mxRequired, ...mxOptional };
		expect(Object.keys(sent)).toHaveLength(35);
		expect(bodiesOf(sandbox.current, PATHS.mx)).toEqual([{ data: [sent] }]);
		expect(run.items).toMatchObject([{ amount: -6111, apiSourceId: 'TRN-265abee9' }]);
	});

	it('takes every field from the JSON of each item', async () => {
		const rows = ['TRN-1', 'TRN-2'].map((guid) => ({ ...mxRequired, ...mxOptional, guid }));
		const run = await runTight(sandbox.current, {
			parameters: importingMx,
			input: rows,
		});

		expect(run.error).toBeUndefined();
		expect(rowsTo(sandbox.current, PATHS.mx)).toEqual(rows);
		expect(run.items.map(({ apiSourceId }) => apiSourceId)).toEqual(['TRN-1', 'TRN-2']);
	});

	it('names each wrong field by its label and its key, and sends nothing', async () => {
		const run = await runTight(sandbox.current, {
			parameters: { ...importingMx, mappingMode: 'autoMapInputData' },
			input: [mxRequired, { ...mxRequired, guid: null, amount: 'a lot', date: '2025-02-30' }],
		});

		expect(run.error?.message).toMatch(/^Item 1 was not sent to Tight: /);
		expect(run.error?.message).toContain("'GUID' (guid) is missing");
		expect(run.error?.message).toContain(
			'\'Amount\' (amount) must be a number in digits such as -12.5, but is "a lot"',
		);
		expect(run.error?.message).toContain("'Date' (date) must be a day such as 2025-06-26");
		expect(sandbox.current.journal).toEqual([]);
	});
});

describe('Finicity Transaction: Import', () => {
	const required = {
		id: 21284820852,
		amount: -828.9,
		accountId: 5011648377,
		customerId: '5114534',
		status: 'active',
		transactionDate: 1740398400,
		createdDate: 1740398401,
	};
	const optional = {
		description: 'Buy Stock',
		memo: 'NOTES',
		postedDate: 1740398402,
		type: 'debit',
		categorization: {
			normalizedPayeeName: 'Remitly',
			category: 'Stocks',
			bestRepresentation: 'REMITLY',
		},
		checkNum: '299',
		escrowAmount: 2534.4,
		feeAmount: 1.5,
		originalDescription: 'BUY STOCK',
	};

	it('sends every field of the form, dates as seconds', async () => {
		const run = await runTight(sandbox.current, {
			parameters: {
				...importingFinicity,
				mappingMode: 'defineBelow',
				...required,
				transactionDate: '2025-02-24T12:00:00Z',
				createdDate: '2025-02-24T12:00:01Z',
				additionalFields: { ...optional, postedDate: '2025-02-24T12:00:02.000Z' },
			},
		});

		expect(run.error).toBeUndefined();
		expect(bodiesOf(sandbox.current, PATHS.finicity)).toEqual([
			{ data: [{ ...required, ...optional }] },
		]);
		expect(run.items).toMatchObject([{ amount: -82890, date: '2025-02-24' }]);
	});

	it('sends no ID that has lost digits, and reads none in other ways to write numbers', async () => {
		const ids = ['12345678901234567890', 12345678901234567000, '0x1F', '1e3', ' 21284820852 '];
		const run = await runTight(sandbox.current, {
			parameters: { ...importingFinicity, mappingMode: 'autoMapInputData' },
			input: ids.map((id) => ({ ...required, id })),
			onError: 'continueErrorOutput',
		});

		expect(rowsTo(sandbox.current, PATHS.finicity)).toEqual([{ ...required, id: 21284820852 }]);
		const told = (shown: string, limit = '') =>
			expect.stringContaining(
				`'Finicity ID' (id) must be a whole number${limit}, but is ${shown}`,
			) as string;
		expect(run.failedItems.map(({ error }) => error)).toEqual([
			told('"12345678901234567890"', ' up to 9007199254740991'),
			told('12345678901234567000', ' up to 9007199254740991'),
			told('"0x1F"'),
			told('"1e3"'),
		]);
	});

	it('takes every field from the JSON of each item', async () => {
		const rows = [1, 2, 3].map((id) => ({ ...required, ...optional, id }));
		const run = await runTight(sandbox.current, {
			parameters: { ...importingFinicity, mappingMode: 'autoMapInputData' },
			input: rows,
		});

		expect(run.error).toBeUndefined();
		expect(rowsTo(sandbox.current, PATHS.finicity)).toEqual(rows);
		expect(storedRows().map(({ apiSourceId }) => apiSourceId)).toEqual(['1', '2', '3']);
	});

	it('says where Tight shows another amount or text than a row that it has', async () => {
		const run = async (more = {}) =>
			await runTight(sandbox.current, {
				parameters: { ...importingFinicity, mappingMode: 'autoMapInputData' },
				input: [{ ...required, ...optional, ...more }],
			});
		await run();
		const [same, another] = [await run(), await run({ amount: -1, description: 'Sell' })];

		expect(same.items[0]).not.toHaveProperty('differsFromSource');
		expect(another.items).toMatchObject([
			{ amount: -82890, differsFromSource: ['amount', 'description'] },
		]);
	});
});

describe.each([
	['mxTransaction', [mxImport('TRN-1'), mxImport('TRN-2'), mxImport('TRN-3')], 'guid', PATHS.mx],
	['finicityTransaction', [1, 2, 3].map((id) => finicityImport(id)), 'id', PATHS.finicity],
] as const)('Answers in another order to %s', (resource, rows, source, path) => {
	it.each(['apiSourceId', 'none'])('stay with their rows, Match On %s', async (matchOn) => {
		sandbox.current.fault({ effect: 'shuffleEntries', path });
		const run = await runTight(sandbox.current, {
			parameters: { resource, operation: 'import', mappingMode: 'autoMapInputData', matchOn },
			input: [...rows],
		});

		expect(run.error).toBeUndefined();
		const sources = rows.map((row) => String((row as IDataObject)[source]));
		expect(run.items.map(({ apiSourceId }) => apiSourceId)).toEqual(sources);
		expect(storedRows().map(({ apiSourceId }) => apiSourceId)).toEqual(sources);
	});
});
