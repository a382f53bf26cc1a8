import {
	NodeOperationError,
	type IExecuteFunctions,
	type NodeParameterValueType,
} from 'n8n-workflow';

import { isBlank } from './blank';

/** Reads a parameter for an item; resource locators come as objects with a `value`. */
export interface ReadParameter {
	<T>(name: string, item: number): T;
	/** Whether the user gave the parameter as an expression, whatever it gives for an item. */
	isExpression(name: string): boolean;
}

/** Parameters that say which record, account or user is meant. */
const NAMES_A_RECORD = /(?:Id|Guid|Cursor|Token)s?$|^(?:id|cursor)$/;
const PARTS = /\{\{([\s\S]*?)\}\}/g;

/**
 * The first part without a value in an ID that is put together from text and expressions: of
 * `=bank-{{ $json.Reference }}`, where no column is called so, `bank-` would be left for every row.
 */
function emptyPartIn(
	context: IExecuteFunctions,
	name: string,
	raw: unknown,
	item: number,
): string | undefined {
	if (typeof raw === 'object' && raw !== null) {
		for (const [key, value] of Object.entries(raw)) {
			const part = emptyPartIn(context, key === 'value' ? name : key, value, item);
			if (part !== undefined) return part;
		}
		return undefined;
	}
	if (typeof raw !== 'string' || !raw.startsWith('=') || !NAMES_A_RECORD.test(name))
		return undefined;
	const isPutTogether = raw.slice(1).replace(PARTS, '') !== '' && raw.includes('{{');
	if (!isPutTogether) return undefined;
	return [...raw.matchAll(PARTS)]
		.map(([part]) => part)
		.find((part) => isBlank(context.evaluateExpression(part, item)));
}

function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
}

/** @throws NodeOperationError that names the parameter, when n8n cannot resolve its expression for the item */
function valueOf(context: IExecuteFunctions, name: string, item: number) {
	const raw = context.getNode().parameters[name];
	const part = hasExpression(raw) ? emptyPartIn(context, name, raw, item) : undefined;
	if (part !== undefined) {
		const message = `'${labelFrom(name)}' has no value for this item: ${part} gives nothing. Correct the expression`;
		throw new NodeOperationError(context.getNode(), message, { itemIndex: item });
	}
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
	const read = <T>(name: string, item: number) => {
		if (!(name in parameters)) return undefined as T;
		if (constants.has(name)) return constants.get(name) as T;
		const value = valueOf(context, name, item);
		if (!hasExpression(parameters[name])) constants.set(name, value);
		return value as T;
	};
	return Object.assign(read, { isExpression: (name: string) => hasExpression(parameters[name]) });
}
