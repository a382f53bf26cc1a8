import { bodiesOf, runPlaid, usePlaid } from '../../../support/plaid';

const sandbox = usePlaid();

const on = (operation: string, more = {}) => ({
	resource: 'item',
	operation,
	accessToken: '={{ $json.access_token }}',
	...more,
});

const exchanging = {
	resource: 'item',
	operation: 'exchange',
	publicToken: '={{ $json.public_token }}',
};

async function publicToken(): Promise<string> {
	const { url, clientId, secret } = sandbox.current;
	const answer = await fetch(`${url}/sandbox/public_token/create`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'plaid-client-id': clientId,
			'plaid-secret': secret,
		},
		body: JSON.stringify({ institution_id: 'ins_109508', initial_products: ['transactions'] }),
	});
	sandbox.current.journal.pop();
	return ((await answer.json()) as { public_token: string }).public_token;
}

describe('Exchange Public Token', () => {
	const PATH = '/item/public_token/exchange';

	it('puts out the access token and the ID of the Item', async () => {
		const input = [{ public_token: await publicToken() }, { public_token: await publicToken() }];
		const run = await runPlaid(sandbox.current, { parameters: exchanging, input });

		expect(run.error).toBeUndefined();
		expect(run.origins).toEqual([0, 1]);
		for (const item of run.items) {
			expect(item).toEqual({
				access_token: expect.stringMatching(/^access-sandbox-/) as string,
				item_id: expect.any(String) as string,
				request_id: expect.any(String) as string,
			});
		}
		expect(run.items[0].item_id).not.toBe(run.items[1].item_id);
	});

	it.each([
		['the connection breaks', { cut: true, stored: true }],
		['the server fails', { status: 500, stored: true }],
		['a page comes', { html: true, stored: true }],
	])('is not sent again when %s', async (_, effect) => {
		sandbox.current.fail({ path: PATH, ...effect });
		const input = [{ public_token: await publicToken() }];
		const run = await runPlaid(sandbox.current, { parameters: exchanging, input });

		expect(bodiesOf(sandbox.current, PATH)).toHaveLength(1);
		expect(run.error?.message).toMatch(/^Plaid may or may not have handled item 0: /);
		expect(run.error?.message).toContain('Look at Plaid before you run it again');
	});

	it('is sent again after a rate limit, which has had no effect', async () => {
		sandbox.current.fail({ path: PATH, status: 429, headers: { 'retry-after': '1' } });
		const input = [{ public_token: await publicToken() }];
		const run = await runPlaid(sandbox.current, { parameters: exchanging, input });

		expect(run.error).toBeUndefined();
		expect(bodiesOf(sandbox.current, PATH)).toHaveLength(2);
	});
});

describe('Get', () => {
	it('puts out the Item with its status', async () => {
		const item = sandbox.current.createItem({ webhook: 'https://n8n.example/w' });
		const run = await runPlaid(sandbox.current, { parameters: on('get'), input: [item] });

		expect(run.items).toMatchObject([
			{
				item_id: item.item_id,
				institution_id: 'ins_109508',
				webhook: 'https://n8n.example/w',
				status: { transactions: { last_failed_update: null } },
			},
		]);
	});

	it('reads an Item that needs its user as well: that is what it is for', async () => {
		const item = sandbox.current.createItem();
		const error = {
			error_type: 'ITEM_ERROR',
			error_code: 'ITEM_LOGIN_REQUIRED',
			error_message: 'the login details of this item have changed',
			display_message: null,
		};
		sandbox.current.setError(item.item_id, error);
		const run = await runPlaid(sandbox.current, { parameters: on('get'), input: [item] });

		expect(run.items).toMatchObject([{ item_id: item.item_id, error }]);
	});

	it('is sent again when the connection breaks', async () => {
		const item = sandbox.current.createItem();
		sandbox.current.fail({ path: '/item/get', cut: true });
		const run = await runPlaid(sandbox.current, { parameters: on('get'), input: [item] });

		expect(run.items).toHaveLength(1);
	});
});

describe('Get Accounts', () => {
	it('puts out one item for each account, linked to its input', async () => {
		const items = [1, 2].map(() => sandbox.current.createItem());
		const run = await runPlaid(sandbox.current, {
			parameters: on('getAccounts'),
			input: items,
			after: "={{ $('Start').item.json.item_id }}",
		});

		expect(run.items).toEqual(
			items.flatMap(({ item_id, accounts }) =>
				accounts.map((account) => ({ item_id, ...account })),
			),
		);
		expect(run.after).toEqual(run.items.map(({ item_id }) => item_id));
	});
});

describe('Update Webhook', () => {
	const PATH = '/item/webhook/update';
	const webhookOf = async (item: { access_token: string }) => {
		const run = await runPlaid(sandbox.current, { parameters: on('get'), input: [item] });
		return run.items[0].webhook;
	};

	it('sets the URL, and removes it only when asked to', async () => {
		const item = sandbox.current.createItem();
		// Nothing listens there, and nothing has to.
		const webhookUrl = 'http://127.0.0.1:9/plaid?userId=4711';
		const run = await runPlaid(sandbox.current, {
			parameters: on('updateWebhook', { webhookUrl }),
			input: [item],
		});

		expect(run.items).toMatchObject([{ item_id: item.item_id, webhook: webhookUrl }]);
		const missing = await runPlaid(sandbox.current, {
			parameters: on('updateWebhook', { webhookUrl: '={{ $json.none }}' }),
			input: [item],
		});
		expect(missing.error?.message).toContain(
			"Item 0 was not sent to Plaid: 'Webhook URL' is missing",
		);
		expect(await webhookOf(item)).toBe(webhookUrl);
		await runPlaid(sandbox.current, {
			parameters: on('updateWebhook', { removeWebhook: true }),
			input: [item],
		});
		expect(bodiesOf(sandbox.current, PATH).map(({ webhook }) => webhook)).toEqual([
			webhookUrl,
			null,
		]);
		expect(await webhookOf(item)).toBe('');
	});

	it('is not sent again when the connection breaks', async () => {
		const item = sandbox.current.createItem();
		sandbox.current.fail({ path: PATH, cut: true });
		const run = await runPlaid(sandbox.current, {
			parameters: on('updateWebhook', { webhookUrl: 'https://n8n.example/w' }),
			input: [item],
		});

		expect(run.error?.message).toContain('Plaid may or may not have handled item 0');
		expect(bodiesOf(sandbox.current, PATH)).toHaveLength(1);
	});
});

describe('Remove', () => {
	it('removes the Item', async () => {
		const item = sandbox.current.createItem();
		const run = await runPlaid(sandbox.current, { parameters: on('remove'), input: [item] });

		expect(run.items).toMatchObject([{ deleted: true }]);
		const again = await runPlaid(sandbox.current, { parameters: on('remove'), input: [item] });
		expect(again.error?.message).toMatch(/^Plaid refused item 0: /);
	});

	it('is done when the connection breaks after Plaid has removed it', async () => {
		const item = sandbox.current.createItem();
		sandbox.current.fail({ path: '/item/remove', cut: true, stored: true });
		const run = await runPlaid(sandbox.current, { parameters: on('remove'), input: [item] });

		expect(run.error).toBeUndefined();
		expect(run.items).toMatchObject([{ deleted: true }]);
	});
});
