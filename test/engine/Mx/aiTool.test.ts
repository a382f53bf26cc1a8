import { TightMxApi } from '../../../credentials/TightMxApi.credentials';
import { Mx } from '../../../nodes/Mx/Mx.node';
import { useAsTool } from '../../support/aiTool';
import { BAKERY, credentialFor, useMxSandbox } from '../../support/mx';

/** The node as a tool of an AI agent. */

const sandbox = useMxSandbox();

const use = async (parameters: object, args: object) =>
	await useAsTool(
		new Mx(),
		{ type: new TightMxApi(), values: credentialFor(sandbox.current) },
		parameters as never,
		args as never,
	);

const fromAi = "={{ $fromAI('user', 'ID of the user', 'string') }}";

it('says that it can be one', () => {
	expect(new Mx().description.usableAsTool).toBe(true);
});

it('reads the transactions of the user that the model names', async () => {
	const { asksFor, answer } = await use(
		{
			resource: 'transaction',
			operation: 'getAll',
			scope: 'user',
			userGuid: fromAi,
			returnAll: false,
			limit: 2,
		},
		{ user: BAKERY },
	);

	expect(asksFor).toEqual(['user']);
	expect(JSON.parse(answer)).toEqual(sandbox.current.transactionsOf(BAKERY).slice(0, 2));
	expect(answer).not.toContain(sandbox.current.apiKey);
});

it('lists members', async () => {
	const { answer } = await use(
		{ resource: 'member', operation: 'getAll', userGuid: fromAi, returnAll: true },
		{ user: BAKERY },
	);

	const names = (JSON.parse(answer) as Array<{ name: string }>).map(({ name }) => name);
	expect(names).toEqual(['MX Bank', 'MX Credit Union']);
});

it('tells the model what was wrong and what to do, without a secret', async () => {
	sandbox.current.fault({ effect: 'echo', status: 401 });
	const { answer } = await use(
		{ resource: 'member', operation: 'getAll', userGuid: fromAi, returnAll: true },
		{ user: BAKERY },
	);

	expect(answer).toContain("Check 'Client ID' and 'API Key' of the credential");
	for (const secret of sandbox.current.secrets()) expect(answer).not.toContain(secret);
});

it('tells the model of a user that MX does not have', async () => {
	const { answer } = await use(
		{ resource: 'member', operation: 'getAll', userGuid: fromAi, returnAll: true },
		{ user: 'user-nobody' },
	);

	expect(answer).toMatch(/^MX refused item 0: User not found .*Check the GUIDs of the item/);
});
