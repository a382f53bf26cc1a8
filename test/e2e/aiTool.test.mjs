import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { beforeEach, before, describe, it } from 'node:test';
import { BAKERY, addCredential, run, stage } from './support/stage.mjs';
import { TIGHT_TOOL, chain, node, start, to } from './support/workflow.mjs';

// Its module build imports files without their extensions, which Node.js refuses.
const { NodeHelpers } = createRequire(import.meta.url)('n8n-workflow');

const EXECUTOR = '@n8n/n8n-nodes-langchain.toolExecutor';

describe('Tight as a tool of an AI agent', () => {
	let credentials;
	before(async () => {
		credentials = await addCredential();
	});
	beforeEach(() => stage.sandbox.reset());

	/**
	 * Calls the tool as an agent does, without a language model: the node is the one with which the
	 * editor tries tools out.
	 */
	async function call(parameters, query) {
		// n8n 2 gives a tool what stands under its name, n8n 1 the whole.
		const both = JSON.stringify({ ...query, Tight: query });
		const executor = node('Executor', EXECUTOR, { query: both });
		const tool = node('Tight', TIGHT_TOOL, parameters, { credentials });
		const workflow = chain('Tool', [start(), executor], {
			Tight: { ai_tool: [[to('Executor', 'ai_tool')]] },
		});
		workflow.nodes.push(tool);
		return await run(workflow);
	}

	const creation = {
		descriptionType: 'auto',
		resource: 'bankTransaction',
		operation: 'create',
		mappingMode: 'defineBelow',
		date: "={{ $fromAI('date', 'Day of the transaction, YYYY-MM-DD', 'string') }}",
		amountUnit: 'currencyUnits',
		amount: "={{ $fromAI('amount', 'Signed amount', 'string') }}",
		description: "={{ $fromAI('description', 'What the money was for', 'string') }}",
		apiName: 'MANUAL_ENTRY',
		bankAccountId: { __rl: true, mode: 'id', value: 'bka_7542850' },
	};

	it('tells the model what it does', async () => {
		const types = await stage.server.nodeTypes();
		const tool = types.find(({ name }) => name === TIGHT_TOOL);
		assert.deepEqual(tool.codex.subcategories.AI, ['Tools']);
		// n8n's own function, on what n8n has loaded: the text that the model gets.
		const told = (resource, operation) =>
			NodeHelpers.makeDescription({ resource, operation }, tool);
		assert.equal(told('bankTransaction', 'create'), 'Create bank transaction in Tight');
		assert.equal(told('category', 'getAll'), 'Get many categories in Tight');
	});

	it('saves what the model fills in', async () => {
		const execution = await call(creation, {
			date: '2025-06-11',
			amount: '-12.50',
			description: 'Flour',
		});
		assert.equal(execution.status, 'success', execution.error?.message);
		const [stored, ...others] = stage.sandbox.books(BAKERY).bankTransactions;
		assert.deepEqual(others, []);
		assert.equal(stored.amount, -1250);
		assert.equal(stored.description, 'Flour');
		const [{ json }] = execution.items('Executor');
		assert.ok(JSON.stringify(json).includes(stored.id), 'the model learns the id');
	});

	it('tells the model why a call was wrong', async () => {
		const execution = await call(creation, { date: '2025-06-11', amount: 'ten', description: 'x' });
		const told = JSON.stringify([execution.error?.message, execution.items('Executor')]);
		assert.match(told, /'Amount' must be a number such as -12\.34/);
		assert.deepEqual(stage.sandbox.books(BAKERY).bankTransactions, []);
	});

	it('reads lists for the model, simplified', async () => {
		await call(creation, { date: '2025-06-11', amount: '-1', description: 'Butter' });
		const execution = await call(
			{
				descriptionType: 'auto',
				resource: 'bankTransaction',
				operation: 'getAll',
				returnAll: false,
				limit: 5,
			},
			{},
		);
		assert.equal(execution.status, 'success', execution.error?.message);
		const told = JSON.stringify(execution.items('Executor'));
		assert.match(told, /Butter/);
		assert.doesNotMatch(told, /suggestedCategories/);
	});
});
