import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { N8N_VERSION, N8N_VERSIONS } from '../../tools/paths.mjs';
import { stage } from './support/stage.mjs';

it('The tests run in the n8n that is meant', async (test) => {
	const manifest = readFileSync(join(N8N_VERSIONS, N8N_VERSION, 'package.json'), 'utf8');
	const { versionCli, nodeJsVersion } = await stage.server.rest('/settings');
	test.diagnostic(`n8n ${versionCli}, Node ${nodeJsVersion}`);
	assert.equal(versionCli, JSON.parse(manifest).dependencies.n8n);
});
