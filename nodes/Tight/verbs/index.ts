import type { OperationName, Resource } from '../resources/resource';
import { remove } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { post } from './post';
import { save } from './save';
import type { Verb } from './verb';

/** An operation of a resource: what the editor shows, and what does it. */
export interface Operation {
	/** Value of the operation in saved workflows. Never change it. */
	value: OperationName;
	name: string;
	/** What stands in the list of actions, in sentence case. */
	action: string;
	description: string;
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

/** `Bank Transaction` as it stands in a sentence; abbreviations keep their capitals. */
function inSentence(name: string): string {
	return name.replace(/\b[A-Z][a-z]+/g, (word) => word.toLowerCase());
}

function describe(value: OperationName, { name, plural }: Resource): string {
	const singular = inSentence(name);
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

function actionOf(value: OperationName, { name, plural }: Resource): string {
	if (value === 'getAll') return `Get many ${plural}`;
	if (value === 'import') return `Import ${plural}`;
	if (value === 'linkPlaid') return 'Link Plaid';
	return `${NAMES[value][0]}${NAMES[value].slice(1).toLowerCase()} ${inSentence(name)}`;
}

/** The operations of a resource in the order in which the editor lists them. */
export function operationsOf(resource: Resource): Operation[] {
	const { saving, posting, listing, canGet, canDelete } = resource;
	const verbs: Array<[value: OperationName, verb: Verb]> = [
		...(saving?.operations ?? []).map((value): [OperationName, Verb] => [value, save]),
		...(posting ?? []).map(({ operation }): [OperationName, Verb] => [operation, post]),
	];
	if (canDelete) verbs.push(['delete', remove]);
	if (canGet) verbs.push(['get', get]);
	if (listing) verbs.push(['getAll', getMany]);
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
