/** Panels after a run: what came out, and how a failure looks in each of n8n's error modes. */
import { before, describe, it } from 'node:test';
import { BAKERY } from '../e2e/support/stage.mjs';
import { camera, inPanel, openCamera, openRuns, picture } from './support/camera.mjs';
import { linkItem, mxMember } from './support/samples.mjs';

const create = {
	resource: 'bankTransaction',
	operation: 'create',
	userId: BAKERY,
	mappingMode: 'autoMapInputData',
};
const row = (date, amount, description, bankAccountId = 'bka_7542850') => ({
	date,
	amount,
	description,
	apiName: 'CSV_IMPORT',
	bankAccountId,
});
const rows = [
	row('2025-02-24', -1250, 'Flour for February'),
	row('2025-02-25', -4300, 'Boxes and ribbon'),
	row('2025-02-26', 18_600, 'Canal House Hotel'),
];
const withMistakes = [rows[0], row('2025-02-30', -900, 'A day that is none'), rows[2]];
const refused = [rows[0], row('2025-02-27', -700, 'No such account', 'bka_nowhere'), rows[2]];

const MODES = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

/** Takes each node's panel after a run of it. */
async function takeRuns(test, folder, runs, look = async () => {}) {
	await openRuns(runs);
	for (const { name } of runs) {
		await test.test(name, async () => {
			await inPanel(name, async () => {
				await camera.editor.execute();
				await picture(`${folder}/${name}`);
				await look(name);
			});
		});
	}
}

describe('Results', () => {
	before(openCamera);

	it('of runs that succeed', async (test) => {
		const { access_token: accessToken, item_id: itemId } = await linkItem();
		const { userGuid, memberGuid } = mxMember();
		const ofItem = { resource: 'item', accessToken };
		const lists = { operation: 'getAll', userGuid };
		const runs = [
			{ name: 'tight-create', type: 'tight', given: create, input: rows },
			{
				name: 'tight-get-many',
				type: 'tight',
				given: { resource: 'bankTransaction', operation: 'getAll', userId: BAKERY },
			},
			{
				name: 'tight-get-many-raw',
				type: 'tight',
				given: {
					resource: 'bankTransaction',
					operation: 'getAll',
					userId: BAKERY,
					simplify: false,
					expand: ['bankAccount', 'category'],
				},
			},
			{
				name: 'tight-categories',
				type: 'tight',
				given: { resource: 'category', operation: 'getAll', userId: BAKERY },
			},
			{
				name: 'plaid-sync',
				type: 'plaid',
				given: { resource: 'transaction', operation: 'sync', accessToken, itemId },
			},
			{ name: 'plaid-item', type: 'plaid', given: { ...ofItem, operation: 'get' } },
			{ name: 'plaid-accounts', type: 'plaid', given: { ...ofItem, operation: 'getAccounts' } },
			{
				name: 'mx-transactions',
				type: 'mx',
				given: { ...lists, resource: 'transaction', memberGuid },
			},
			{ name: 'mx-members', type: 'mx', given: { ...lists, resource: 'member' } },
		];
		await takeRuns(test, 'results', runs, async (name) => {
			if (name !== 'tight-create') return;
			// n8n shows which input an output comes from.
			await camera.editor.output().getByText('Boxes and ribbon').first().hover();
			await picture('results/tight-create-linked');
		});
	});

	it('of runs that fail', async (test) => {
		const { access_token: accessToken } = await linkItem();
		const { userGuid, memberGuid } = mxMember();
		const failures = [
			{ name: 'tight-invalid', type: 'tight', given: create, input: withMistakes },
			{ name: 'tight-refused', type: 'tight', given: create, input: refused },
			{
				name: 'plaid-refused',
				type: 'plaid',
				given: { resource: 'item', operation: 'get', accessToken: '={{ $json.token }}' },
				input: [{ token: accessToken }, { token: 'access-sandbox-of-nobody' }],
			},
			{
				name: 'mx-refused',
				type: 'mx',
				given: { resource: 'member', operation: 'get', userGuid, memberGuid: '={{ $json.guid }}' },
				input: [{ guid: memberGuid }, { guid: 'MBR-of-nobody' }],
			},
		];
		const runs = failures.flatMap((failure) =>
			MODES.map((onError) => ({ ...failure, onError, name: `${failure.name}-${onError}` })),
		);
		await takeRuns(test, 'failures', runs, async (name) => {
			if (!name.endsWith('continueErrorOutput')) return;
			await camera.editor
				.output()
				.getByText(/^Error Branch/)
				.click();
			await picture(`failures/${name}-branch`);
		});
	});
});
