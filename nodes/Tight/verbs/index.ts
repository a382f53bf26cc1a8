import type { ShownOperation } from '../../shared/resource';
import type { OperationName, Resource } from '../resources/resource';
import { v5Verbs } from '../v5';
import { remove } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { post } from './post';
import { save } from './save';
import type { Verb } from './verb';

/** An operation of a resource: what the editor shows, and what does it. */
export interface Operation extends Omit<ShownOperation, 'parameters'> {
	value: OperationName;
	verb: Verb;
}

const NAMES: Record<OperationName, string> = {
	create: 'Create',
	delete: 'Delete',
	get: 'Get',
	getAll: 'Get Many',
	import: 'Import',
	linkPlaid: 'Link Plaid',
	update: 'Update',
	upsert: 'Create or Update',
};

const v6Verbs = { get, getMany, post, remove };

/** `Bank Transaction` as it stands in a sentence; abbreviations and names keep their capitals. */
function inSentence({ name, plural }: Resource): string {
	return name.replace(/\b[A-Z][a-z]+/g, (word) =>
		plural.includes(word) ? word : word.toLowerCase(),
	);
}

function describe(value: OperationName, resource: Resource): string {
	const { plural } = resource;
	const singular = inSentence(resource);
	switch (value) {
		case 'upsert':
			return 'Create a new record, or update the current one if it already exists (upsert)';
		case 'getAll':
			return `Get many ${plural}`;
		case 'import':
			return `Import ${plural} as bank transactions`;
		case 'linkPlaid':
			return 'Link a Plaid Item, so that Tight pulls its transactions';
		default:
			return `${NAMES[value]} one ${singular}`;
	}
}

function actionOf(value: OperationName, resource: Resource): string {
	const { plural } = resource;
	if (value === 'getAll') return `Get many ${plural}`;
	if (value === 'import') return `Import ${plural}`;
	if (value === 'linkPlaid') return 'Link Plaid';
	return `${NAMES[value][0]}${NAMES[value].slice(1).toLowerCase()} ${inSentence(resource)}`;
}

/** The operations of a resource in the order in which the editor lists them. */
export function operationsOf(resource: Resource): Operation[] {
	const { api, saving, posting, listing, canGet, canDelete } = resource;
	const version = api === 'v5' ? v5Verbs : v6Verbs;
	const verbs: Array<[value: OperationName, verb: Verb]> = [
		...(saving?.operations ?? []).map((value): [OperationName, Verb] => [value, save]),
		...(posting ?? []).map(({ operation }): [OperationName, Verb] => [operation, version.post]),
	];
	if (canDelete) verbs.push(['delete', version.remove]);
	if (canGet) verbs.push(['get', version.get]);
	if (listing) verbs.push(['getAll', version.getMany]);
	return verbs
		.map(([value, verb]) => ({
			value,
			verb,
			name: NAMES[value],
			action: actionOf(value, resource),
			description: describe(value, resource),
		}))
		.sort((left, right) => left.name.localeCompare(right.name));
}
