import type { INodeProperties } from 'n8n-workflow';

import type { Resource } from '../resources/resource';
import type { Problem } from './check';
import { locator } from './parameters';
import { locatedId } from './values';

const RECORD_ID = 'recordId';

/** Which record is meant: picked from a list where Tight has one, otherwise by its id. */
export function recordId({ name, reference, idExample }: Resource): INodeProperties {
	const base = {
		displayName: `${name} ID`,
		description: `Tight's ID of the ${name.toLowerCase()}`,
	};
	if (reference) {
		const picker = locator(RECORD_ID, {
			label: name,
			description: `The ${name.toLowerCase()}`,
			to: reference,
		});
		return { ...picker, required: true };
	}
	return {
		...base,
		name: RECORD_ID,
		type: 'string',
		required: true,
		default: '',
		placeholder: `e.g. ${idExample}`,
	};
}

/**
 * The path of the record that the user names.
 *
 * @param template the resource's path; `{id}` in it, or its end, is where the id goes
 */
export function idPath(
	template: string,
	read: <T>(parameter: string) => T,
): { path: string } | Problem[] {
	const id = String(locatedId(read(RECORD_ID)) ?? '').trim();
	if (id === '') return [{ path: RECORD_ID, message: 'The ID of the record is missing' }];
	const encoded = encodeURIComponent(id);
	return {
		path: template.includes('{id}') ? template.replace('{id}', encoded) : `${template}/${encoded}`,
	};
}
