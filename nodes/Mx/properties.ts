import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { resources } from './operations';
import type { Resource } from './operations/operation';

function operationParameter({ value, operations }: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: operations.map(({ name, value: operation, action, description }) => ({
			name,
			value: operation,
			action,
			description,
		})),
		default: 'getAll',
		displayOptions: { show: { resource: [value] } },
	};
}

function parametersOf({ value, operations }: Resource): INodeProperties[] {
	return operations.flatMap(({ value: operation, parameters }) =>
		updateDisplayOptions({ show: { resource: [value], operation: [operation] } }, parameters),
	);
}

/** Every parameter of the node, made from the resources and their operations. */
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
