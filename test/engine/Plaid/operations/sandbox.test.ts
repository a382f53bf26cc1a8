import { bodiesOf, runPlaid, syncingEach, usePlaid } from '../../../support/plaid';

/** A user tries a workflow without a bank. */

const sandbox = usePlaid();

const linking = {
	resource: 'sandbox',
	operation: 'createPublicToken',
	institutionId: 'ins_109508',
	products: ['transactions'],
	username: 'user_transactions_dynamic',
};
const today = new Date().toISOString().slice(0, 10);
const row = {
	amount: 12.5,
	currencyCode: 'USD',
	datePosted: today,
	dateTransacted: `${today}T10:00:00.000Z`,
	description: 'Coffee at the corner',
};
const creating = (values: object[]) => ({
	resource: 'sandbox',
	operation: 'createTransactions',
	accessToken: '={{ $json.access_token }}',
	transactions: { values } as never,
});
const firing = (more = {}) => ({
	resource: 'sandbox',
	operation: 'fireWebhook',
	accessToken: '={{ $json.access_token }}',
	webhookCode: 'SYNC_UPDATES_AVAILABLE',
	...more,
});

async function link() {
	const linked = await runPlaid(sandbox.current, {
		parameters: { ...linking, options: { webhookUrl: 'http://127.0.0.1:9/plaid' } },
	});
	const exchanged = await runPlaid(sandbox.current, {
		parameters: {
			resource: 'item',
			operation: 'exchange',
			publicToken: '={{ $json.public_token }}',
		},
		input: linked.items,
	});
	return exchanged.items[0];
}

it('From a public token to transactions that sync', async () => {
	const item = await link();
	const created = await runPlaid(sandbox.current, {
		parameters: creating([row, { ...row, amount: -3 }]),
		input: [item],
	});
	const fired = await runPlaid(sandbox.current, { parameters: firing(), input: [item] });
	const synced = await runPlaid(sandbox.current, { parameters: syncingEach, input: [item] });

	expect(created.items).toMatchObject([{ created: 2 }]);
	expect(fired.items).toMatchObject([{ webhook_fired: true }]);
	const own = synced.items.filter(({ name }) => name === row.description);
	expect(own.map(({ amount }) => amount)).toEqual([12.5, -3]);
	expect(own[0]).toMatchObject({ date: today, original_description: row.description });
});

it('Create Public Token sends what the form says', async () => {
	await runPlaid(sandbox.current, {
		parameters: {
			...linking,
			options: { daysRequested: 30, webhookUrl: 'https://n8n.example/w' },
		},
	});

	expect(bodiesOf(sandbox.current, '/sandbox/public_token/create')).toEqual([
		{
			institution_id: 'ins_109508',
			initial_products: ['transactions'],
			options: {
				override_username: 'user_transactions_dynamic',
				webhook: 'https://n8n.example/w',
				transactions: { days_requested: 30 },
			},
		},
	]);
});

it('Fire Webhook sends the type where the user tells it', async () => {
	const item = sandbox.current.createItem({ webhook: 'http://127.0.0.1:9/plaid' });
	await runPlaid(sandbox.current, {
		parameters: firing({ webhookCode: 'ERROR', options: { webhookType: 'ITEM' } }),
		input: [item],
	});

	expect(bodiesOf(sandbox.current, '/sandbox/item/fire_webhook')).toEqual([
		{ access_token: item.access_token, webhook_code: 'ERROR', webhook_type: 'ITEM' },
	]);
});

describe('Create Transactions', () => {
	it.each([
		[[], "'Transactions' is missing"],
		[Array(11).fill(row), "'Transactions' must be at most 10"],
		[[{ ...row, amount: '' }], "'Amount' is missing"],
		[[{ ...row, amount: 'much' }], "'Amount' must be a number"],
		[[{ ...row, datePosted: 'today' }], "'Date Posted' must be a day such as 2025-06-26"],
		[[{ ...row, description: null }], "'Description' is missing"],
	])('%j is refused before anything is sent', async (values, message) => {
		const run = await runPlaid(sandbox.current, {
			parameters: creating(values as object[]),
			input: [{ access_token: 'access-x' }],
		});

		expect(run.error?.message).toContain(`Item 0 was not sent to Plaid: ${message}`);
		expect(sandbox.current.journal).toEqual([]);
	});

	it("tells Plaid's own reason", async () => {
		const item = sandbox.current.createItem();
		const run = await runPlaid(sandbox.current, {
			parameters: creating([{ ...row, datePosted: '2020-01-01', dateTransacted: '2020-01-01' }]),
			input: [item],
		});

		expect(run.error?.message).toContain('dates must be within the last 14 days');
	});
});

describe.each([
	['createPublicToken', linking],
	['createTransactions', creating([row])],
	['fireWebhook', firing()],
])('%s', (_, parameters) => {
	it('is not sent with the keys of Production', async () => {
		const run = await runPlaid(sandbox.current, {
			parameters,
			input: [{ access_token: 'access-x' }],
			credential: { environment: 'production' },
		});

		expect(run.error?.message).toContain("whose 'Environment' is Sandbox");
	});

	it('is not sent again when the connection breaks', async () => {
		const item = sandbox.current.createItem({ webhook: 'http://127.0.0.1:9/plaid' });
		sandbox.current.fail({ cut: true, stored: true });
		const run = await runPlaid(sandbox.current, { parameters, input: [item] });

		expect(run.error?.message).toContain('Plaid may or may not have handled item 0');
		expect(sandbox.current.journal).toHaveLength(1);
	});
});
