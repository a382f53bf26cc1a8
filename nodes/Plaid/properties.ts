import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { resources } from './operations';
import type { Resource } from './operations/operation';

function operationParameter({ value: resource, initial, operations }: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: operations.map(({ name, value, action, description }) => ({
			name,
			value,
			action,
			description,
		})),
		default: initial,
	};
}

function parametersOf({ value: resource, operations }: Resource): INodeProperties[] {
	return operations.flatMap(({ value, parameters }) =>
		updateDisplayOptions({ show: { resource: [resource], operation: [value] } }, parameters),
	);
}

/** Every parameter of the node, made from its resources and their operations. */
export function properties(): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: 'transaction',
		},
		...resources.flatMap((resource) => [operationParameter(resource), ...parametersOf(resource)]),
	];
}
