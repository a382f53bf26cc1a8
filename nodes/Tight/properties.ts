import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { choose } from './form/parameters';
import { resources } from './resources';
import type { Resource } from './resources/resource';
import { operationsOf } from './verbs';

function operationParameter(resource: Resource): INodeProperties {
	const operations = operationsOf(resource);
	const options = operations.map(({ name, value, action, description }) => ({
		name,
		value,
		action,
		description,
	}));
	return {
		...choose(
			{ displayName: 'Operation', name: 'operation', noDataExpression: true },
			options,
			operations[0].value,
		),
		displayOptions: { show: { resource: [resource.value] } },
	};
}

function parametersOf(resource: Resource): INodeProperties[] {
	return operationsOf(resource).flatMap(({ value, verb }) =>
		updateDisplayOptions(
			{ show: { resource: [resource.value], operation: [value] } },
			verb.parameters(resource, value),
		),
	);
}

/** Every parameter of the node, made from the resources, their operations and their fields. */
export function properties(): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: 'bankTransaction',
		},
		...resources.flatMap((resource) => [operationParameter(resource), ...parametersOf(resource)]),
	];
}
