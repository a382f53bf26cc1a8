import type { IDataObject } from 'n8n-workflow';

import { plaidTriggerLife, triggerOf, usePlaidForTrigger } from '../../support/plaidTrigger';
import { webhookLife, type WebhookLife } from '../../support/webhook';

/** How Plaid gets to know the trigger's URL, and forgets it again. */

const sandbox = usePlaidForTrigger();

const OTHER = 'https://app.example/plaid?key=s3cret';

type Item = ReturnType<typeof sandbox.current.createItem>;

/** The URL that Plaid has of an Item. */
async function urlOf({ access_token }: Pick<Item, 'access_token'>): Promise<unknown> {
	const answer = await fetch(`${sandbox.current.url}/item/get`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'plaid-client-id': sandbox.current.clientId,
			'plaid-secret': sandbox.current.secret,
		},
		body: JSON.stringify({ access_token }),
	});
	sandbox.current.journal.pop();
	return ((await answer.json()) as { item: IDataObject }).item.webhook;
}

/** What someone else does with the Item's URL. */
async function putUrl({ access_token }: Item, webhook: string | null): Promise<void> {
	await fetch(`${sandbox.current.url}/item/webhook/update`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'plaid-client-id': sandbox.current.clientId,
			'plaid-secret': sandbox.current.secret,
		},
		body: JSON.stringify({ access_token, webhook }),
	});
	sandbox.current.journal.pop();
}

const paths = () => sandbox.current.journal.map(({ path }) => path);
const lifeOf = (item: Item, parameters = {}, more = {}) =>
	plaidTriggerLife(sandbox.current, { accessToken: item.access_token, ...parameters }, more);

async function expectRefused(life: WebhookLife, message: string) {
	await expect(life.activate()).rejects.toMatchObject({ message });
	expect(paths()).not.toContain('/item/webhook/update');
	expect(life.staticData).toEqual({});
}

describe('By hand', () => {
	it('nothing is asked of Plaid, nor of the user', async () => {
		const life = webhookLife(triggerOf(sandbox.current));
		expect(await life.checkExists()).toBe(true);
		expect(await life.create()).toBe(true);
		expect(await life.delete()).toBe(true);
		expect(life.staticData).toEqual({});
		expect(paths()).toEqual([]);
	});
});

describe('For one Item without a URL', () => {
	it('the URL is set, and taken away in the end', async () => {
		const item = sandbox.current.createItem();
		const life = lifeOf(item);
		expect(await life.checkExists()).toBe(false);
		await life.activate();
		expect(await urlOf(item)).toBe(life.url);
		expect(await life.checkExists()).toBe(true);
		await life.deactivate();
		expect(await urlOf(item)).toBe('');
		expect(life.staticData).toEqual({});
		expect(await life.checkExists()).toBe(false);
	});

	it('no token is kept', async () => {
		const item = sandbox.current.createItem();
		const life = lifeOf(item);
		await life.activate();
		expect(life.staticData).toEqual({
			registered: { itemId: item.item_id, url: life.url, previousUrl: '' },
		});
	});

	it('it can be done again and again', async () => {
		const item = sandbox.current.createItem();
		const life = lifeOf(item);
		for (let turn = 0; turn < 3; turn++) {
			await life.activate();
			await life.activate();
			expect(await urlOf(item)).toBe(life.url);
			await life.deactivate();
			await life.deactivate();
			expect(await urlOf(item)).toBe('');
		}
	});
});

describe('For one Item with the URL of someone else', () => {
	it('nothing is changed without a yes, and the message tells how to say it', async () => {
		const item = sandbox.current.createItem({ webhook: OTHER });
		await expectRefused(
			lifeOf(item),
			"Plaid sends the events of this Item to another URL already (app.example). Turn on 'Replace Another URL' to take them over until the workflow is deactivated, or choose another Item",
		);
		expect(await urlOf(item)).toBe(OTHER);
	});

	it.each(['={{ "false" }}', '={{ "true" }}', '={{ 1 }}'])('%s is no yes', async (replaceUrl) => {
		const item = sandbox.current.createItem({ webhook: OTHER });
		await expect(lifeOf(item, { replaceUrl }).activate()).rejects.toThrow('another URL');
		expect(await urlOf(item)).toBe(OTHER);
	});

	it('with a yes it is replaced, and put back in the end', async () => {
		const item = sandbox.current.createItem({ webhook: OTHER });
		const life = lifeOf(item, { replaceUrl: true });
		await life.activate();
		expect(await urlOf(item)).toBe(life.url);
		await life.deactivate();
		expect(await urlOf(item)).toBe(OTHER);
	});

	it('that it was replaced at another Item is no yes', async () => {
		const item = sandbox.current.createItem({ webhook: OTHER });
		const staticData = { registered: { itemId: 'other', url: OTHER, previousUrl: '' } };
		await expect(lifeOf(item, {}, { staticData }).activate()).rejects.toThrow('another URL');
		expect(await urlOf(item)).toBe(OTHER);
	});

	it('n8n gives up an activation that failed by a deactivation, which changes nothing', async () => {
		const item = sandbox.current.createItem({ webhook: OTHER });
		const life = lifeOf(item);
		await expect(life.activate()).rejects.toThrow('another URL');
		await life.deactivate();
		expect(await urlOf(item)).toBe(OTHER);
	});

	it('a URL that was put there while the workflow was active stays', async () => {
		const item = sandbox.current.createItem();
		const life = lifeOf(item);
		await life.activate();
		await putUrl(item, OTHER);
		await life.deactivate();
		expect(await urlOf(item)).toBe(OTHER);
		expect(life.staticData).toEqual({});
	});

	it('a URL that was taken away meanwhile does not come back', async () => {
		const item = sandbox.current.createItem({ webhook: OTHER });
		const life = lifeOf(item, { replaceUrl: true });
		await life.activate();
		await putUrl(item, null);
		await life.deactivate();
		expect(await urlOf(item)).toBe('');
	});

	it('no two workflows take an Item from each other', async () => {
		const item = sandbox.current.createItem();
		const life = lifeOf(item);
		await life.activate();
		const own = life.url;
		const second = plaidTriggerLife(sandbox.current, { accessToken: item.access_token });
		await putUrl(item, own.replace('/webhook/', '/webhook/second-'));
		await expect(second.activate()).rejects.toThrow('another URL');
	});
});

describe("The trigger's own URL", () => {
	it('that a user gave to Plaid is used, query and all, and left there', async () => {
		const { url } = webhookLife(triggerOf(sandbox.current));
		const item = sandbox.current.createItem({ webhook: `${url}?userId=user-bakery` });
		const life = lifeOf(item);
		await life.activate();
		expect(await life.create()).toBe(true);
		await life.deactivate();
		expect(await urlOf(item)).toBe(`${url}?userId=user-bakery`);
		expect(paths()).not.toContain('/item/webhook/update');
	});

	it('of a former address of n8n is replaced, and what stood before it is still known', async () => {
		const item = sandbox.current.createItem({ webhook: OTHER });
		const life = lifeOf(item, { replaceUrl: true });
		await life.activate();
		const former = 'https://old.example/webhook/1/webhook';
		await putUrl(item, former);
		(life.staticData.registered as IDataObject).url = former;
		await life.activate();
		expect(await urlOf(item)).toBe(life.url);
		await life.deactivate();
		expect(await urlOf(item)).toBe(OTHER);
	});
});

describe('Another Item was chosen while the workflow was active', () => {
	it('the URL of the other one is left alone', async () => {
		const [item, other] = [sandbox.current.createItem(), sandbox.current.createItem()];
		const life = lifeOf(item);
		await life.activate();
		await putUrl(other, life.url);
		life.parameters.accessToken = other.access_token;
		await life.deactivate();
		expect(await urlOf(other)).toBe(life.url);
	});

	it('nothing is done when it is By Hand by now', async () => {
		const item = sandbox.current.createItem();
		const life = lifeOf(item);
		await life.activate();
		sandbox.current.journal.length = 0;
		life.parameters.registration = 'manual';
		await life.deactivate();
		expect(paths()).toEqual([]);
		expect(life.staticData).toEqual({});
	});
});

describe('A test', () => {
	it("asks nothing of Plaid: the active workflow's URL stays", async () => {
		const item = sandbox.current.createItem();
		const active = lifeOf(item);
		await active.activate();
		sandbox.current.journal.length = 0;
		const test = lifeOf(item, { replaceUrl: true }, { mode: 'manual' });
		await test.activate();
		expect(await test.create()).toBe(true);
		await test.deactivate();
		expect(paths()).toEqual([]);
		expect(test.staticData).toEqual({});
		expect(await urlOf(item)).toBe(active.url);
		await active.deactivate();
		expect(await urlOf(item)).toBe('');
	});
});

describe('When Plaid refuses', () => {
	it('an Item that does not exist any more needs no putting back', async () => {
		const item = sandbox.current.createItem();
		const life = lifeOf(item);
		await life.activate();
		sandbox.current.itemOf(item.access_token)!.remove();
		await life.deactivate();
		expect(life.staticData).toEqual({});
	});

	it('so it is when it goes away in between', async () => {
		const item = sandbox.current.createItem();
		const life = lifeOf(item);
		await life.activate();
		const error = { error_type: 'ITEM_ERROR', error_code: 'ITEM_NOT_FOUND' };
		sandbox.current.fail({ path: '/item/webhook/update', status: 400, error });
		await life.deactivate();
		expect(life.staticData).toEqual({});
	});

	it('what could not be put back is put back the next time', async () => {
		const item = sandbox.current.createItem({ webhook: OTHER });
		const life = lifeOf(item, { replaceUrl: true });
		await life.activate();
		const error = { error_type: 'API_ERROR', error_code: 'PLANNED_MAINTENANCE' };
		sandbox.current.fail({ path: '/item/webhook/update', status: 400, error });
		await expect(life.deactivate()).rejects.toMatchObject({
			message:
				"Plaid did not put back the Item's webhook: armed fault (PLANNED_MAINTENANCE). Check 'Access Token' and the credential of this node",
		});
		expect(life.staticData).toMatchObject({ registered: { previousUrl: OTHER } });
		await life.activate();
		await life.deactivate();
		expect(await urlOf(item)).toBe(OTHER);
	});

	it('a passing fault is waited for', async () => {
		const item = sandbox.current.createItem();
		sandbox.current.fail({ path: '/item/get', status: 500 });
		sandbox.current.fail({ path: '/item/webhook/update', cut: true, stored: true });
		const life = lifeOf(item);
		await life.activate();
		expect(await urlOf(item)).toBe(life.url);
	});

	it.each([
		[{ accessToken: '' }, "'Access Token' must be set, or 'Registration' be By Hand"],
		[
			{ accessToken: 'access-sandbox-none' },
			"Plaid did not show the Item: could not find matching access token (INVALID_ACCESS_TOKEN). Check 'Access Token' and the credential of this node",
		],
	])('the message tells what to do: %j', async (parameters, message) => {
		await expectRefused(plaidTriggerLife(sandbox.current, parameters), message);
	});

	it('an Item that does not exist any more cannot be chosen', async () => {
		const item = sandbox.current.createItem();
		sandbox.current.itemOf(item.access_token)!.remove();
		await expect(lifeOf(item).activate()).rejects.toThrow('(ITEM_NOT_FOUND)');
	});

	it('wrong keys are told, and no secret is', async () => {
		const item = sandbox.current.createItem();
		const { secret } = sandbox.current;
		const error_message = `no ${secret} for ${item.access_token}`;
		sandbox.current.fail({
			path: '/item/get',
			status: 400,
			error: { error_code: 'INVALID_API_KEYS', error_message },
		});
		await expectRefused(
			lifeOf(item),
			"Plaid did not show the Item: no •••••• for •••••• (INVALID_API_KEYS). Check 'Access Token' and the credential of this node",
		);
	});

	it('a host that is down is told', async () => {
		const item = sandbox.current.createItem();
		sandbox.current.fail({ path: '/item/get', html: true, times: 4 });
		const message = 'Plaid did not show the Item: Plaid answered with HTTP 502: Please wait';
		await expectRefused(lifeOf(item), message);
	});
});

it('the previous URL outlives a failed deactivation on the same data', async () => {
	const item = sandbox.current.createItem();
	await putUrl(item, OTHER);
	const life = lifeOf(item, { replaceUrl: true });
	await life.create();
	sandbox.current.fail({ path: '/item/get', html: true, times: 4 });
	await expect(life.delete()).rejects.toThrow('HTTP 502');
	await life.delete();
	expect(await urlOf(item)).toBe(OTHER);
});
