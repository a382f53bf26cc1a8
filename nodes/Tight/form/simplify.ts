import type { IDataObject, INodeProperties } from 'n8n-workflow';

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** `bankAccount.name` becomes the key `bankAccountName`. */
function flatName(path: string): string {
	const [first, ...rest] = path.split('.');
	return [first, ...rest.map((part) => part[0].toUpperCase() + part.slice(1))].join('');
}

/**
 * The fields at these paths, one level deep; the whole record where no paths are given. Fields
 * that the record does not have are left out.
 */
export function simplified(record: IDataObject, paths: string[] | undefined): IDataObject {
	if (!paths) return record;
	const result: IDataObject = {};
	for (const path of paths) {
		const value = path
			.split('.')
			.reduce<unknown>((inner, part) => (inner as IDataObject | undefined)?.[part], record);
		if (value !== undefined) result[flatName(path)] = value as IDataObject[string];
	}
	return result;
}
