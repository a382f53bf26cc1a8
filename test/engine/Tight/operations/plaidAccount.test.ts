import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { bodiesOf, PATHS, requestsTo } from '../../../support/journal';
import { BAKERY, runTight, STUDIO, tokenMadeElsewhere, useSandbox } from '../../../support/tight';

/** Plaid Accounts belong to version 5 of Tight's API, as Plaid Items do. */

const sandbox = useSandbox();

const ERROR_MODES: Array<OnError | undefined> = [
	undefined,
	'continueRegularOutput',
	'continueErrorOutput',
];

const run = async (parameters: INodeParameters, more: object = {}, at = sandbox) =>
	await runTight(at.current, { parameters: { resource: 'plaidAccount', ...parameters }, ...more });

const list = async (parameters: INodeParameters = {}, more: object = {}, at = sandbox) =>
	await run({ operation: 'getAll', returnAll: true, simplify: false, ...parameters }, more, at);

const update = async (
	recordId: unknown,
	updateFields: INodeParameters,
	more: object = {},
	parameters: INodeParameters = {},
) =>
	await run(
		{ operation: 'update', recordId: recordId as string, updateFields, ...parameters },
		more,
	);

/** What Tight has, read by the node itself; requests of it are not in the journal. */
async function accountsOf(user = BAKERY): Promise<IDataObject[]> {
	const { items } = await list({ userId: user });
	sandbox.current.journal.length = 0;
	return items;
}

const sentAccounts = () =>
	bodiesOf(sandbox.current, PATHS.v5Accounts).flatMap(({ accounts }) => accounts as IDataObject[]);

/** The day that is so many days after the first one that Plaid has. */
function dayAfter({ tranMinStartDate }: IDataObject, days: number): string {
	const time = Date.parse(`${String(tranMinStartDate).slice(0, 10)}T00:00:00Z`);
	return new Date(time + days * 86_400_000).toISOString().slice(0, 10);
}

describe('Get Many', () => {
	it("puts out the user's accounts with Tight's own types and names", async () => {
		const { items, error } = await list();

		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
		expect(items[0]).toMatchObject({
			id: expect.any(Number) as number,
			plaidItemId: expect.any(Number) as number,
			apiAccountType: 'DEPOSITORY',
			apiMask: '1687',
			apiCurrentBalance: 18_452.1,
			autoClassify: 'OFF',
			defaultBusinessId: null,
		});
	});

	it('leaves out what Simplify leaves out, and keeps to the limit', async () => {
		const { items } = await list({ simplify: true, returnAll: false, limit: 1 });

		expect(items).toHaveLength(1);
		expect(Object.keys(items[0])).toEqual([
			'id',
			'plaidItemId',
			'status',
			'apiAccountId',
			'apiAccountName',
			'apiMask',
			'apiCurrentBalance',
			'tranStartDate',
			'tranMinStartDate',
			'autoClassify',
		]);
	});

	describe('where Tight answers as the reference of version 4', () => {
		const reference = useSandbox({ v5ListShape: 'array', v5AccountNames: 'reference' });

		it('passes its names on', async () => {
			const { items } = await list({}, {}, reference);

			expect(items).toHaveLength(3);
			expect(items[0]).toHaveProperty('apiType', 'DEPOSITORY');
			expect(items[0]).not.toHaveProperty('apiAccountType');
		});
	});

	describe('of a bank with more accounts than a page holds', () => {
		const ACCOUNTS = 260;
		const large = useSandbox({
			itemAtPlaid: (accessToken) => ({
				item_id: `item of ${accessToken}`,
				institution_id: 'ins_1',
				accounts: Array.from({ length: ACCOUNTS }, (_, index) => ({
					account_id: `account ${index}`,
					name: `Account ${index}`,
					type: 'depository',
				})),
			}),
		});
		const link = async () =>
			await runTight(large.current, {
				parameters: { resource: 'integration', operation: 'linkPlaid', accessToken: 'many' },
			});
		const pages = () => requestsTo(large.current, PATHS.plaidAccounts).length;

		it('reads every page, each account once', async () => {
			await link();
			const { items } = await list({}, {}, large);

			expect(items).toHaveLength(ACCOUNTS + 3);
			expect(new Set(items.map(({ id }) => id)).size).toBe(ACCOUNTS + 3);
			expect(pages()).toBe(2);
		});

		it('reads no page too many for a limit', async () => {
			await link();
			const first = await list({ returnAll: false, limit: 250 }, {}, large);
			expect([first.items.length, pages()]).toEqual([250, 1]);

			const second = await list({ returnAll: false, limit: 251 }, {}, large);
			expect([second.items.length, pages()]).toEqual([251, 3]);
		});
	});
});

describe('Update', () => {
	it('sends the whole account with its new first day, and puts it out as Tight has it', async () => {
		const [account] = await accountsOf();
		const day = dayAfter(account, 10);
		const { items, error } = await update(account.id, { tranStartDate: `${day}T00:00:00` });

		expect(error).toBeUndefined();
		expect(sentAccounts()).toEqual([{ ...account, tranStartDate: day }]);
		expect(items).toEqual([{ ...account, tranStartDate: day }]);
		expect((await accountsOf())[0]).toHaveProperty('tranStartDate', day);
	});

	it('takes the very first day that Plaid has', async () => {
		const [account] = await accountsOf();
		const { error } = await update(account.id, { tranStartDate: dayAfter(account, 0) });

		expect(error).toBeUndefined();
	});

	it('makes an account business-only; Tight picks the only business', async () => {
		const [account] = await accountsOf();
		const { items } = await update(account.id, { autoClassify: 'BUSINESS' });

		expect(sentAccounts()).toEqual([{ ...account, autoClassify: 'BUSINESS' }]);
		expect(items[0]).toMatchObject({
			autoClassify: 'BUSINESS',
			defaultBusinessId: expect.any(Number) as number,
		});
	});

	it('sends the Business ID as a number', async () => {
		const [account] = await accountsOf();
		await update(account.id, { autoClassify: 'BUSINESS', defaultBusinessId: '273' });

		expect(sentAccounts()).toMatchObject([{ defaultBusinessId: 273 }]);
	});

	it('sends fields of later days, but never another ID', async () => {
		const [account, other] = await accountsOf();
		await update(
			account.id,
			{},
			{},
			{
				options: { additionalJson: JSON.stringify({ syncTransactions: false, id: other.id }) },
			},
		);

		expect(sentAccounts()).toEqual([{ ...account, syncTransactions: false }]);
	});

	it('takes the account and its fields from each item, also of two users', async () => {
		const [ofBakery, second] = await accountsOf();
		const [ofStudio] = await accountsOf(STUDIO);
		const { items, origins, error } = await run(
			{
				operation: 'update',
				userId: '={{ $json.user }}',
				recordId: '={{ $json.account }}',
				mappingMode: 'autoMapInputData',
			},
			{
				input: [
					{ user: BAKERY, account: ofBakery.id, autoClassify: 'BUSINESS' },
					{ user: STUDIO, account: String(ofStudio.id), autoClassify: 'NOT_BUSINESS' },
					{ user: BAKERY, account: second.id, tranStartDate: dayAfter(second, 5) },
				],
			},
		);

		expect(error).toBeUndefined();
		expect(items.map(({ id, autoClassify }) => [id, autoClassify])).toEqual([
			[ofBakery.id, 'BUSINESS'],
			[ofStudio.id, 'NOT_BUSINESS'],
			[second.id, 'OFF'],
		]);
		expect(origins).toEqual([0, 1, 2]);
		expect(requestsTo(sandbox.current, PATHS.v5Accounts).map(({ userId }) => userId)).toEqual([
			BAKERY,
			STUDIO,
			BAKERY,
		]);
	});

	it.each(ERROR_MODES)(
		'does not send a day before the first one that Plaid has, mode %s',
		async (onError) => {
			const [account] = await accountsOf();
			const [early, least] = [dayAfter(account, -1), dayAfter(account, 0)];
			const { error, items, failedItems } = await update(
				'={{ $json.id }}',
				{ tranStartDate: '={{ $json.day }}' },
				{
					input: [
						{ id: account.id, day: early },
						{ id: account.id, day: least },
					],
					onError,
				},
			);
			const failed = onError === 'continueErrorOutput' ? failedItems[0] : items[0];

			expect(onError ? failed.error : error?.message).toContain(
				`Item 0 was not sent to Tight: 'Pull History From' must not be before ${least}, the earliest day that Plaid has for this account, but is ${early}`,
			);
			expect(sentAccounts().map(({ tranStartDate }) => tranStartDate)).toEqual(
				onError ? [least] : [],
			);
			if (onError) {
				expect(failed.details).toMatchObject({
					outcome: 'notSent',
					reasons: [{ param: 'tranStartDate' }],
				});
			}
		},
	);

	it.each([
		['the account is', {}],
		['it is to be', { autoClassify: 'NOT_BUSINESS' }],
	])('says that a Business ID would not be used, when %s not business-only', async (_, more) => {
		const [account] = await accountsOf();
		const { error } = await update(account.id, { defaultBusinessId: '273', ...more });

		expect(error?.message).toContain(
			"'Business ID' is used only where 'Auto Classify' is Business",
		);
		expect(sentAccounts()).toEqual([]);
	});

	it.each<[string, unknown, INodeParameters, string]>([
		['no ID', '={{ $json.nothing }}', { autoClassify: 'OFF' }, "'Tight ID' is missing"],
		[
			'an ID of Plaid’s',
			'BxBXxLj1m4',
			{ autoClassify: 'OFF' },
			"'Tight ID' must be a whole number",
		],
		['no field', 1, {}, 'there is no field to update'],
		['no day', 1, { tranStartDate: 'soon' }, "'Pull History From' must be a day"],
		[
			'no number',
			1,
			{ autoClassify: 'BUSINESS', defaultBusinessId: 'mine' },
			"'Business ID' must be a whole number",
		],
	])('sends nothing for %s', async (_, recordId, fields, message) => {
		const { error } = await update(recordId, fields);

		expect(error?.message).toContain(message);
		expect(sandbox.current.journal).toEqual([]);
	});

	it("changes nothing of another user's", async () => {
		const [ofStudio] = await accountsOf(STUDIO);
		const { error } = await update(
			ofStudio.id,
			{ autoClassify: 'BUSINESS' },
			{},
			{ userId: BAKERY },
		);

		expect(error?.message).toContain(
			`Tight has no Plaid Account with the Tight ID ${String(ofStudio.id)} in the books of the user 'user-bakery'`,
		);
		expect(sentAccounts()).toEqual([]);
	});

	it.each(ERROR_MODES)('says why Tight refused, by the field’s label, mode %s', async (onError) => {
		const [account, second] = await accountsOf();
		const { error, items, failedItems } = await update(
			'={{ $json.id }}',
			{ autoClassify: '={{ $json.kind }}' },
			{
				input: [
					{ id: account.id, kind: 'SOMETIMES' },
					{ id: second.id, kind: 'BUSINESS' },
				],
				onError,
			},
		);
		const failed = onError === 'continueErrorOutput' ? failedItems[0] : items[0];

		expect(onError ? failed.error : error?.message).toContain(
			"Tight refused item 0: Must be one of OFF, BUSINESS, NOT_BUSINESS (INVALID_VALUE, 'Auto Classify')",
		);
		expect(sentAccounts()).toHaveLength(onError ? 2 : 1);
		if (onError) {
			expect([...items, ...failedItems]).toContainEqual(
				expect.objectContaining({ id: second.id, autoClassify: 'BUSINESS' }),
			);
		}
	});

	it('sends it again after the rate limit and a refused token, which cannot have saved', async () => {
		const [account] = await accountsOf();
		const path = PATHS.v5Accounts;
		sandbox.current.fault({ effect: 'status', status: 429, headers: { 'retry-after': '0' }, path });
		sandbox.current.fault({ effect: 'expireToken', path });
		const { items } = await update(account.id, { autoClassify: 'BUSINESS' });

		expect(items).toMatchObject([{ id: account.id, autoClassify: 'BUSINESS' }]);
		expect(requestsTo(sandbox.current, path).map(({ status }) => status)).toEqual([429, 401, 200]);
	});

	it('that was saved is put out as sent, when the account cannot be read again', async () => {
		const [account] = await accountsOf();
		sandbox.current.fault({ effect: 'status', status: 403, path: PATHS.plaidAccounts, skip: 1 });
		const { items, error } = await update(account.id, { autoClassify: 'BUSINESS' });

		expect(error).toBeUndefined();
		expect(items).toEqual([{ ...account, autoClassify: 'BUSINESS' }]);
	});

	describe('when the outcome is not known', () => {
		it.each(['cut', 'status'])('looks, and is done when Tight has it: %s', async (effect) => {
			const [account] = await accountsOf();
			const status = effect === 'status' && { status: 503 };
			sandbox.current.fault({ effect, ...status, stored: true, path: PATHS.v5Accounts });
			const { items, error } = await update(account.id, { tranStartDate: dayAfter(account, 3) });

			expect(error).toBeUndefined();
			expect(items).toMatchObject([{ id: account.id, tranStartDate: dayAfter(account, 3) }]);
			expect(sentAccounts()).toHaveLength(1);
		});

		const silent = [{}, '', { data: [null] }, { response: {} }];
		const silences = silent.flatMap((body) =>
			[true, false].map((stored) => [body, stored] as const),
		);
		it.each(silences)('looks when Tight answers %j, saved: %s', async (body, stored) => {
			const [account] = await accountsOf();
			const silence = { effect: 'status', status: 200, body, stored };
			sandbox.current.fault({ ...silence, path: PATHS.v5Accounts });
			const { items, error } = await update(account.id, { tranStartDate: dayAfter(account, 3) });

			expect(items).toHaveLength(stored ? 1 : 0);
			expect(error === undefined).toBe(stored);
		});

		it('does not send it again when Tight does not have it', async () => {
			const [account] = await accountsOf();
			sandbox.current.fault({ effect: 'cut', path: PATHS.v5Accounts });
			const { error } = await update(account.id, { autoClassify: 'BUSINESS' });

			expect(error?.message).toContain('Item 0 may or may not have been saved');
			expect(sentAccounts()).toHaveLength(1);
		});
	});

	it('needs a credential that may save, and that can speak to version 5', async () => {
		const [account] = await accountsOf();
		const accessToken = await tokenMadeElsewhere(sandbox.current, BAKERY);
		const credentials: Array<[IDataObject, string]> = [
			[{ scope: 'read' }, "'Scope' of the credential is Read"],
			[{ authentication: 'accessToken', accessToken, userId: '' }, 'takes no access token'],
			[{ userId: '' }, "'User ID' is missing"],
		];
		for (const [credential, message] of credentials) {
			const { error } = await update(account.id, { autoClassify: 'OFF' }, { credential });

			expect(error?.message).toContain(message);
		}
		expect(sandbox.current.journal).toEqual([]);
	});
});
