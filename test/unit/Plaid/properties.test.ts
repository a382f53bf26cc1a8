import { NodeHelpers } from 'n8n-workflow';

import { outputs } from '../../../nodes/Plaid/entities';
import { Plaid } from '../../../nodes/Plaid/Plaid.node';
import { resources } from '../../../nodes/Plaid/operations';

const { description } = new Plaid();

it('The description is plain data, as n8n needs it', () => {
	expect(structuredClone(description)).toEqual(description);
});

it('The names that saved workflows hold do not change', () => {
	const operations = resources.map(({ value, operations: all }) => [
		value,
		all.map((operation) => operation.value),
	]);

	expect(Object.fromEntries(operations)).toEqual({
		item: ['exchange', 'get', 'getAccounts', 'remove', 'updateWebhook'],
		sandbox: ['createPublicToken', 'createTransactions', 'fireWebhook'],
		transaction: ['refresh', 'saveCursor', 'sync'],
	});
});

it('Every operation says what it puts out', () => {
	for (const { value, operations } of resources) {
		expect(Object.keys(outputs[value]).sort()).toEqual(
			operations.map((operation) => operation.value).sort(),
		);
	}
});

it('Each operation stands in the form, and begins with one of its own', () => {
	for (const { value, operations, initial } of resources) {
		const parameter = description.properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes(value),
		);

		expect(parameter?.default).toBe(initial);
		expect(parameter?.options).toHaveLength(operations.length);
		const names = operations.map(({ name }) => name);
		expect(names).toEqual([...names].sort((left, right) => left.localeCompare(right)));
	}
});

it('Access tokens are entered as passwords wherever they are', () => {
	const secrets = description.properties.filter(({ name }) => /token/i.test(name));

	expect(secrets.length).toBeGreaterThan(5);
	for (const { typeOptions } of secrets) expect(typeOptions?.password).toBe(true);
});

it('Save Cursor, which asks nothing of Plaid, needs no credential', () => {
	const [credential] = description.credentials!;
	const isShown = (operation: string) =>
		NodeHelpers.displayParameter({ operation }, credential, { typeVersion: 1 }, description);
	const operations = resources.flatMap((resource) => resource.operations);
	const without = operations.filter(({ value }) => !isShown(value)).map(({ value }) => value);
	expect(without).toEqual(['saveCursor']);
});
