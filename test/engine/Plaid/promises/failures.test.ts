import { sleep, type IDataObject, type OnError } from 'n8n-workflow';

import { outputs } from '../../../../nodes/Plaid/entities';
import { syncSummary } from '../../../../nodes/Plaid/entities/transaction';
import { runPlaid, syncingEach, usePlaid, type PlaidRun } from '../../../support/plaid';
import { plaidScenarios } from '../../../support/scenarios/plaid';
import { titleOf } from '../../../support/scenarios/scenario';

/** Every item that goes in is accounted for, whatever the operation; and no secret comes out. */

const sandbox = usePlaid();

/** Save Cursor makes no calls. */
const scenarios = plaidScenarios.filter(({ operation }) => operation !== 'saveCursor');

/** The one field of each operation that the input items fill. */
const LABELS: Record<string, string> = {
	exchange: 'Public Token',
	createPublicToken: 'Institution ID',
};

const REFUSAL = {
	error_type: 'ITEM_ERROR',
	error_code: 'ITEM_LOGIN_REQUIRED',
	error_message: 'the login details of this item have changed',
	display_message: 'Please log in again.',
};

function told(run: PlaidRun): IDataObject[] {
	return [...run.items, ...run.failedItems].filter((item) => 'error' in item);
}

describe.each(scenarios.map((each) => [titleOf(each), each] as const))('%s', (_, scenario) => {
	const { resource, operation, shows } = scenario;
	const arrange = () => scenario.arrange(sandbox.current, 3);
	const input = () => arrange().input;
	const run = async (items: IDataObject[], onError?: OnError, credential?: IDataObject) => {
		const { parameters } = arrange();
		sandbox.current.journal.length = 0;
		return await runPlaid(sandbox.current, { parameters, input: items, onError, credential });
	};
	/** The field of the items that the form cannot do without. */
	const fieldOf = (item: IDataObject) => Object.keys(item)[0];

	it('stops at what Plaid refuses, in its own words', async () => {
		sandbox.current.fail({ status: 400, error: REFUSAL, times: Infinity });
		const items = input();
		const { error, items: out } = await run(items);

		expect(error?.message).toMatch(
			/^Plaid refused item 0: the login details of this item have changed \(ITEM_LOGIN_REQUIRED, ITEM_ERROR\)\. For the user: Please log in again\. .*update mode\. Request ID: \w+ \(0 of 3 items were \w+\)$/,
		);
		expect(error?.context).toMatchObject({ itemIndex: 0 });
		expect(out).toEqual([]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'%s: each item that Plaid refuses comes out with the reason',
		async (onError) => {
			sandbox.current.fail({ status: 400, error: REFUSAL, times: Infinity });
			const result = await run(input(), onError);

			expect(result.error).toBeUndefined();
			const origins = [...result.origins, ...result.failedOrigins];
			expect(origins).toEqual([0, 1, 2]);
			told(result).forEach(({ error, details }, item) => {
				expect(error).toContain(`Plaid refused item ${item}: the login details`);
				expect(details).toEqual({
					outcome: 'refused',
					reasons: [{ type: REFUSAL.error_code, message: REFUSAL.error_message }],
					...REFUSAL,
					request_id: expect.any(String) as string,
					statusCode: 400,
				});
			});
			expect(told(result)).toHaveLength(3);
		},
	);

	it('an item without its field is told before anything is sent', async () => {
		const label = LABELS[operation] ?? 'Access Token';
		const message = `Item 1 was not sent to Plaid: '${label}' is missing`;
		const [first] = input();
		const field = fieldOf(first);
		const stopped = await run([first, { ...first, [field]: undefined }]);

		expect(stopped.error?.message).toContain(message);
		expect(sandbox.current.journal).toEqual([]);
		const continued = await run(
			[{ ...first, [field]: { of: 'some kind' } }],
			'continueErrorOutput',
		);
		expect(continued.failedItems[0].error).toContain(`'${label}' must be text`);
	});

	it('wrong keys are told as such', async () => {
		const { error } = await run(input(), undefined, { secret: 'wrong-secret' });

		expect(error?.message).toContain('INVALID_API_KEYS');
		expect(error?.message).toContain("Check 'Client ID' and 'Secret' of the credential");
	});

	it('a host that redirects is not followed', async () => {
		sandbox.current.fail({ status: 307, headers: { location: '/elsewhere' }, body: '' });
		const { error } = await run(input().slice(0, 1));

		expect(error?.message).toContain('The address redirects to another one');
		expect(sandbox.current.journal).toHaveLength(1);
	});

	it('no secret comes out, even when an answer repeats it', async () => {
		const items = input();
		const token = items[0][fieldOf(items[0])] as string;
		const secret = sandbox.current.secret;
		const echo = `you sent ${token} and ${secret}`;
		const isShown = operation === 'createPublicToken';
		for (const onError of [undefined, 'continueRegularOutput'] as const) {
			sandbox.current.fail({
				status: 400,
				error: { ...REFUSAL, error_message: echo, display_message: echo },
				times: Infinity,
			});
			const result = await run(items, onError);
			const out = JSON.stringify([result.items, result.error?.message, result.error?.stack]);

			expect(out).toContain('••••••');
			expect(out).not.toContain(secret);
			if (!isShown) expect(out).not.toContain(token);
			sandbox.current.clearFaults();
		}
	});

	it('what is done comes out without the access token', async () => {
		if (shows) return;
		const items = input();
		const result = await run(items);

		expect(result.error).toBeUndefined();
		expect(result.items.length).toBeGreaterThan(0);
		expect(new Set(result.origins)).toEqual(new Set([0, 1, 2]));
		const out = JSON.stringify(result.items);
		items.forEach((item) => expect(out).not.toContain(item[fieldOf(item)]));
		const isSummary = arrange().parameters.output === 'summary';
		const output = isSummary ? syncSummary : outputs[resource][operation];
		result.items.forEach((item) => expect(output.parse(item)).toEqual(item));
	});
});

it('A host that does not answer is told as such', async () => {
	const { error } = await runPlaid(sandbox.current, {
		parameters: { resource: 'transaction', operation: 'refresh', accessToken: 'access-x' },
		credential: { baseUrl: 'http://127.0.0.1:9' },
	});

	expect(error?.message).toContain('Item 0 was not sent to Plaid: the host refused the connection');
});

it('A cancelled execution sends nothing more', async () => {
	const item = sandbox.current.createItem({ transactions: 1 });
	sandbox.current.fail({ status: 429, headers: { 'retry-after': '600' } });
	await runPlaid(sandbox.current, {
		parameters: syncingEach,
		input: [item as unknown as IDataObject],
		onStart: (cancel) => void sleep(300).then(cancel),
	});

	expect(sandbox.current.journal).toHaveLength(1);
});
