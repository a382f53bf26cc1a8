import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import {
	batchesTo,
	only,
	PATHS,
	requestCount,
	requestsTo,
	tokensAskedFor,
} from '../../../support/journal';
import { CHECKING, rowsOf, savingRows, STUDIO_CHECKING } from '../../../support/rows';
import { BAKERY, runTight, STUDIO, tokenMadeElsewhere, useSandbox } from '../../../support/tight';

/** Promise 4: a row lands in the right books. Tokens are made, kept and renewed for each user. */

const sandbox = useSandbox();

const amountsOf = (user: string) =>
	sandbox.current.books(user).bankTransactions.map(({ amount }) => amount as number);

const ACCOUNTS: Record<string, string> = { [BAKERY]: CHECKING, [STUDIO]: STUDIO_CHECKING };

/** Rows of users, one for each name; amounts count up. */
const rowsFor = (...users: string[]): IDataObject[] =>
	rowsOf(users.map((_, index) => index)).map((row, index) => ({
		...row,
		user: users[index],
		bankAccountId: ACCOUNTS[users[index]] ?? CHECKING,
	}));

const PER_ITEM = '={{ $json.user }}';

interface Saving {
	input: IDataObject[];
	more?: INodeParameters;
	onError?: OnError;
	credential?: IDataObject;
	credentialId?: string;
}

const save = async ({ input, more, ...options }: Saving) =>
	await runTight(sandbox.current, { parameters: savingRows(more), input, ...options });

describe('Whose books', () => {
	it("are the credential's user's when the node names none", async () => {
		await save({ input: rowsFor(BAKERY) });

		expect(amountsOf(BAKERY)).toEqual([0]);
		expect(amountsOf(STUDIO)).toEqual([]);
	});

	it('are those of the user that each item names; batches never mix users', async () => {
		const input = rowsFor(BAKERY, STUDIO, BAKERY, STUDIO, STUDIO, BAKERY);
		const run = await save({ input, more: { userId: PER_ITEM } });

		expect(run.error).toBeUndefined();
		expect(amountsOf(BAKERY)).toEqual([0, 2, 5]);
		expect(amountsOf(STUDIO)).toEqual([1, 3, 4]);
		expect(run.items.map(({ amount }) => amount)).toEqual([0, 1, 2, 3, 4, 5]);
		expect(run.origins).toEqual([0, 1, 2, 3, 4, 5]);
		expect(batchesTo(sandbox.current, PATHS.bankTransactions)).toHaveLength(2);
	});

	it.each(['={{ $json.user }}', '={{ $json.usr }}'])(
		"are nobody's, not the credential's, when %s gives nothing",
		async (userId) => {
			const input = rowsFor(BAKERY).map((row) => ({ ...row, user: null }));
			const run = await save({ input, more: { userId }, onError: 'continueErrorOutput' });

			expect(sandbox.current.journal).toEqual([]);
			expect(run.failedItems).toMatchObject([
				{
					error: expect.stringContaining(
						"Item 0 was not sent to Tight: 'User ID' has no value for this item. Correct the expression",
					),
				},
			]);
		},
	);

	it("are nobody's either when something is read", async () => {
		const run = await runTight(sandbox.current, {
			parameters: { resource: 'bankTransaction', operation: 'getAll', userId: '={{ $json.usr }}' },
		});

		expect(run.error?.message).toContain("'User ID' has no value for this item");
		expect(sandbox.current.journal).toEqual([]);
	});

	it('must be known for a save: without any user nothing is sent', async () => {
		const run = await save({ input: rowsFor(BAKERY), credential: { userId: '' } });

		expect(run.error?.message).toContain("Item 0 was not sent to Tight: 'User ID' is missing");
		expect(sandbox.current.journal).toEqual([]);
	});

	it("need not be known for reading: a partner's own token sees all companies", async () => {
		await save({ input: rowsFor(BAKERY, STUDIO), more: { userId: PER_ITEM } });
		const run = await runTight(sandbox.current, {
			parameters: { resource: 'bankTransaction', operation: 'getAll' },
			credential: { userId: '' },
		});

		expect(run.items).toHaveLength(2);
		expect(tokensAskedFor(sandbox.current)).toContain(null);
	});
});

describe('An unknown user', () => {
	it('fails its own rows only', async () => {
		const run = await save({
			input: rowsFor(BAKERY, 'nobody', STUDIO, 'nobody'),
			more: { userId: PER_ITEM },
			onError: 'continueErrorOutput',
		});

		expect(run.origins).toEqual([0, 2]);
		expect(run.failedOrigins).toEqual([1, 3]);
		for (const { error, details } of run.failedItems) {
			expect(error).toContain("Tight gave no token for the user 'nobody': Unknown user");
			expect(error).toContain("Check 'User ID'");
			expect(details).toMatchObject({ outcome: 'notSent' });
		}
		expect(tokensAskedFor(sandbox.current).filter((user) => user === 'nobody')).toHaveLength(1);
	});

	it('stops the node, which says what was saved', async () => {
		const run = await save({
			input: rowsFor(BAKERY, 'nobody'),
			more: { userId: PER_ITEM, options: { parallelRequests: 1 } },
		});

		expect(run.error?.message).toMatch(
			/^Item 1 was not sent to Tight: .*\(1 of 2 items was saved\)$/,
		);
	});
});

describe('Tokens', () => {
	it('are made once for each user in a run, also for parallel batches', async () => {
		const users = Array.from({ length: 40 }, (_, index) => (index % 2 ? BAKERY : STUDIO));
		const run = await save({
			input: rowsFor(...users),
			more: { userId: PER_ITEM, options: { batchSize: 2, parallelRequests: 8 } },
		});

		expect(run.error).toBeUndefined();
		expect(tokensAskedFor(sandbox.current).sort()).toEqual([BAKERY, STUDIO]);
		expect(requestCount(sandbox.current)).toBe(20);
	});

	it('are used again in later runs', async () => {
		await save({ input: rowsFor(BAKERY) });
		await save({ input: rowsFor(BAKERY) });

		expect(tokensAskedFor(sandbox.current)).toEqual([BAKERY]);
	});

	it.each([
		['credentials', { credentialId: '2' }],
		['client secrets', { credential: { clientSecret: 'another' } }],
		['scopes', { credential: { scope: 'read' } }],
	])('are not shared between %s', async (_, options) => {
		await save({ input: rowsFor(BAKERY) });
		await save({ input: rowsFor(BAKERY), ...options });

		expect(tokensAskedFor(sandbox.current)).toHaveLength(2);
	});

	it('are renewed once when Tight refuses them, and nothing is saved twice', async () => {
		await save({ input: rowsFor(BAKERY) });
		sandbox.current.expireTokens();
		const run = await save({
			input: rowsFor(...(Array(8).fill(BAKERY) as string[])),
			more: { options: { batchSize: 2, parallelRequests: 4 } },
		});

		expect(run.error).toBeUndefined();
		expect(tokensAskedFor(sandbox.current)).toEqual([BAKERY, BAKERY]);
		expect(amountsOf(BAKERY)).toHaveLength(9);
	});

	it('are renewed when they expire on the way', async () => {
		sandbox.current.fault({ effect: 'expireToken', path: only(PATHS.bankTransactions) });
		const run = await save({ input: rowsFor(BAKERY) });

		expect(run.error).toBeUndefined();
		expect(tokensAskedFor(sandbox.current)).toEqual([BAKERY, BAKERY]);
		expect(requestsTo(sandbox.current, PATHS.bankTransactions).map(({ status }) => status)).toEqual(
			[401, 200],
		);
	});

	it('are not renewed for ever', async () => {
		sandbox.current.fault({
			effect: 'expireToken',
			path: only(PATHS.bankTransactions),
			times: Infinity,
		});
		const run = await save({ input: rowsFor(BAKERY) });

		expect(run.error?.message).toContain('Tight did not accept the token');
		expect(tokensAskedFor(sandbox.current)).toHaveLength(2);
	});

	it('are asked for again after a fault, because asking does no harm', async () => {
		sandbox.current.fault({ effect: 'status', status: 503, path: PATHS.token });
		const run = await save({ input: rowsFor(BAKERY) });

		expect(run.error).toBeUndefined();
		expect(amountsOf(BAKERY)).toEqual([0]);
	});
});

describe('Wrong keys', () => {
	it.each([
		['secret', { clientSecret: 'wrong' }],
		['client ID', { clientId: 'wrong' }],
	])('a wrong %s is named once for all rows, with its remedy', async (_, credential) => {
		const run = await save({
			input: rowsFor(BAKERY, BAKERY, STUDIO),
			more: { options: { batchSize: 1, parallelRequests: 1 } },
			credential,
			onError: 'continueErrorOutput',
		});

		expect(run.failedOrigins).toEqual([0, 1, 2]);
		expect(run.failedItems[0].error).toContain(
			"Tight did not accept the client keys: Invalid client credentials (BAD_REQUEST). Check 'Client ID' and 'Client Secret'",
		);
		expect(requestsTo(sandbox.current, PATHS.token)).toHaveLength(1);
		expect(requestCount(sandbox.current)).toBe(0);
	});

	it('a host that is not Tight’s is told as such', async () => {
		sandbox.current.fault({ effect: 'html', path: PATHS.token });
		const run = await save({ input: rowsFor(BAKERY) });

		expect(run.error?.message).toContain(
			`${sandbox.current.url} is not Tight's API (HTTP 200: it is a web page)`,
		);
		expect(run.error?.message).toContain("Check 'Environment' and 'Base URL'");
	});
});

describe('A credential that is an access token', () => {
	const forUser = async (userId: string) => ({
		authentication: 'accessToken',
		accessToken: await tokenMadeElsewhere(sandbox.current, userId),
		userId: '',
	});

	it('saves as its user and asks for no other token', async () => {
		const credential = await forUser(STUDIO);
		const run = await save({ input: rowsFor(STUDIO), credential });

		expect(run.error).toBeUndefined();
		expect(amountsOf(STUDIO)).toEqual([0]);
		expect(tokensAskedFor(sandbox.current)).toEqual([]);
	});

	it('refuses a User ID, because the row would land in other books', async () => {
		const credential = await forUser(STUDIO);
		const run = await save({
			input: rowsFor(STUDIO, BAKERY),
			more: { userId: "={{ $itemIndex === 1 ? $json.user : '' }}" },
			credential,
		});

		expect(run.error?.message).toContain(
			"Item 1 was not sent to Tight: 'User ID' must be empty, because the credential is an access token",
		);
		expect(sandbox.current.journal).toEqual([]);
	});

	it('that has expired says so, after one attempt', async () => {
		const credential = await forUser(STUDIO);
		sandbox.current.expireTokens();
		const run = await save({ input: rowsFor(STUDIO), credential });

		expect(run.error?.message).toContain('The access token has expired (EXPIRED_TOKEN)');
		expect(run.error?.message).toContain('Check the credential');
		expect(sandbox.current.journal).toHaveLength(1);
		expect(run.error?.message).not.toContain(credential.accessToken);
	});
});

describe('An expression for User ID', () => {
	const gives = (userId: string, json: IDataObject = {}) =>
		runTight(sandbox.current, {
			parameters: savingRows({ userId }),
			input: rowsOf([1], json),
		});

	it.each([
		['nothing', '={{ $json.userid }}', {}],
		['nothing, with a blank behind it', '={{ $json.userid }} ', {}],
		['nothing, with text before it', '=user-{{ $json.userid }}', {}],
		['empty text', '={{ $json.user }}', { user: '' }],
		['a blank cell', '={{ $json.user }}', { user: ' ' }],
	])('that gives %s is an error', async (_, userId, json) => {
		const { error } = await gives(userId, json);
		expect(error?.message).toContain("'User ID' has no value for this item");
		expect(sandbox.current.books(BAKERY).bankTransactions).toEqual([]);
	});

	it('may put a user together', async () => {
		const { error } = await gives('=user-{{ $json.name }}', { name: 'studio' });
		// The account is one of another user, which shows whose books were meant.
		expect(error?.message).toContain("'Bank Account'");
	});

	it('left empty means the user of the credential', async () => {
		expect((await gives('')).error).toBeUndefined();
	});
});

it('An API Source ID of which a part has no value is an error', async () => {
	const { error } = await runTight(sandbox.current, {
		parameters: {
			resource: 'bankTransaction',
			operation: 'upsert',
			mappingMode: 'defineBelow',
			matchOn: 'apiSourceId',
			date: '2025-02-24',
			amount: '1',
			description: 'x',
			apiName: 'CSV_IMPORT',
			bankAccountId: { __rl: true, mode: 'id', value: CHECKING },
			apiSourceId: '=bank-{{ $json.Reference }}',
		},
		input: [{ ref: '7' }],
	});
	expect(error?.message).toContain(
		"'Api Source ID' has no value for this item: {{ $json.Reference }}",
	);
});
