/** Nodes, panels and messages in both themes. */
import { after, before, describe, it } from 'node:test';
import { BAKERY } from '../e2e/support/stage.mjs';
import { camera, inPanel, openCamera, openCanvas, ourNode, picture } from './support/camera.mjs';

const NODES = {
	Tight: ['tight', { resource: 'bankTransaction', operation: 'upsert', userId: BAKERY }],
	'Tight Trigger': ['tightTrigger', {}],
	Plaid: ['plaid', { resource: 'item', operation: 'exchange' }],
	'Plaid Trigger': ['plaidTrigger', {}],
	MX: ['mx', { resource: 'transaction', operation: 'getAll' }],
	'MX Trigger': ['mxTrigger', {}],
};

describe('Themes', () => {
	before(openCamera);
	after(async () => await camera.editor.useTheme('light'));

	for (const theme of ['light', 'dark']) {
		it(theme, async (test) => {
			await openCanvas(
				Object.entries(NODES).map(([name, [type, given]]) => ourNode(name, type, given)),
			);
			await camera.editor.useTheme(theme);
			await camera.editor.page.getByTestId('canvas-node').first().waitFor();
			await test.test('canvas', async () => await picture(`themes/${theme}-canvas`));
			for (const name of Object.keys(NODES)) {
				await test.test(name, async () => {
					await inPanel(name, async () => {
						await picture(`themes/${theme}-${name.toLowerCase().replaceAll(' ', '-')}`);
					});
				});
			}
		});
	}
});
