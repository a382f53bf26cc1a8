import type { INodeProperties } from 'n8n-workflow';

import type { Resource } from '../resources/resource';
import type { Problem } from './check';
import { locator } from './parameters';
import { locatedId } from './values';

const RECORD_ID = 'recordId';

const labelOf = ({ name, reference }: Resource) => (reference ? name : `${name} ID`);

/** Which record is meant: picked from a list where Tight has one, otherwise by its id. */
export function recordId(resource: Resource): INodeProperties {
	const { name, reference, idExample } = resource;
	const label = labelOf(resource);
	if (reference) {
		const description = 'Record to work on, picked from the list or given by its ID';
		return { ...locator(RECORD_ID, { label, description, to: reference }), required: true };
	}
	return {
		displayName: label,
		name: RECORD_ID,
		type: 'string',
		required: true,
		default: '',
		placeholder: `e.g. ${idExample}`,
		description: `Tight's ID of the ${name.toLowerCase()}`,
	};
}

/** The ID of the record that the user names, or what is wrong with it. */
export function namedRecord(
	resource: Resource,
	read: <T>(parameter: string) => T,
): { id: string } | Problem[] {
	const id = String(locatedId(read(RECORD_ID)) ?? '').trim();
	// A dot, or two, would be taken out of the path together with what is before it.
	if (['', '.', '..'].includes(id))
		return [{ path: RECORD_ID, message: `'${labelOf(resource)}' is missing` }];
	return { id };
}

/**
 * The path of the record that the user names.
 *
 * @param below what follows the resource's path; `{id}` stands for the record's id
 */
export function recordPath(
	resource: Resource,
	below: string,
	read: <T>(parameter: string) => T,
): { path: string } | Problem[] {
	const named = namedRecord(resource, read);
	if (Array.isArray(named)) return named;
	return { path: `${resource.path}${below.replace('{id}', encodeURIComponent(named.id))}` };
}
