import type { IExecuteFunctions, NodeParameterValueType } from 'n8n-workflow';

/** Reads a parameter for an item; resource locators come as objects with a `value`. */
export type ReadParameter = <T>(name: string, item: number) => T;

function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
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
		const value = context.getNodeParameter(name, item);
		if (!hasExpression(parameters[name])) constants.set(name, value);
		return value as T;
	};
}
