import { bodiesOf, PATHS, requestsTo } from '../../../support/journal';
import { byId, picked } from '../../../support/rows';
import { BAKERY, runTight, useSandbox } from '../../../support/tight';

const sandbox = useSandbox();

const INTEGRATION = 'int_12345';
const PATH = `${PATHS.integrations}/${INTEGRATION}`;
const PLAID_ITEM = 'access-production-5f0c-of-an-item';

const updating = (updateFields = {}, options = {}) => ({
	resource: 'integration',
	operation: 'update',
	recordId: picked(INTEGRATION),
	updateFields,
	options,
});

const linking = {
	resource: 'integration',
	operation: 'linkPlaid',
	accessToken: PLAID_ITEM,
};

describe('Update', () => {
	it('sends every field of the form as one object', async () => {
		const run = await runTight(sandbox.current, {
			parameters: updating({
				status: 'INACTIVE',
				apiName: 'BOX',
				apiAccessToken: PLAID_ITEM,
				customData: '{"internal_key": "some_internal_key"}',
			}),
		});

		expect(run.error).toBeUndefined();
		expect(bodiesOf(sandbox.current, PATH)).toEqual([
			{
				status: 'INACTIVE',
				apiName: 'BOX',
				apiAccessToken: PLAID_ITEM,
				customData: { internal_key: 'some_internal_key' },
			},
		]);
		expect(run.items).toMatchObject([{ id: INTEGRATION, status: 'INACTIVE' }]);
	});

	it('leaves the access token out of its output', async () => {
		const run = await runTight(sandbox.current, {
			parameters: updating({ status: 'ACTIVE' }),
		});

		expect(run.items[0]).toHaveProperty('apiInstitutionName');
		expect(run.items[0]).not.toHaveProperty('apiAccessToken');
	});

	it('puts the access token out when the user asks for it', async () => {
		const run = await runTight(sandbox.current, {
			parameters: updating({ status: 'ACTIVE' }, { includeAccessToken: true }),
		});

		expect(run.items[0]).toHaveProperty('apiAccessToken', 'access-sandbox-bakery-12345');
	});

	it('takes the fields and the integration from each item', async () => {
		const run = await runTight(sandbox.current, {
			parameters: {
				...updating(),
				mappingMode: 'autoMapInputData',
				recordId: byId('={{ $json.integration }}'),
			},
			input: [
				{ integration: 'int_12345', status: 'INACTIVE' },
				{ integration: 'int_12346', apiName: 'PLAID', status: 'REMOVED' },
			],
		});

		expect(run.error).toBeUndefined();
		expect(run.items.map(({ id, status }) => [id, status])).toEqual([
			['int_12345', 'INACTIVE'],
			['int_12346', 'REMOVED'],
		]);
	});

	it('hides the secret when an error message repeats it', async () => {
		sandbox.current.fault({
			effect: 'status',
			status: 400,
			body: {
				result: 'FAILURE',
				error: [{ type: 'INVALID_VALUE', message: `No such token: ${PLAID_ITEM}`, param: 'x' }],
			},
			path: PATH,
		});
		const run = await runTight(sandbox.current, {
			parameters: updating({ apiAccessToken: '={{ $json.token }}' }),
			input: [{ token: PLAID_ITEM }],
		});

		expect(run.error?.message).toContain('No such token: ••••••');
		expect(JSON.stringify(run.error)).not.toContain(PLAID_ITEM);
	});

	it('says that nothing is to be updated', async () => {
		const run = await runTight(sandbox.current, { parameters: updating() });

		expect(run.error?.message).toContain('there is no field to update');
		expect(sandbox.current.journal).toEqual([]);
	});

	it('says when Tight does not have the integration', async () => {
		const run = await runTight(sandbox.current, {
			parameters: { ...updating({ status: 'ACTIVE' }), recordId: byId('int_0') },
		});

		expect(run.error?.message).toContain('Tight does not have this record');
	});
});

describe('Link Plaid', () => {
	it('sends the access token and the first day', async () => {
		const run = await runTight(sandbox.current, {
			parameters: { ...linking, additionalFields: { tranStartDate: '2025-01-01T00:00:00' } },
		});

		expect(run.error).toBeUndefined();
		expect(bodiesOf(sandbox.current, PATHS.plaidConnection)).toEqual([
			{ accessToken: PLAID_ITEM, tranStartDate: '2025-01-01' },
		]);
		expect(run.items).toEqual([{ tranStartDate: '2025-01-01' }]);
		expect(JSON.stringify(run.items)).not.toContain(PLAID_ITEM);
	});

	it('echoes the access token when the user asks for it', async () => {
		const run = await runTight(sandbox.current, {
			parameters: { ...linking, options: { includeAccessToken: true } },
		});

		expect(run.items).toMatchObject([{ accessToken: PLAID_ITEM }]);
	});

	it('links what each item names', async () => {
		const before = sandbox.current.books(BAKERY).integrations.length;
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'integration',
				operation: 'linkPlaid',
				mappingMode: 'autoMapInputData',
			},
			input: [{ accessToken: 'access-a' }, { accessToken: 'access-b' }],
		});

		expect(run.error).toBeUndefined();
		expect(run.origins).toEqual([0, 1]);
		expect(sandbox.current.books(BAKERY).integrations).toHaveLength(before + 2);
	});

	it('links nothing twice when the answer is lost, and says that it may have been linked', async () => {
		sandbox.current.fault({ effect: 'cut', stored: true, path: PATHS.plaidConnection });
		const run = await runTight(sandbox.current, { parameters: linking });

		expect(run.error?.message).toContain('Item 0 may or may not have been saved');
		expect(run.error?.message).toContain('Look in Tight before you send it again');
		expect(requestsTo(sandbox.current, PATHS.plaidConnection)).toHaveLength(1);
		expect(JSON.stringify(run.error?.message)).not.toContain(PLAID_ITEM);
	});

	it.each([
		['is missing', { accessToken: '={{ $json.nothing }}' }, "'Access Token' is missing"],
		[
			'has a wrong day',
			{ ...linking, additionalFields: { tranStartDate: 'soon' } },
			'\'Earliest Transaction Date\' must be a day such as 2025-06-26, but is "soon"',
		],
	])('sends nothing when a field %s, and does not show the secret', async (_, more, message) => {
		const run = await runTight(sandbox.current, { parameters: { ...linking, ...more } });

		expect(run.error?.message).toContain(message);
		expect(run.error?.message).not.toContain(PLAID_ITEM);
		expect(sandbox.current.journal).toEqual([]);
	});
});

describe('Delete', () => {
	it('deletes an integration, its access token left out', async () => {
		const run = await runTight(sandbox.current, {
			parameters: {
				resource: 'integration',
				operation: 'delete',
				recordId: picked(INTEGRATION),
			},
		});

		expect(run.items).toMatchObject([{ id: INTEGRATION, status: 'REMOVED', deleted: true }]);
		expect(run.items[0]).not.toHaveProperty('apiAccessToken');
	});
});
