import type { IDataObject } from 'n8n-workflow';

import { BAKERY, credentialFor, runMx, useMxSandbox } from '../../support/mx';

const sandbox = useMxSandbox();

const listing = (more = {}) => ({
	resource: 'transaction',
	operation: 'getAll',
	scope: 'user',
	userGuid: BAKERY,
	returnAll: true,
	...more,
});

const statuses = () => sandbox.current.journal.map(({ status }) => status);

describe('What MX refuses', () => {
	it.each([
		[
			'wrong keys',
			{ apiKey: 'wrong' },
			"Invalid client_id or api_key (authentication_error, unauthorized). Check 'Client ID' and 'API Key'",
		],
		[
			'a wrong version',
			{ acceptVersion: 'v1999' },
			"A valid API version must be specified (version_error, not_acceptable). MX does not serve the version 'v1999'. Set 'Accept Version'",
		],
	])('%s', async (_, credential, message) => {
		const run = await runMx(sandbox.current, { parameters: listing(), credential });

		expect(run.error?.message).toContain(`MX refused item 0: ${message}`);
		expect(sandbox.current.journal).toHaveLength(1);
	});

	it('an address that is not on the allowlist', async () => {
		sandbox.current.fault({
			effect: 'status',
			status: 403,
			body: { error: { message: 'Request from a non-whitelisted address' } },
		});
		const run = await runMx(sandbox.current, { parameters: listing() });

		expect(run.error?.message).toContain(
			'MX refused item 0: Request from a non-whitelisted address. MX answers so when the address of this n8n is not on your allowlist',
		);
	});

	it('a record that it does not have, after it was looked for three times', async () => {
		const run = await runMx(sandbox.current, { parameters: listing({ userGuid: 'USR-1' }) });

		expect(run.error?.message).toContain(
			'MX refused item 0: User not found (not_found). Check the GUIDs of the item',
		);
		expect(statuses()).toEqual([404, 404, 404]);
	});

	it('not, once a record that was made a moment ago is there', async () => {
		sandbox.current.fault({ effect: 'status', status: 404 });
		const run = await runMx(sandbox.current, { parameters: listing() });

		expect(run.error).toBeUndefined();
		expect(statuses()).toEqual([404, 200]);
	});

	it.each([
		[{ error: 'Not today' }, 'Not today'],
		[{ error: { message: 'Not today', later: 1 } }, 'Not today'],
		[{ error: {} }, 'MX answered with HTTP 400: {"error":{}}'],
		[{ errors: ['Not today'] }, 'MX answered with HTTP 400: {"errors":["Not today"]}'],
	])('in its own words: %j', async (body, message) => {
		sandbox.current.fault({ effect: 'status', status: 400, body });
		const run = await runMx(sandbox.current, { parameters: listing() });

		expect(run.error?.message).toBe(`MX refused item 0: ${message} (0 of 1 items were read)`);
	});
});

describe('What does no harm is asked again', () => {
	it.each([
		['a broken connection', { effect: 'cut' as const }, null],
		['a 503', { effect: 'status' as const, status: 503 }, 503],
		['a 502 of a gateway', { effect: 'html' as const, status: 502 }, 502],
		[
			'a rate limit',
			{ effect: 'status' as const, status: 429, headers: { 'retry-after': '1' } },
			429,
		],
	])('after %s', async (_, fault, status) => {
		sandbox.current.fault(fault);
		const run = await runMx(sandbox.current, { parameters: listing() });

		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(60);
		expect(statuses()).toEqual([status, 200]);
	});
});

describe('An answer that is not from MX', () => {
	it.each([
		['a page', { effect: 'html' as const }, "the answer is not MX's: "],
		[
			'rows without a GUID',
			{
				effect: 'status' as const,
				status: 200,
				body: { transactions: [{ id: 1 }], pagination: { total_pages: 1, total_entries: 1 } },
			},
			"the answer is not MX's: 'transactions.0.guid' is missing or of another kind",
		],
	])('%s is no empty list', async (_, fault, message) => {
		sandbox.current.fault(fault);
		const run = await runMx(sandbox.current, { parameters: listing() });

		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain(`MX gave no usable answer for item 0: ${message}`);
		expect(run.error?.message).toContain("Check 'Environment' and 'Base URL' of the credential");
	});

	it('a redirect is not followed', async () => {
		sandbox.current.fault({ effect: 'redirect' });
		const run = await runMx(sandbox.current, { parameters: listing() });

		expect(run.error?.message).toContain('MX answered with HTTP 302. Check');
	});

	it('a host that does not answer is told', async () => {
		const run = await runMx(sandbox.current, {
			parameters: listing(),
			credential: { baseUrl: 'http://127.0.0.1:9' },
		});

		expect(run.error?.message).toContain(
			'Item 0 was not sent to MX: the host refused the connection',
		);
	});
});

describe('A number that is none', () => {
	it.each<[string, object, string]>([
		[
			'Limit',
			{ returnAll: false, limit: 0 },
			"Item 0 was not sent to MX: 'Limit' must be a whole number of 1 or more, but is 0",
		],
		[
			'Limit of an expression',
			{ returnAll: false, limit: '={{ "many" }}' },
			'Item 0 was not sent to MX: \'Limit\' must be a whole number of 1 or more, but is "many"',
		],
		[
			'Timeout',
			{ options: { timeout: '={{ "long" }}' } },
			'\'Timeout (Seconds)\' must be a whole number from 1 to 3600, but is "long"',
		],
	])('is told, and not replaced: %s', async (_, parameters, message) => {
		const run = await runMx(sandbox.current, { parameters: listing(parameters) });

		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain(message);
	});
});

describe('Error modes', () => {
	const input = [{ id: 'USR-1' }, { id: BAKERY }];
	const parameters = () => listing({ userGuid: '={{ $json.id }}', limit: 2, returnAll: false });

	it('Stop tells what was read', async () => {
		const run = await runMx(sandbox.current, { parameters: parameters(), input });

		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain('MX refused item 0');
	});

	it('Continue puts the reason where the rows would stand', async () => {
		const run = await runMx(sandbox.current, {
			parameters: parameters(),
			input,
			onError: 'continueRegularOutput',
		});

		expect(run.origins).toEqual([0, 1, 1]);
		expect(run.items[0]).toMatchObject({
			error: expect.stringContaining('User not found') as string,
			details: { outcome: 'refused', statusCode: 404, message: 'User not found' },
		});
	});

	it('Continue using error output parts them', async () => {
		const run = await runMx(sandbox.current, {
			parameters: parameters(),
			input,
			onError: 'continueErrorOutput',
		});

		expect(run.origins).toEqual([1, 1]);
		expect(run.failedOrigins).toEqual([0]);
	});
});

describe('Secrets', () => {
	it('never stand in an error, even when the server sends them back', async () => {
		const { apiKey, clientId } = sandbox.current;
		const basic = Buffer.from(`${clientId}:${apiKey}`).toString('base64');
		sandbox.current.fault({
			effect: 'status',
			status: 400,
			body: { error: { message: `no ${apiKey}`, status: `Basic ${basic}` } },
		});
		const run = await runMx(sandbox.current, {
			parameters: listing(),
			onError: 'continueErrorOutput',
		});

		const told = JSON.stringify([run.failedItems, run.run]);
		expect(told).toContain('MX refused item 0: no ••••••');
		expect(told).not.toContain(apiKey);
		expect(told).not.toContain(basic);
	});

	it('the credential reads its fields trimmed, a slash at the end of the URL does no harm', async () => {
		const { baseUrl, apiKey } = credentialFor(sandbox.current) as IDataObject;
		const run = await runMx(sandbox.current, {
			parameters: listing(),
			credential: { baseUrl: ` ${baseUrl}// `, apiKey: `${apiKey} `, acceptVersion: ' ' },
		});

		expect(run.error).toBeUndefined();
		expect(sandbox.current.journal[0].version).toBe('v20250224');
	});
});
