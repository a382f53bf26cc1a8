/**
 * The panel of every operation and trigger: as it opens, with everything that can be added to it,
 * and for each other choice that shows or hides parameters.
 */
import { before, describe, it } from 'node:test';
import {
	camera,
	inPanel,
	openCamera,
	openCanvas,
	ourNode,
	panelPicture,
	picture,
	typeOf,
} from './support/camera.mjs';
import { formsOf, operationsOf } from './support/forms.mjs';

/** Takes the panel of every form, from one workflow that holds a node for each. */
async function takeForms(test, type, folder, forms) {
	await openCanvas(forms.map(({ name, parameters }) => ourNode(name, type, parameters)));
	for (const { name } of forms) {
		await test.test(name, async () => {
			await inPanel(name, async () => await panelPicture(`${folder}/${name}`));
		});
	}
}

describe('Panels', () => {
	before(openCamera);

	for (const name of ['tight', 'plaid', 'mx']) {
		it(name, async (test) => {
			const type = await typeOf(name);
			for (const { resource, operations } of operationsOf(type)) {
				const folder = `panels/${name}/${resource}`;
				const forms = operations.flatMap((operation) =>
					formsOf(type, { resource, operation }).map((form) => ({
						...form,
						name: `${operation}-${form.name}`,
					})),
				);
				await test.test(resource, async (ofResource) => {
					await takeForms(ofResource, name, folder, forms);
					await ofResource.test('operations', async () => {
						await inPanel(forms[0].name, async () => {
							await camera.editor.openOptions('operation');
							await picture(`${folder}/operations`);
						});
					});
				});
			}
		});
	}

	for (const name of ['tightTrigger', 'plaidTrigger', 'mxTrigger']) {
		it(name, async (test) => {
			const forms = formsOf(await typeOf(name), {});
			await takeForms(test, name, `panels/${name}`, forms);
			await test.test('events', async () => {
				// Opened anew: after the panels before, the canvas did not always show its nodes.
				await openCanvas([ourNode(forms[0].name, name, forms[0].parameters)]);
				await inPanel(forms[0].name, async () => {
					await camera.editor.openOptions('events');
					await picture(`panels/${name}/events`);
				});
			});
		});
	}
});
