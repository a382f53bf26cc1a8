import {
	NodeOperationError,
	type IExecuteFunctions,
	type NodeParameterValueType,
} from 'n8n-workflow';

/** Reads a parameter for an item; resource locators come as objects with a `value`. */
export type ReadParameter = <T>(name: string, item: number) => T;

function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
}

/** @throws NodeOperationError that names the parameter, when n8n cannot resolve its expression for the item */
function valueOf(context: IExecuteFunctions, name: string, item: number) {
	try {
		return context.getNodeParameter(name, item);
	} catch (error) {
		const message = `'${labelFrom(name)}' could not be read: ${(error as Error).message}`;
		throw new NodeOperationError(context.getNode(), message, { itemIndex: item });
	}
}

/** A parameter's label: n8n names parameters after theirs, so `userId` is 'User ID'. */
function labelFrom(name: string): string {
	const words = name.replace(/[A-Z]/g, (letter) => ` ${letter}`).replace(/ Id\b/, ' ID');
	return `${words[0].toUpperCase()}${words.slice(1)}`;
}

/**
 * Reads parameters item by item. One that holds no expression is the same for every item, so it is
 * resolved once: n8n takes far longer to resolve a parameter than a row takes to be checked.
 *
 * @returns the value, or undefined when the operation has no such parameter
 */
export function parameterReader(context: IExecuteFunctions): ReadParameter {
	const { parameters } = context.getNode();
	const constants = new Map<string, NodeParameterValueType | object>();
	return <T>(name: string, item: number) => {
		if (!(name in parameters)) return undefined as T;
		if (constants.has(name)) return constants.get(name) as T;
		const value = valueOf(context, name, item);
		if (!hasExpression(parameters[name])) constants.set(name, value);
		return value as T;
	};
}
