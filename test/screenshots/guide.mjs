/** The pictures of the guide, as they stand in `docs/pictures`: whoever likes one copies it there. */
import { before, describe, it } from 'node:test';
import { BAKERY } from '../e2e/support/stage.mjs';
import { camera, inPanel, openCamera, openExample, openRuns, picture } from './support/camera.mjs';

const rows = [
	['bank-1', '2025-06-02', '-48.10', 'AMBERFIELD MILLS FLOUR'],
	['bank-2', '2025-06-31', '-12.50', 'COPPER KETTLE SUPPLIES'],
	['bank-3', '2025-06-04', '186.00', 'CANAL HOUSE HOTEL'],
	['bank-4', '2025-06-05', '-7.999', 'CORNER POST'],
].map(([reference, day, value, text]) => ({ reference, day, value, text }));

const save = {
	resource: 'bankTransaction',
	operation: 'upsert',
	userId: BAKERY,
	matchOn: 'apiSourceId',
	apiSourceId: '={{ $json.reference }}',
	date: '={{ $json.day }}',
	amountUnit: 'currencyUnits',
	amount: '={{ $json.value }}',
	description: '={{ $json.text }}',
	apiName: 'CSV_IMPORT',
	bankAccountId: {
		__rl: true,
		mode: 'list',
		value: 'bka_7542850',
		cachedResultName: 'Business Checking · 1687',
	},
	additionalFields: {},
	options: {},
};

const guidePicture = async (name) => await picture(`guide/${name}`, { type: 'jpeg', quality: 80 });

/** n8n's message of success lies over the output. */
async function closeMessages() {
	const { page } = camera.editor;
	const close = page.locator('.el-notification__closeBtn').first();
	while (await close.isVisible()) {
		await close.click();
		await close.waitFor({ state: 'hidden', timeout: 2000 }).catch(() => {});
	}
}

describe('Pictures of the guide', () => {
	before(openCamera);

	it('a save, and its rows that failed', async () => {
		await openRuns([
			{
				name: 'Save Bank Transactions',
				source: 'Rows',
				type: 'tight',
				given: save,
				input: rows,
				onError: 'continueErrorOutput',
			},
		]);
		await inPanel('Save Bank Transactions', async () => {
			const { editor } = camera;
			await editor.execute();
			await closeMessages();
			await guidePicture('create-or-update');
			await editor
				.output()
				.getByText(/^Error Branch/)
				.click();
			await editor.output().getByText('JSON', { exact: true }).click();
			await guidePicture('failed-rows');
		});
	});

	for (const [name, file] of [
		['plaid-chain', 'plaid-to-tight.json'],
		['mx-chain', 'mx-to-tight.json'],
	]) {
		it(name, async () => {
			await openExample(file);
			await guidePicture(name);
		});
	}
});
