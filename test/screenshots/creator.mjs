/** How the nodes are found, and what their lists of actions say. */
import { before, describe, it } from 'node:test';
import { addWorkflow } from '../e2e/support/stage.mjs';
import { chain, start } from '../e2e/support/workflow.mjs';
import { camera, inTallWindow, openCamera, picture } from './support/camera.mjs';

describe('Node creator', () => {
	before(openCamera);

	for (const [word, name] of [
		['tight', 'Tight'],
		['plaid', 'Plaid'],
		['mx', 'MX'],
	]) {
		it(word, async () => {
			const { editor } = camera;
			await editor.openWorkflow(await addWorkflow(chain('Find', [start()])));
			const { page } = editor;
			await page.getByTestId('node-creator-plus-button').click();
			await page.getByTestId('node-creator-search-bar').fill(word);
			const found = page.getByTestId('item-iterator-item');
			const own = found.filter({ has: page.getByText(name, { exact: true }) }).first();
			await own.waitFor();
			await picture(`creator/${word}-search`);
			await own.click();
			await page
				.getByText(/^Actions \(/)
				.first()
				.waitFor();
			await inTallWindow(async () => {
				await picture(`creator/${word}-actions`);
				await page.getByText(/^Triggers \(/).click();
				await picture(`creator/${word}-triggers`);
			});
		});
	}
});
