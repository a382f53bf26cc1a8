import {
	NodeOperationError,
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';

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

const NOT_HERE =
	"This node has no such operation. For Custom API Call use n8n's HTTP Request node: set its 'Authentication' to Predefined Credential Type, and choose the credential of this node";

/**
 * The resource and the operation that the user chose.
 *
 * @throws NodeOperationError when they are none of the node's: n8n adds Custom API Call to both
 *   lists, which is a pointer to another node, and lets it be run
 */
export function chosenOf<Resource extends { value: string }, Operation extends { value: string }>(
	context: IExecuteFunctions,
	resources: readonly Resource[],
	operationsOf: (resource: Resource) => Operation[],
): { resource: Resource; operation: Operation } {
	const chosen = context.getNodeParameter('resource', 0);
	const resource = resources.find(({ value }) => value === chosen);
	const name = resource && context.getNodeParameter('operation', 0);
	const operation = resource && operationsOf(resource).find(({ value }) => value === name);
	if (!operation) throw new NodeOperationError(context.getNode(), NOT_HERE);
	return { resource, operation };
}
