import type { IDataObject } from 'n8n-workflow';

import { only, PATHS } from '../../../support/journal';
import { matchingRows, savingRows, sourcedRows } from '../../../support/rows';
import {
	askWithCredential,
	BAKERY,
	runTight,
	tokenMadeElsewhere,
	useSandbox,
	type TightRun,
} from '../../../support/tight';

/** Promise 5: secrets never appear in errors, or in output that did not ask for them. */

const sandbox = useSandbox();

/** What an answer holds that repeats what it was sent. */
const repeating = (headers: Record<string, unknown>) => ({
	result: 'FAILURE',
	data: null,
	error: [{ type: 'UNKNOWN_ERROR', message: `Seen: ${JSON.stringify(headers)}` }],
});

function expectNoSecrets(run: TightRun) {
	const everything = JSON.stringify([run.run, run.error?.message, run.error?.stack]);
	expect(everything).not.toContain(sandbox.current.clientSecret);
	expect(everything).not.toContain('access-sandbox-');
	const basic = Buffer.from(`${sandbox.current.clientId}:${sandbox.current.clientSecret}`);
	expect(everything).not.toContain(basic.toString('base64'));
	expect(everything).not.toMatch(/Bearer|Basic /);
	return everything;
}

const faults: Array<[name: string, fault: IDataObject & { effect: string }]> = [
	['a 500', { effect: 'status', status: 500 }],
	['a 401 for ever', { effect: 'status', status: 401, times: Infinity }],
	['a 403', { effect: 'status', status: 403 }],
	['a cut connection', { effect: 'cut' }],
	['a page', { effect: 'html' }],
	['refused rows', { effect: 'rejectRows', rows: [0] }],
	[
		'an answer that repeats the client secret',
		{
			effect: 'status',
			status: 400,
			body: repeating({ secret: 'sandbox-client-secret-not-real' }) as never,
		},
	],
];

it.each(faults)('none after %s, in any mode', async (_, fault) => {
	for (const onError of [undefined, 'continueRegularOutput', 'continueErrorOutput'] as const) {
		sandbox.current.clearFaults();
		sandbox.current.fault({ ...fault, path: only(PATHS.bankTransactions) });
		const run = await runTight(sandbox.current, {
			parameters: savingRows(),
			input: sourcedRows(2),
			onError,
		});

		expectNoSecrets(run);
	}
});

it.each([
	['a refusal', { effect: 'status', status: 401 }],
	['a page', { effect: 'html' }],
	[
		'an answer that repeats the secret',
		{
			effect: 'status',
			status: 401,
			body: { error: 'invalid_client', error_description: 'sandbox-client-secret-not-real' },
		},
	],
])('none when no token is given: %s', async (_, fault) => {
	sandbox.current.fault({ ...fault, path: PATHS.token });
	const run = await runTight(sandbox.current, {
		parameters: savingRows(),
		input: sourcedRows(1),
	});

	expect(run.error).toBeDefined();
	expectNoSecrets(run);
});

it.each([200, 400, 401, 403, 404, 500])(
	'the keys are hidden when a host answers %d with the request for a token',
	async (status) => {
		const { clientId, clientSecret } = sandbox.current;
		const keys = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
		sandbox.current.fault({ effect: 'echo', status, path: PATHS.token, times: Infinity });
		const run = await runTight(sandbox.current, {
			parameters: savingRows(),
			input: sourcedRows(1),
		});
		const asked = await askWithCredential(sandbox.current, PATHS.bankAccounts);

		// Nothing of an answer of success is shown, since it may hold a token.
		const isQuoted = status >= 300;
		expect(run.error?.message.includes('Basic ••••••')).toBe(isQuoted);
		const everything = JSON.stringify([run.run, run.error?.stack, asked.error?.message]);
		expect(everything).not.toContain(keys);
		expect(everything).not.toContain(clientSecret);
	},
);

it('an access token is hidden when an answer repeats it', async () => {
	const accessToken = 'a-token-that-someone-made-elsewhere';
	sandbox.current.fault({
		effect: 'status',
		status: 400,
		body: repeating({ authorization: `Bearer ${accessToken}` }),
	});
	const run = await runTight(sandbox.current, {
		parameters: { resource: 'bankTransaction', operation: 'getAll' },
		credential: { authentication: 'accessToken', accessToken },
	});

	expect(run.error?.message).toContain('••••••');
	expect(JSON.stringify([run.run, run.error?.stack])).not.toContain(accessToken);
});

describe('A token that the node made', () => {
	/** Lets the node be given a token that this test knows. */
	async function knownToken() {
		const token = await tokenMadeElsewhere(sandbox.current, BAKERY);
		const body = { access_token: token, token_type: 'Bearer', expires_in: 3600, scope: 'write' };
		sandbox.current.fault({ effect: 'status', status: 200, body, path: PATHS.token });
		return token;
	}

	it('is in no output', async () => {
		const token = await knownToken();
		for (const parameters of [
			matchingRows(),
			{ resource: 'bankAccount', operation: 'getAll', simplify: false, expand: ['integration'] },
			{ resource: 'customer', operation: 'getAll' },
		]) {
			const run = await runTight(sandbox.current, { parameters, input: sourcedRows(1) });

			expect(run.error).toBeUndefined();
			expect(expectNoSecrets(run)).not.toContain(token);
		}
	});

	it('is hidden when an answer repeats it', async () => {
		const token = await knownToken();
		sandbox.current.fault({
			effect: 'status',
			status: 400,
			body: repeating({ authorization: token }),
			path: only(PATHS.bankTransactions),
		});
		const run = await runTight(sandbox.current, {
			parameters: savingRows(),
			input: sourcedRows(1),
			onError: 'continueErrorOutput',
		});

		expect(run.failedItems[0].error).toContain('••••••');
		expect(expectNoSecrets(run)).not.toContain(token);
	});
});
