// @ts-check
'use strict';

const { startSandbox } = require('../../sandbox');
const samples = require('../../sandbox/tight/fixtures');
const { payment, signIn, transaction } = require('./client');

/** @param {string} names */
const words = (names) => names.split(' ');

describe("the documents' own samples", () => {
	/** @type {import('./client').Sandbox} */
	let sandbox;
	/** @type {Awaited<ReturnType<typeof signIn>>} */
	let client;
	beforeEach(async () => {
		sandbox = await startSandbox();
		client = await signIn(sandbox);
	});
	afterEach(() => sandbox.close());

	/** Existing ids in the place of the placeholders of the documents. */
	const relations = {
		customerId: 'cus_4852707',
		categoryId: 'ctg_58932890',
		glAccountId: 'gla_38560327',
		classSegmentIds: ['cls_593054', 'cls_594913'],
	};

	test('the bank transaction that is sent comes back as the one that is documented', async () => {
		const { status, body } = await client.save({
			...relations,
			date: '2025-06-26',
			amount: -273479,
			description: 'WITHDRAWAL ACH GUSTO TAXID: 4001',
			apiName: 'GUSTO',
			bankAccountId: 'bka_7542850',
			notes: 'June Payroll',
			status: 'ACTIVE',
			reviewStatus: 'RECONCILED',
			apiSourceId: 'QeXqN7XJT50dwE4S19ZgVv4nnhLvjX7',
			type: 'EXPENSE',
			vendorId: 'vnd_28868401',
		});
		expect(status).toBe(200);
		expect(body).toMatchObject({ result: 'SUCCESS', error: [] });
		expect(body.data[0]).toMatchObject({ result: 'SUCCESS', statusCode: 200, error: [] });
		expect(body.data[0].data).toEqual({
			...samples.bankTransaction,
			suggestedCategories: [],
			invoiceItem: null,
			reconciliationMatch: null,
			matchingBankTransaction: null,
			conversation: null,
			rule: null,
			attachments: [],
			customData: null,
		});
	});

	test('every field of the save transactions request is accepted', async () => {
		await client.save(transaction(), transaction());
		const { id, ...sample } = samples.saveTransaction;
		const [{ id: childId, ...child }] = sample.children;
		const { status, body } = await client.save({
			...sample,
			...relations,
			bankAccountId: 'bka_7542850',
			vendorId: 'vnd_28868401',
			matchingBankTransactionId: 'btxn_158998869',
			attachmentIds: ['att_894321'],
			children: [{ ...child, ...relations }],
		});
		expect(status).toBe(200);
		const { data } = body.data[0];
		expect(Object.keys(data).sort()).toEqual(
			[...Object.keys(samples.bankTransaction), 'customData'].sort(),
		);
		expect(Object.keys(data.attachments[0])).toEqual(
			Object.keys(samples.bankTransaction.attachments[0]),
		);
		expect(Object.keys(data.matchingBankTransaction).sort()).toEqual(
			Object.keys(samples.bankTransaction.matchingBankTransaction).sort(),
		);
		expect(data).toMatchObject({
			amount: 5001,
			tax: sample.tax,
			customData: sample.customData,
			children: [{ amount: 5001, invoice: { id: '<string>' }, apiItemId: '<string>' }],
		});
	});

	test('the save payments request is accepted as it stands, as an update', async () => {
		await client.save(transaction());
		await client.pay(payment({ children: [{ amount: 1 }] }));
		const [child] = samples.savePayment.children;
		const { status, body } = await client.pay({
			...samples.savePayment,
			classSegmentIds: relations.classSegmentIds,
			children: [
				{
					...child,
					...relations,
					vendorId: 'vnd_28868401',
					reconciliationMatchId: 'btxn_158998869',
				},
			],
		});
		expect(status).toBe(200);
		const { data } = body.data[0];
		const { paymentFields } = samples;
		expect(Object.keys(data).sort()).toEqual(words(paymentFields.payment).sort());
		expect(Object.keys(data.children[0]).sort()).toEqual(words(paymentFields.child).sort());
		expect(Object.keys(data.reconciliationMatch).sort()).toEqual(
			words(paymentFields.reconciliationMatch).sort(),
		);
		const { classSegments, customer, vendor, category, glAccount } = samples.bankTransaction;
		const related = { classSegments, customer, vendor, category, glAccount };
		expect(data).toMatchObject({
			...related,
			id: 'pmt_158998869',
			amount: 273479,
			reconciliationMatch: { id: 'btxn_158998869', amount: -5001, apiInstitutionId: 'ins_109508' },
			children: [{ ...related, id: 'itm_349412', amount: 134051 }],
			customData: samples.savePayment.customData,
		});
	});

	test('the integration that is saved comes back in its documented fields', async () => {
		const { request, answer } = samples.saveIntegration;
		const { status, body } = await client.call('POST', '/v6/integrations/int_12345', request);
		expect(status).toBe(200);
		expect(Object.keys(body)).toEqual(Object.keys(answer));
		expect(Object.keys(body.data)).toEqual(Object.keys(answer.data));
		expect(body.data).toMatchObject({ status: 'ACTIVE', apiName: 'BOX' });
	});

	test('an MX transaction with every documented field becomes a bank transaction', async () => {
		const { status, body } = await client.call('POST', '/v6/imports/mx/transactions', {
			data: [{ ...samples.mxTransaction, date: '2025-06-26', type: 'DEBIT' }],
		});
		expect(status).toBe(200);
		expect(Object.keys(body.data[0].data).sort()).toEqual(
			[...Object.keys(samples.bankTransaction), 'customData'].sort(),
		);
		expect(body.data[0].data.amount).toBe(-12300);
	});
});
