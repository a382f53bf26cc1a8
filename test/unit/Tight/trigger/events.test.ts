import { isWanted, type Choice } from '../../../../nodes/Tight/trigger/events';

/** Which of Tight's webhooks a user wants to hear of. */

const update = {
	company: { id: 'co_1', apiCompanyId: 'mine_1' },
	type: 'ENTITY_UPDATE',
	url: '/v6/banks/transactions/btn_1',
};
const lifecycle = { company: { id: 'co_1' }, type: 'LIFECYCLE', event: 'bankAccountCreated' };

const want = (body: object, choice: Partial<Choice>) =>
	isWanted(body as never, {
		events: ['*'],
		records: [],
		lifecycleEvents: [],
		companyIds: [],
		...choice,
	});

describe('By type', () => {
	it.each([
		[['ENTITY_UPDATE'], update, true],
		[['ENTITY_UPDATE'], lifecycle, false],
		[['LIFECYCLE'], lifecycle, true],
		[['ENTITY_UPDATE', 'LIFECYCLE'], lifecycle, true],
		[['*'], { type: 'LIFECYCLE_EVENT' }, true],
		[['*'], {}, true],
		[['LIFECYCLE'], { type: 'LIFECYCLE_EVENT' }, false],
		[[], update, false],
	])('%j', (events, body, isIn) => expect(want(body, { events })).toBe(isIn));
});

describe('By kind of record', () => {
	it.each([
		[['bankTransaction'], update, true],
		[['payment'], update, false],
		[['/v6/mileage'], { ...update, url: '/v6/mileage/mil_1' }, true],
		[['bankTransaction'], { ...update, url: undefined }, false],
		[['payment'], lifecycle, true],
	])('%j', (records, body, isIn) => expect(want(body, { records })).toBe(isIn));
});

describe('By lifecycle event', () => {
	it.each([
		[['bankAccountCreated'], lifecycle, true],
		[['transactionCreated'], lifecycle, false],
		[['invoicePaid'], { ...lifecycle, event: 'invoicePaid' }, true],
		[['bankAccountCreated'], { ...lifecycle, event: null }, false],
		[['transactionCreated'], update, true],
	])('%j', (lifecycleEvents, body, isIn) => {
		expect(want(body, { lifecycleEvents })).toBe(isIn);
	});
});

describe('By company', () => {
	it.each([
		[['co_1'], update, true],
		[['mine_1'], update, true],
		[['co_2', 'mine_1'], update, true],
		[['co_2'], update, false],
		[['mine_1'], lifecycle, false],
		[['co_1'], { ...update, company: undefined }, false],
		[['co_1'], { ...update, company: null }, false],
		[['co_1'], { ...update, company: 'co_1' }, false],
		[['7'], { ...update, company: { id: 7 } }, true],
	])('%j', (companyIds, body, isIn) => expect(want(body, { companyIds })).toBe(isIn));
});
