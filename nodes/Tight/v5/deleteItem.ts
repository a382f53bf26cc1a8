import type { INodeProperties } from 'n8n-workflow';

import { isOn } from '../../shared/flag';
import { optionsCollection, timeout } from '../../shared/options';
import { done } from '../../shared/outcome';
import type { Unsaved } from '../api/results';
import { plaidItemId } from '../entities/plaidItem';
import { userId } from '../form/common';
import { eachItem, notSaved, type Item } from '../verbs/eachItem';
import type { Verb } from '../verbs/verb';
import { resultOfV5 } from './answers';
import { DELETE_ITEM, deletionOf, LIST_ITEMS } from './api';
import { findRow, isLive, readList } from './lists';
import { targetFrom, targetParameters } from './target';

const removeFromPlaid: INodeProperties = {
	displayName: 'Remove From Plaid',
	name: 'removeFromPlaid',
	type: 'boolean',
	default: false,
	description:
		'Whether the bank is unlinked at Plaid as well, so that Plaid no longer bills you for the Item. Its access token is of no use then.',
};

const ASK_PLAID =
	"Tight no longer has the Item, but whether it was removed at Plaid is not known: look in Plaid's dashboard";

/** Whether Tight, after an answer that is not known, has the Item no more. */
async function isGone({ client, userId: user }: Item, id: unknown): Promise<boolean> {
	const rows = await readList(client, user, LIST_ITEMS);
	return Array.isArray(rows) && !rows.some((row) => row.id === id && isLive(row));
}

/**
 * Delete: one Plaid Item by Tight's ID of it.
 *
 * The Item is read first: so the message is clear when it is not there, the output holds it, and
 * after an unknown outcome its absence proves something. The deletion is sent once only.
 */
export const deleteItem: Verb = {
	parameters: () => [
		userId,
		...targetParameters(plaidItemId),
		removeFromPlaid,
		optionsCollection([timeout]),
	],
	execute: async (context, resource) =>
		await eachItem(context, () => ({
			api: 'v5',
			isSave: true,
			prepare: ({ read }) => targetFrom<number>(plaidItemId, read),
			run: async (item, { named }) => {
				const { client, userId: user } = item;
				const found = await findRow(
					client,
					user,
					resource,
					({ id }) => String(id) === String(named),
					`Tight ID ${named}`,
				);
				// Nothing was sent that could change anything.
				if (found.kind !== 'found') return notSaved(item, found, { isSave: false });
				const { row } = found;
				const isRemoved = isOn(item.read('removeFromPlaid'));
				const reply = await client.call(user, {
					...deletionOf(row.id, isRemoved),
					repeatable: false,
				});
				const result = resultOfV5(reply, DELETE_ITEM);
				const deleted = done([{ ...row, deleted: true }]);
				if (result.kind === 'saved') return deleted;
				if (result.kind !== 'unknown' || !(await isGone(item, row.id))) {
					return notSaved(item, result, { isSave: true, done: 'deleted' });
				}
				return isRemoved && !result.accepted
					? notSaved(item, unsureOfPlaid(result), { isSave: true, done: 'deleted' })
					: deleted;
			},
		})),
	doneWords: 'deleted',
};

/** That Tight has deleted the Item does not prove that Plaid has. */
function unsureOfPlaid(result: Unsaved): Unsaved {
	return { ...result, explanation: [result.explanation, ASK_PLAID].filter(Boolean).join('. ') };
}
