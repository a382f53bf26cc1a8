import { TightPlaidApi } from '../../../credentials/TightPlaidApi.credentials';
import { Plaid } from '../../../nodes/Plaid/Plaid.node';
import { useAsTool } from '../../support/aiTool';
import { plaidCredentialFor, usePlaid } from '../../support/plaid';

/** The node as a tool of an AI agent. */

const sandbox = usePlaid();

const use = async (parameters: object, args: object) =>
	await useAsTool(
		new Plaid(),
		{ type: new TightPlaidApi(), values: plaidCredentialFor(sandbox.current) },
		parameters as never,
		args as never,
	);

const fromAi = "={{ $fromAI('token', 'Access token of the Item', 'string') }}";

it('says that it can be one', () => {
	expect(new Plaid().description.usableAsTool).toBe(true);
});

it('syncs the transactions of the Item that the model names', async () => {
	const item = sandbox.current.createItem({ transactions: 2 });
	const { asksFor, answer } = await use(
		{ resource: 'transaction', operation: 'sync', accessToken: fromAi },
		{ token: item.access_token },
	);

	expect(asksFor).toEqual(['token']);
	expect(JSON.parse(answer)).toMatchObject([
		{ change_type: 'added', amount: expect.any(Number) as number },
		{ change_type: 'added' },
	]);
	expect(answer).not.toContain(item.access_token);
});

it('reads accounts', async () => {
	const item = sandbox.current.createItem();
	const { answer } = await use(
		{ resource: 'item', operation: 'getAccounts', accessToken: fromAi },
		{ token: item.access_token },
	);

	expect(JSON.parse(answer)).toHaveLength(2);
});

it('tells the model what was wrong and what to do, without the token', async () => {
	const { answer } = await use(
		{ resource: 'item', operation: 'get', accessToken: fromAi },
		{ token: 'access-of-nobody' },
	);

	expect(answer).toContain("Check 'Access Token'");
	expect(answer).not.toContain('access-of-nobody');
});
