import { type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import { saveCursors } from '../../cursors';
import { keepsCursors } from '../../runs';
import type { Operation } from '../operation';

const NO_SYNC =
	'No Sync of this execution keeps its cursor in this workflow, so no cursor was saved. Connect this after a Sync with Cursor set to Kept by This Workflow.';

/** Follows an item back to the Sync from which it comes; undefined where n8n cannot. */
function originIn(context: IExecuteFunctions, item: number): IDataObject | undefined {
	for (const node of context.getParentNodes(context.getNode().name)) {
		try {
			const proxy = context.getWorkflowDataProxy(item) as unknown as {
				$: (name: string) => { item?: { json: IDataObject } };
			};
			const json = proxy.$(node.name).item?.json;
			if (json?.transaction_id !== undefined || json?.next_cursor !== undefined) return json;
		} catch {
			// The item is not linked to an item of this node.
		}
	}
	return undefined;
}

function hint(context: IExecuteFunctions, message: string) {
	// Older versions of n8n have no hints.
	context.addExecutionHints?.({ message, location: 'outputPane', type: 'warning' });
}

/** Save Cursor: is connected after whatever saves the transactions, and passes its items on. */
export const saveCursor: Operation = {
	value: 'saveCursor',
	name: 'Save Cursor',
	action: 'Save transaction cursor',
	description: 'Save the cursor, so that the next Sync continues from here',
	parameters: [
		{
			displayName:
				"Connect this after the node that saves the transactions. An Item's cursor moves once all rows of its Sync have arrived here, so connect the branch of repaired rows as well.",
			name: 'saveCursorNotice',
			type: 'notice',
			default: '',
		},
	],
	execute: async (context) => {
		const { syncs, waiting } = saveCursors(context, (item) => originIn(context, item));
		if (syncs === 0 && keepsCursors(context)) hint(context, NO_SYNC);
		for (const { key, awaited, size } of waiting) {
			hint(
				context,
				`The cursor of ${key} stays: ${awaited.size} of ${size} rows have not arrived here yet. The next Sync gives them again.`,
			);
		}
		return context.getInputData().map((input, item) => ({ ...input, pairedItem: { item } }));
	},
};
