import type { IDataObject } from 'n8n-workflow';

/** The JSON object in a text, or undefined when there is none. */
export function parseObject(text: string): IDataObject | undefined {
	try {
		const parsed = JSON.parse(text) as unknown;
		const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
		return isObject ? (parsed as IDataObject) : undefined;
	} catch {
		return undefined;
	}
}
