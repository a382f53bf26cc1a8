import { currencyUnits, cents } from '../../../../nodes/Tight/entities/kinds';
import { fieldsOf, isRequired } from '../../../../nodes/Tight/entities/field';
import { check } from '../../../../nodes/Tight/form/check';
import { entities, type Entity } from '../../../support/entities';

/** Written from the pages of the API, not from the schemas. */
const KEYS: Record<string, string[]> = {
	bankTransaction:
		`date amount description apiName bankAccountId id notes status reviewStatus userAccess
		accountantAccess apiSourceId type matchingBankTransactionId vendorId customerId classSegmentIds
		categoryId glAccountId tax children attachmentIds customData`.split(/\s+/),
	'bankTransaction.tax': ['paymentInfo'],
	'bankTransaction.tax.paymentInfo': ['region', 'year', 'quarter'],
	'bankTransaction.children':
		`amount id notes classSegmentIds customerId categoryId glAccountId invoiceId billId payrollId
		apiItemId`.split(/\s+/),
	payment: `type date amount displayName description apiName bankAccountId id notes status
		reviewStatus apiSourceId classSegmentIds customerId vendorId categoryId glAccountId
		reconciliationMatchId children customData`.split(/\s+/),
	'payment.children':
		`amount displayName description id type apiItemId classSegmentIds customerId vendorId categoryId
		glAccountId reconciliationMatchId`.split(/\s+/),
	integration: ['status', 'apiName', 'apiAccessToken', 'customData'],
	plaidConnection: ['accessToken', 'tranStartDate'],
	mxTransaction: `guid accountGuid amount createdAt date status type updatedAt category categoryGuid
		checkNumberString currencyCode description isBillPay isDirectDeposit isExpense isFee isIncome
		isInternational isManual isOverdraftFee isPayrollAdvance isSubscription latitude
		localizedDescription localizedMemo longitude memo merchantCategoryCode merchantGuid
		merchantLocationGuid originalDescription postedAt topLevelCategory transactedAt`.split(/\s+/),
	finicityTransaction:
		`id amount accountId customerId status transactionDate createdDate description memo postedDate
		type categorization checkNum escrowAmount feeAmount originalDescription`.split(/\s+/),
	'finicityTransaction.categorization': ['normalizedPayeeName', 'category', 'bestRepresentation'],
	bankAccount: `id name status apiName iconUrl mask type syncTransactions tranStartDate glAccountId
		beginningBalance customData`.split(/\s+/),
};

/** Inferred from the order of the pages' samples (docs/contract.md). */
const REQUIRED: Record<string, string[]> = {
	bankAccount: ['name'],
	bankTransaction: ['date', 'amount', 'description', 'apiName', 'bankAccountId'],
	finicityTransaction: [
		'id',
		'amount',
		'accountId',
		'customerId',
		'status',
		'transactionDate',
		'createdDate',
	],
	integration: [],
	mxTransaction: ['guid', 'accountGuid', 'amount', 'date'],
	payment: ['date', 'amount', 'description'],
	plaidConnection: ['accessToken'],
};

/** The keys of a record and of every record inside it, by path. */
function keysOf({ name, input }: Entity): Record<string, string[]> {
	const keys: Record<string, string[]> = {};
	const visit = (path: string, record: ReturnType<Entity['input']>) => {
		keys[path] = Object.keys(record.shape).sort();
		for (const [field, { inner }] of fieldsOf(record)) if (inner) visit(`${path}.${field}`, inner);
	};
	visit(name, input(cents));
	return keys;
}

describe.each(entities)('the record $name', (entity) => {
	const { name, input, sample } = entity;

	it('has the fields of its page, on every level, and no others', () => {
		const wanted = Object.entries(KEYS).filter(([path]) => path.split('.')[0] === name);
		expect(keysOf(entity)).toEqual(
			Object.fromEntries(wanted.map(([path, keys]) => [path, [...keys].sort()])),
		);
	});

	it("has a sample with every key of its page's", () => {
		expect(Object.keys(sample).sort()).toEqual([...KEYS[name]].sort());
	});

	it('takes its sample and gives it back unchanged', () => {
		expect(check(input(cents), sample, true)).toEqual({ kind: 'valid', row: sample });
	});

	it('asks for no field that Tight can do without', () => {
		const required = Object.entries(input(cents).shape)
			.filter(([, schema]) => isRequired(schema))
			.map(([field]) => field);
		expect(required).toEqual(REQUIRED[name]);
		const least = Object.fromEntries(required.map((field) => [field, sample[field]]));
		expect(check(input(cents), least, true)).toEqual({ kind: 'valid', row: least });
	});

	it('misses each required field by its label', () => {
		const checked = check(input(cents), {}, false);
		const problems = checked.kind === 'invalid' ? checked.problems : [];
		expect(problems.map(({ path }) => path)).toEqual(REQUIRED[name]);
		for (const { message } of problems) expect(message).toMatch(/^'[A-Z].+' is missing$/);
	});
});

describe('amounts of a record', () => {
	it('become cents on every level when they are given in currency units', () => {
		const { input } = entities.find(({ name }) => name === 'bankTransaction')!;
		const row = {
			date: '2025-02-24',
			amount: '-50.01',
			description: 'SHELL OIL',
			apiName: 'PLAID',
			bankAccountId: 'bka_1',
			children: [{ amount: -20 }, { amount: '-30.01' }],
		};
		expect(check(input(currencyUnits), row, true)).toEqual({
			kind: 'valid',
			row: { ...row, amount: -5001, children: [{ amount: -2000 }, { amount: -3001 }] },
		});
	});

	it("of MX and Finicity stay the provider's own", () => {
		for (const name of ['mxTransaction', 'finicityTransaction']) {
			const { input, sample } = entities.find((entity) => entity.name === name)!;
			const row = { ...sample, amount: 12.345 };
			expect(check(input(currencyUnits), row, true)).toEqual({ kind: 'valid', row });
		}
	});
});
