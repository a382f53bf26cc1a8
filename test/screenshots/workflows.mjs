/** The canvases of the example workflows. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { PROJECT_ROOT } from '../../tools/paths.mjs';
import { addWorkflow } from '../e2e/support/stage.mjs';
import { camera, openCamera, picture } from './support/camera.mjs';

const FOLDER = join(PROJECT_ROOT, 'workflows');

describe('Example workflows', () => {
	before(openCamera);

	for (const file of readdirSync(FOLDER)) {
		it(file, async () => {
			const { id, ...workflow } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
			await camera.editor.openWorkflow(await addWorkflow(workflow));
			await camera.editor.page.getByTestId('zoom-to-fit').click();
			await picture(`workflows/${file.replace('.json', '')}`);
		});
	}
});
