import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { bodiesOf, only, PATHS, requestsTo } from '../../../support/journal';
import { BAKERY, runTight, STUDIO, tokenMadeElsewhere, useSandbox } from '../../../support/tight';

/** Plaid Items belong to version 5 of Tight's API, which has its own tokens. */

const sandbox = useSandbox();

const ERROR_MODES: Array<OnError | undefined> = [
	undefined,
	'continueRegularOutput',
	'continueErrorOutput',
];

const run = async (parameters: INodeParameters, more: object = {}, at = sandbox) =>
	await runTight(at.current, { parameters: { resource: 'plaidItem', ...parameters }, ...more });

const list = async (parameters: INodeParameters = {}, more: object = {}, at = sandbox) =>
	await run({ operation: 'getAll', returnAll: true, ...parameters }, more, at);

const get = async (apiItemId: string, parameters: INodeParameters = {}, more: object = {}) =>
	await run({ operation: 'get', apiItemId, ...parameters }, more);

const remove = async (recordId: unknown, parameters: INodeParameters = {}, more: object = {}) =>
	await run({ operation: 'delete', recordId: recordId as string, ...parameters }, more);

/** What Tight has, read by the node itself; requests of it are not in the journal. */
async function itemsOf(user = BAKERY): Promise<IDataObject[]> {
	const { items } = await list({ userId: user, simplify: false });
	sandbox.current.journal.length = 0;
	return items;
}

const usersOf = (path: string) => requestsTo(sandbox.current, path).map(({ userId }) => userId);
const answersOf = (path: string) => requestsTo(sandbox.current, path).map(({ status }) => status);

const WITH_TOKEN = { options: { includeAccessToken: true } };

describe('Get Many', () => {
	it("puts out the user's Items with Tight's own types, one item each", async () => {
		const { items, error } = await list({ simplify: false });

		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
		expect(items[0]).toEqual({
			id: expect.any(Number) as number,
			status: 'ACTIVE',
			createdDate: expect.any(String) as string,
			apiItemId: expect.any(String) as string,
			apiInstitutionId: 'ins_109508',
			apiInstitutionName: expect.any(String) as string,
			isInitialReady: true,
			isHistoricalReady: true,
			apiErrorType: null,
			apiErrorCode: null,
			apiErrorDisplayMessage: null,
			apiErrorMessage: null,
			additionalConsentRequired: false,
			lastInstitutionTranDate: null,
		});
	});

	it('leaves out what Simplify leaves out', async () => {
		const { items } = await list();

		expect(Object.keys(items[0])).toHaveLength(10);
		expect(items[0]).not.toHaveProperty('additionalConsentRequired');
	});

	it.each([true, false])(
		'puts out access tokens only when they are asked for, simplified: %s',
		async (simplify) => {
			const silent = await list({ simplify });
			const asked = await list({ simplify, ...WITH_TOKEN });

			expect(JSON.stringify(silent.run)).not.toContain('access-sandbox-');
			expect(asked.items.map(({ apiAccessToken }) => apiAccessToken)).toEqual([
				'access-sandbox-bakery-12345',
				'access-sandbox-bakery-12346',
				'access-sandbox-bakery-12347',
			]);
		},
	);

	it('reads no more than the limit', async () => {
		const { items } = await list({ returnAll: false, limit: 2 });

		expect(items).toHaveLength(2);
		expect(requestsTo(sandbox.current, PATHS.plaidItems)).toHaveLength(1);
	});

	it('tells a limit that is no number, and asks for nothing', async () => {
		const { error } = await list({ returnAll: false, limit: '={{ null }}' });

		expect(error?.message).toContain(
			"Item 0 was not sent to Tight: 'Limit' must be a whole number of 1 or more, but is null",
		);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('reads page after page while there is a cursor', async () => {
		sandbox.current.fault({
			effect: 'status',
			status: 200,
			body: { data: [{ id: 1 }], cursor: Buffer.from('after 0').toString('base64url') },
			path: PATHS.plaidItems,
		});
		const { items } = await list();

		expect(items).toHaveLength(4);
		expect(items[0]).toEqual({ id: 1 });
	});

	it('does not read for ever when Tight gives the same cursor again', async () => {
		sandbox.current.fault({
			effect: 'status',
			status: 200,
			body: { data: [{ id: 1 }], cursor: 'again' },
			path: PATHS.plaidItems,
			times: Infinity,
		});
		const { error } = await list();

		expect(error?.message).toContain('the same place in the list twice');
		expect(requestsTo(sandbox.current, PATHS.plaidItems)).toHaveLength(2);
	});

	it.each([
		['an object', { hello: 'world' }],
		['nothing in data', { data: null }],
		['a list of nothing', [null]],
		['a list of nothing in data', { data: [{ id: 1 }, null] }],
	])('says so when the answer is %s', async (_, body) => {
		sandbox.current.fault({ effect: 'status', status: 200, body, path: PATHS.plaidItems });
		const { error } = await list();

		expect(error?.message).toContain(
			'Tight gave no usable answer for item 0: Tight answered without a list of rows',
		);
	});

	it('says what Tight says, when a refusal comes with HTTP 200', async () => {
		sandbox.current.fault({
			effect: 'status',
			status: 200,
			body: {
				result: 'FAILURE',
				errors: { globalErrors: [{ type: 'GENERAL', errorMessage: 'Not today' }] },
			},
			path: PATHS.plaidItems,
		});
		const { error } = await list();

		expect(error?.message).toContain('Tight refused item 0: Not today (GENERAL)');
	});

	it('names the address when the host does not know it', async () => {
		sandbox.current.fault({ effect: 'status', status: 404, path: PATHS.plaidItems });
		const { error } = await list();

		expect(error?.message).toContain('There is no GET /rest/v5/banks/plaidItems at this host');
	});

	it('waits for the rate limit and repeats after a fault, as reading does no harm', async () => {
		sandbox.current.fault({
			effect: 'status',
			status: 429,
			headers: { 'retry-after': '0' },
			path: PATHS.plaidItems,
		});
		sandbox.current.fault({ effect: 'cut', path: PATHS.plaidItems, skip: 1 });
		const { items } = await list();

		expect(items).toHaveLength(3);
	});

	describe('where Tight answers with a bare list', () => {
		const bare = useSandbox({ v5ListShape: 'array' });

		it('puts out the same, its access tokens left out', async () => {
			const { items, run: all } = await list({}, {}, bare);

			expect(items).toHaveLength(3);
			expect(items[0]).toMatchObject({ status: 'ACTIVE', apiInstitutionId: 'ins_109508' });
			expect(JSON.stringify(all)).not.toContain('access-sandbox-');
		});

		it('keeps to the limit', async () => {
			const { items } = await list({ returnAll: false, limit: 1 }, {}, bare);

			expect(items).toHaveLength(1);
		});
	});
});

describe('Get', () => {
	it("finds the Item that an event of Plaid's names, with its access token", async () => {
		const [, second] = await itemsOf();
		const { items, error, after } = await get('={{ $json.item_id }}', WITH_TOKEN, {
			input: [{ item_id: second.apiItemId, webhook_code: 'SYNC_UPDATES_AVAILABLE' }],
			after: "={{ $('Start').item.json.webhook_code }}",
		});

		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ id: second.id }]);
		expect(items[0]).toHaveProperty('apiAccessToken', 'access-sandbox-bakery-12346');
		expect(after).toEqual(['SYNC_UPDATES_AVAILABLE']);
	});

	it('puts out no access token that was not asked for', async () => {
		const [first] = await itemsOf();
		for (const simplify of [true, false]) {
			const found = await get(String(first.apiItemId), { simplify });

			expect(found.items).toMatchObject([{ id: first.id }]);
			expect(JSON.stringify(found.run)).not.toContain('access-sandbox-');
		}
	});

	it.each(ERROR_MODES)('fails its own item when Tight has none, mode %s', async (onError) => {
		const [first] = await itemsOf();
		const known = String(first.apiItemId);
		const other = known.toLowerCase();
		const found = await get(
			'={{ $json.item_id }}',
			{},
			{
				input: [{ item_id: known }, { item_id: other }],
				onError,
			},
		);
		const [failed] = onError === 'continueErrorOutput' ? found.failedItems : found.items.slice(1);
		const message = onError ? failed.error : found.error?.message;

		expect(message).toContain(
			`Tight has no Plaid Item with the Plaid Item ID '${other}' (upper and lower case matter) in the books of the user 'user-bakery'`,
		);
		if (onError) {
			expect(found.items[0]).toMatchObject({ apiItemId: known });
			expect(failed.details).toMatchObject({ outcome: 'refused', statusCode: 404 });
		}
	});

	it("does not find an Item in another user's books", async () => {
		const [ofStudio] = await itemsOf(STUDIO);
		const found = await get(String(ofStudio.apiItemId), { userId: BAKERY });

		expect(found.error?.message).toContain("in the books of the user 'user-bakery'");
	});

	it('finds the Item in use when a bank was unlinked and linked again', async () => {
		const rows = ['DELETED', 'ACTIVE'].map((status, id) => ({ id, status, apiItemId: 'again' }));
		sandbox.current.fault({ effect: 'status', status: 200, body: rows, path: PATHS.plaidItems });
		const { items } = await get('again');

		expect(items).toEqual([{ id: 1, status: 'ACTIVE', apiItemId: 'again' }]);
	});

	it('asks for the ID before anything is sent', async () => {
		const { error } = await get('={{ $json.nothing }}');

		expect(error?.message).toContain("Item 0 was not sent to Tight: 'Plaid Item ID' is missing");
		expect(sandbox.current.journal).toEqual([]);
	});
});

describe('Delete', () => {
	it.each([true, false])("deletes by Tight's ID, Remove From Plaid %s", async (isRemoved) => {
		const [first, ...others] = await itemsOf();
		const { items, error } = await remove(String(first.id), { removeFromPlaid: isRemoved });

		expect(error).toBeUndefined();
		expect(items).toEqual([{ ...first, deleted: true }]);
		expect(bodiesOf(sandbox.current, PATHS.plaidItem)).toEqual([
			{ id: first.id, removeFromPlaid: isRemoved },
		]);
		expect(await itemsOf()).toEqual(others);
	});

	it('takes the ID and the choice from each item, and leaves access tokens out', async () => {
		const before = await itemsOf();
		const { run: all, origins } = await remove(
			'={{ $json.id }}',
			{ removeFromPlaid: '={{ $json.bill }}' },
			{ input: before.slice(0, 2).map(({ id }, index) => ({ id, bill: index === 0 })) },
		);

		expect(origins).toEqual([0, 1]);
		expect(bodiesOf(sandbox.current, PATHS.plaidItem)).toEqual([
			{ id: before[0].id, removeFromPlaid: true },
			{ id: before[1].id, removeFromPlaid: false },
		]);
		expect(JSON.stringify(all)).not.toContain('access-sandbox-');
	});

	it.each([
		['is missing', '={{ $json.nothing }}', "'Tight ID' is missing"],
		[
			'is Plaid’s',
			'AE7w17gMyNtn81',
			'\'Tight ID\' must be a whole number, but is "AE7w17gMyNtn81"',
		],
		['is no whole number', '1.5', "'Tight ID' must be a whole number, but is 1.5"],
	])('sends nothing when the ID %s', async (_, id, message) => {
		const { error } = await remove(id);

		expect(error?.message).toContain(`Item 0 was not sent to Tight: ${message}`);
		expect(sandbox.current.journal).toEqual([]);
	});

	it.each(ERROR_MODES)("deletes nothing of another user's, mode %s", async (onError) => {
		const [ofStudio] = await itemsOf(STUDIO);
		const deletion = await remove(ofStudio.id, { userId: BAKERY }, { onError });
		const failed = [...deletion.failedItems, ...deletion.items];
		const message = onError ? failed[0].error : deletion.error?.message;

		expect(message).toContain(
			`Tight has no Plaid Item with the Tight ID ${String(ofStudio.id)} in the books of the user 'user-bakery'`,
		);
		expect(requestsTo(sandbox.current, PATHS.plaidItem)).toEqual([]);
		expect(await itemsOf(STUDIO)).toHaveLength(3);
	});

	it.each<[string, IDataObject, string]>([
		[
			'HTTP 200 and FAILURE',
			{
				status: 200,
				body: {
					status: 'FAILURE',
					response: {},
					errors: { fieldErrors: { id: { type: 'DELETE', errorMessage: 'In use' } } },
				},
			},
			"Tight refused item 0: In use (DELETE, 'id')",
		],
		['HTTP 400', { status: 400, body: { error: 'No' } }, 'Tight refused item 0: No'],
		[
			'HTTP 404',
			{ status: 404, body: { error: 'Not found' } },
			'There is no DELETE /rest/v5/banks/plaidItem at this host',
		],
		['HTTP 403', { status: 403, body: {} }, 'Tight does not allow this'],
	])('says why Tight refused: %s', async (_, answer, message) => {
		const [first] = await itemsOf();
		sandbox.current.fault({ effect: 'status', ...answer, path: only(PATHS.plaidItem) } as never);
		const { error } = await remove(first.id);

		expect(error?.message).toContain(message);
		expect(requestsTo(sandbox.current, PATHS.plaidItem)).toHaveLength(1);
	});

	describe('when Tight accepts it without a word', () => {
		const accept = (stored: boolean) =>
			sandbox.current.fault({
				effect: 'status',
				status: 200,
				body: '',
				stored,
				path: only(PATHS.plaidItem),
			});

		it.each([true, false])('is done when the Item is gone, Remove From Plaid %s', async (more) => {
			const [first] = await itemsOf();
			accept(true);
			const { items, error } = await remove(first.id, { removeFromPlaid: more });

			expect(error).toBeUndefined();
			expect(items).toMatchObject([{ id: first.id, deleted: true }]);
		});

		it('is not known when the Item is still there', async () => {
			const [first] = await itemsOf();
			accept(false);
			const { error } = await remove(first.id);

			expect(error?.message).toContain(
				'Tight accepted the call, but did not say what became of it',
			);
		});
	});

	describe('when the outcome is not known', () => {
		const unknown = (stored: boolean, effect = 'cut') =>
			sandbox.current.fault({
				effect,
				...(effect === 'status' && { status: 503 }),
				stored,
				path: only(PATHS.plaidItem),
			});

		it.each(['cut', 'status'])('looks, and is done when the Item is gone: %s', async (effect) => {
			const [first] = await itemsOf();
			unknown(true, effect);
			const { items, error } = await remove(first.id);

			expect(error).toBeUndefined();
			expect(items).toMatchObject([{ id: first.id, deleted: true }]);
			expect(requestsTo(sandbox.current, PATHS.plaidItem)).toHaveLength(1);
		});

		it('does not send it again when the Item is still there', async () => {
			const [first] = await itemsOf();
			unknown(false);
			const { error } = await remove(first.id);

			expect(error?.message).toContain('Item 0 may or may not have been deleted');
			expect(requestsTo(sandbox.current, PATHS.plaidItem)).toHaveLength(1);
			expect(await itemsOf()).toHaveLength(3);
		});

		it('does not say that Plaid has removed it, since Tight alone was seen', async () => {
			const [first] = await itemsOf();
			unknown(true);
			const { failedItems } = await remove(
				first.id,
				{ removeFromPlaid: true },
				{ onError: 'continueErrorOutput' },
			);

			expect(failedItems[0].error).toContain(
				'Tight no longer has the Item, but whether it was removed at Plaid is not known',
			);
			expect(failedItems[0].details).toMatchObject({ outcome: 'unknown' });
		});
	});

	it('says that nothing was sent when the list could not be read', async () => {
		sandbox.current.fault({ effect: 'status', status: 403, path: PATHS.plaidItems });
		const { error } = await remove(52321);

		expect(error?.message).toContain('Tight refused item 0');
		expect(requestsTo(sandbox.current, PATHS.plaidItem)).toEqual([]);
	});
});

describe('Tokens', () => {
	it('of version 5 are asked for with the keys in the form, for the user', async () => {
		await list();

		expect(bodiesOf(sandbox.current, PATHS.v5Login)).toEqual([
			{
				grant_type: 'client_credentials',
				client_id: sandbox.current.clientId,
				client_secret: sandbox.current.clientSecret,
				userId: BAKERY,
			},
		]);
		expect(requestsTo(sandbox.current, PATHS.token)).toEqual([]);
	});

	it('are apart for each version: neither is ever refused by the other', async () => {
		for (let times = 0; times < 2; times++) {
			const v6 = await runTight(sandbox.current, {
				parameters: { resource: 'bankAccount', operation: 'getAll' },
			});
			const v5 = await list();
			expect([v6.error, v5.error]).toEqual([undefined, undefined]);
		}

		expect(sandbox.current.journal.map(({ status }) => status)).not.toContain(401);
		expect(requestsTo(sandbox.current, PATHS.token)).toHaveLength(1);
		expect(requestsTo(sandbox.current, PATHS.v5Login)).toHaveLength(1);
	});

	it('are of one user each, in one run', async () => {
		const { items, error } = await list(
			{ userId: '={{ $json.user }}', ...WITH_TOKEN },
			{ input: [{ user: BAKERY }, { user: STUDIO }, { user: BAKERY }] },
		);

		expect(error).toBeUndefined();
		expect(items.map(({ apiAccessToken }) => String(apiAccessToken).split('-')[2])).toEqual([
			...Array.from({ length: 3 }, () => 'bakery'),
			...Array.from({ length: 3 }, () => 'studio'),
			...Array.from({ length: 3 }, () => 'bakery'),
		]);
		expect(usersOf(PATHS.v5Login).sort()).toEqual([BAKERY, STUDIO]);
	});

	it('are renewed once when Tight refuses them', async () => {
		await list();
		sandbox.current.expireTokens();
		const { items } = await list();

		expect(items).toHaveLength(3);
		expect(answersOf(PATHS.plaidItems)).toEqual([200, 401, 200]);
		expect(usersOf(PATHS.v5Login)).toEqual([BAKERY, BAKERY]);
	});

	it('are renewed once before a deletion too, which is done once', async () => {
		const [first] = await itemsOf();
		sandbox.current.fault({ effect: 'expireToken', path: only(PATHS.plaidItem) });
		const { items } = await remove(first.id);

		expect(items).toMatchObject([{ id: first.id, deleted: true }]);
		expect(answersOf(PATHS.plaidItem)).toEqual([401, 200]);
	});

	it('fail the items of an unknown user only', async () => {
		const { items, failedItems } = await list(
			{ userId: '={{ $json.user }}' },
			{ input: [{ user: 'nobody' }, { user: BAKERY }], onError: 'continueErrorOutput' },
		);

		expect(items).toHaveLength(3);
		expect(failedItems[0].error).toContain(
			"Tight gave no token for the user 'nobody': Unknown userId. Check 'User ID'",
		);
	});

	it('are not given for wrong keys, which the message does not show', async () => {
		const { error, run: all } = await list({}, { credential: { clientSecret: 'wrong-secret' } });

		expect(error?.message).toContain(
			"Tight did not accept the client keys: Invalid client credentials. Check 'Client ID' and 'Client Secret'",
		);
		expect(JSON.stringify([all, error?.message])).not.toContain('wrong-secret');
	});
});

describe('A credential', () => {
	it.each(['getAll', 'get', 'delete'])(
		'that is an access token of version 6 is never sent, for %s',
		async (operation) => {
			const accessToken = await tokenMadeElsewhere(sandbox.current, BAKERY);
			const { error } = await run(
				{ operation, apiItemId: 'x', recordId: '1' },
				{ credential: { authentication: 'accessToken', accessToken, userId: '' } },
			);

			expect(error?.message).toContain(
				"Item 0 was not sent to Tight: Plaid Items and Plaid Accounts belong to version 5 of Tight's API",
			);
			expect(error?.message).toContain(
				"Use a credential whose 'Authentication' is Client Credentials",
			);
			expect(sandbox.current.journal).toEqual([]);
		},
	);

	it.each(['getAll', 'get', 'delete'])('without a user needs one, for %s', async (operation) => {
		const { error } = await run(
			{ operation, apiItemId: 'x', recordId: '1' },
			{ credential: { userId: '' } },
		);

		expect(error?.message).toContain("'User ID' is missing");
		expect(sandbox.current.journal).toEqual([]);
	});

	it('that only reads lists Items, and deletes none', async () => {
		const [first] = await itemsOf();
		const credential = { scope: 'read' };
		const read = await list({}, { credential });
		const deletion = await remove(first.id, {}, { credential });

		expect(read.items).toHaveLength(3);
		expect(deletion.error?.message).toContain("'Scope' of the credential is Read");
		expect(requestsTo(sandbox.current, PATHS.plaidItem)).toEqual([]);
	});
});

describe('An access token of a bank', () => {
	it.each([
		['broken JSON', '{"data": [{"apiAccessToken": "access-sandbox-bakery-12345"'],
		['a refusal', JSON.parse('{"error": "No", "data": [{"apiAccessToken": "access-sandbox-1"}]}')],
	])('is not shown by a message about %s', async (_, body) => {
		for (const status of [200, 400, 403, 409]) {
			sandbox.current.clearFaults();
			sandbox.current.fault({
				effect: 'status',
				status,
				body: body as never,
				headers: { 'content-type': 'application/json' },
				path: PATHS.plaidItems,
			});
			const { run: all, error } = await list();

			expect(JSON.stringify([all, error?.message, error?.stack])).not.toContain('access-sandbox-');
		}
	});
});

it('is linked from an access token, found by Plaid’s ID, and deleted by Tight’s', async () => {
	const linked = await runTight(sandbox.current, {
		parameters: {
			resource: 'integration',
			operation: 'linkPlaid',
			accessToken: 'access-new',
			additionalFields: { tranStartDate: '2025-01-01' },
		},
	});
	const { apiItemId } = (await itemsOf())[3];
	const found = await get(String(apiItemId), WITH_TOKEN);
	const deletion = await remove(found.items[0].id);

	expect(linked.error).toBeUndefined();
	expect(found.items[0]).toHaveProperty('apiAccessToken', 'access-new');
	expect(deletion.error).toBeUndefined();
	expect(await itemsOf()).toHaveLength(3);
});
