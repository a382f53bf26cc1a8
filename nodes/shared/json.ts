import type { IDataObject } from 'n8n-workflow';

/** Whether a value is a JSON object: no list, and not null. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON object in a text, or undefined when there is none. */
export function parseObject(text: string): IDataObject | undefined {
	try {
		const parsed = JSON.parse(text) as unknown;
		return isObject(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}
