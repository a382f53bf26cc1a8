import type { OnError } from 'n8n-workflow';

import { runMx, useMxSandbox } from '../../support/mx';
import { runPlaid, usePlaid } from '../../support/plaid';
import { runTight, useSandbox } from '../../support/tight';

/** n8n adds it to the resources and the operations of nodes whose credential authenticates. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

const TOLD = "For Custom API Call use n8n's HTTP Request node";

const tight = useSandbox();
const plaid = usePlaid();
const mx = useMxSandbox();

type Options = { parameters: Record<string, string>; onError?: OnError };

describe.each<[string, string, (options: Options) => ReturnType<typeof runTight>]>([
	['Tight', 'bankTransaction', async (options) => await runTight(tight.current, options)],
	['Plaid', 'item', async (options) => await runPlaid(plaid.current, options)],
	['MX', 'user', async (options) => await runMx(mx.current, options)],
])('Custom API Call of %s is told to be made elsewhere', (_, resource, run) => {
	it.each([
		['as a resource', { resource: CUSTOM_API_CALL }],
		['as an operation', { resource, operation: CUSTOM_API_CALL }],
	])('%s', async (_place, parameters) => {
		const stopped = await run({ parameters });
		expect(stopped.error?.message).toContain(TOLD);

		const continued = await run({ parameters, onError: 'continueRegularOutput' });
		expect(continued.items).toMatchObject([{ error: expect.stringContaining(TOLD) as string }]);
	});
});
