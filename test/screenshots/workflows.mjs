/** The canvases of the example workflows. */
import { readdirSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { EXAMPLES, openCamera, openExample, picture } from './support/camera.mjs';

describe('Example workflows', () => {
	before(openCamera);

	for (const file of readdirSync(EXAMPLES)) {
		it(file, async () => {
			await openExample(file);
			await picture(`workflows/${file.replace('.json', '')}`);
		});
	}
});
