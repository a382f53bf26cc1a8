import { done } from '../../shared/outcome';
import { userId } from '../form/common';
import { simplified, simplify } from '../form/simplify';
import { plaidItemName } from '../entities/plaidItem';
import { eachItem, notSaved } from '../verbs/eachItem';
import type { Verb } from '../verbs/verb';
import { readingOptions, viewFrom } from './getMany';
import { findRow } from './lists';
import { targetFrom, targetParameters } from './target';

/** Get: one Plaid Item by Plaid's own ID of it, which is what Plaid's events name. */
export const getItem: Verb = {
	parameters: (resource) => [
		userId,
		...targetParameters(plaidItemName),
		simplify,
		readingOptions(resource),
	],
	execute: async (context, resource) =>
		await eachItem(context, () => ({
			api: 'v5',
			isSave: false,
			prepare: ({ read }) => {
				const target = targetFrom<string>(plaidItemName, read);
				return Array.isArray(target) ? target : { ...target, ...viewFrom(read, resource) };
			},
			run: async (item, { named, keepSecrets, paths }) => {
				const found = await findRow(
					item.client,
					item.userId,
					resource,
					({ apiItemId }) => apiItemId === named,
					`Plaid Item ID '${named}' (upper and lower case matter)`,
					keepSecrets,
				);
				if (found.kind === 'found') return done([simplified(found.row, paths)]);
				return notSaved(item, found, { isSave: false });
			},
		})),
	doneWords: 'read',
};
