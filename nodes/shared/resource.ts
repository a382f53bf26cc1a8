import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

/** What the editor shows of an operation. */
export interface ShownOperation {
	/** Value of the operation in saved workflows. Never change it. */
	value: string;
	name: string;
	/** What stands in the list of actions, in sentence case. */
	action: string;
	description: string;
	/** The parameters below Resource and Operation. */
	parameters: INodeProperties[];
}

/** A kind of record or thing, and what can be done with it. */
export interface ShownResource {
	/** Value of the resource in saved workflows. Never change it. */
	value: string;
	/** Singular, in Title Case. */
	name: string;
	/** Value of the operation that the form begins with. */
	initial: string;
	/** In the order in which the editor lists them. */
	operations: ShownOperation[];
}

function operationParameter({
	value: resource,
	initial,
	operations,
}: ShownResource): INodeProperties {
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

function parametersOf({ value: resource, operations }: ShownResource): INodeProperties[] {
	return operations.flatMap(({ value, parameters }) =>
		updateDisplayOptions({ show: { resource: [resource], operation: [value] } }, parameters),
	);
}

/**
 * Every parameter of a node, made from its resources and their operations.
 *
 * @param initial value of the resource that the form begins with
 */
export function resourceParameters(
	resources: readonly ShownResource[],
	initial: string,
): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: initial,
		},
		...resources.flatMap((resource) => [operationParameter(resource), ...parametersOf(resource)]),
	];
}
