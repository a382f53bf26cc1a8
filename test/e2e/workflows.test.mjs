import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { expectedFrom } from '../../demo/expected.mjs';
import { PROJECT_ROOT } from '../../tools/paths.mjs';
import { FILES, addCredential, addWorkflow, stage } from './support/stage.mjs';

const FOLDER = join(PROJECT_ROOT, 'workflows');

/** What a user does to an example after importing it: choose the credential and the file. */
function adapted(example, credentials) {
	const nodes = example.nodes.map((node) => {
		const { fileSelector } = node.parameters;
		return {
			...node,
			...(node.credentials?.tightApi && { credentials }),
			...(fileSelector && {
				parameters: {
					...node.parameters,
					fileSelector: join(FILES, fileSelector.split('/').at(-1)),
				},
			}),
		};
	});
	const { id, ...rest } = example;
	return { ...rest, nodes };
}

const RUNS = {
	'bank-file-to-tight.json': async (workflowId) => {
		const expected = expectedFrom(readFileSync(join(FILES, 'bank-file.csv'), 'utf8'));
		for (const time of ['first', 'second']) {
			const execution = await stage.server.run(workflowId);
			assert.equal(execution.status, 'success', time);
			assert.equal(execution.items('Rows').length, expected.rows, time);
			assert.equal(execution.items('Saved Rows').length, expected.saved, time);
			const failed = execution.items('Rows to Repair').map(({ json }) => json);
			assert.deepEqual(
				failed.map(({ apiSourceId }) => apiSourceId).sort(),
				Object.keys(expected.reasons).sort(),
				time,
			);
			for (const { apiSourceId, error } of failed) {
				assert.ok(error.includes(expected.reasons[apiSourceId]), `${apiSourceId}: ${error}`);
			}
			// The second run adds nothing.
			assert.deepEqual(stage.sandbox.summary().users, expected.users, time);
		}
	},
};

describe('The example workflows', () => {
	let credentials;
	before(async () => {
		credentials = await addCredential({ userId: '' });
	});

	const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

	it('are all run here', () => assert.deepEqual(files.sort(), Object.keys(RUNS).sort()));

	for (const [file, runExample] of Object.entries(RUNS)) {
		it(`${file} imports and runs`, async () => {
			stage.sandbox.reset();
			const example = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
			await runExample(await addWorkflow(adapted(example, credentials)));
		});
	}
});
