import { createRequire } from 'node:module';
import { tightKeys } from '../../tools/n8n/sandboxCredentials.mjs';
import { USER } from './bankRows.mjs';

const require = createRequire(import.meta.url);

/**
 * The compiled Tight node on n8n's own engine.
 *
 * @param {string} engineFile see `engineFile.mjs`
 */
export function tightNode(engineFile) {
	process.env.N8N_LOG_LEVEL ??= 'silent';
	require('reflect-metadata');
	const { runWorkflow } = require(engineFile);
	const { Tight } = require('../../dist/nodes/Tight/Tight.node.js');
	const { TightApi } = require('../../dist/credentials/TightApi.credentials.js');
	const { forgetTokens } = require('../../dist/nodes/Tight/api/tokenCache.js');
	const types = {
		nodeTypes: { tight: new Tight() },
		credentialTypes: { tightApi: new TightApi() },
	};

	/**
	 * Saves rows as one run of the node.
	 *
	 * @param {{ url: string, clientId: string, clientSecret: string }} sandbox
	 * @param {object[]} rows
	 * @param {object} [options] the node's options
	 * @param {object} [parameters] beside those of a Create of bank transactions
	 * @returns {Promise<object[]>} the saved rows, in the order of `rows`
	 */
	return async function saveByNode(sandbox, rows, options = {}, parameters = {}) {
		forgetTokens();
		const { error, outputs } = await runWorkflow({
			...types,
			credentials: { tightApi: tightKeys(sandbox, { userId: USER }) },
			nodes: [
				{
					id: 'save',
					name: 'Save',
					type: 'tight',
					typeVersion: 1,
					position: [0, 0],
					parameters: {
						resource: 'bankTransaction',
						operation: 'create',
						mappingMode: 'autoMapInputData',
						options,
						...parameters,
					},
					credentials: { tightApi: { id: 'tight', name: 'Tight' } },
				},
			],
			connections: { Start: { main: [[{ node: 'Save', type: 'main', index: 0 }]] } },
			input: rows.map((json, item) => ({ json, pairedItem: { item } })),
		});
		if (error) throw error;
		return outputs('Save')[0].map(({ json }) => json);
	};
}
