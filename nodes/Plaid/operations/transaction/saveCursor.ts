import { saveCursors } from '../../cursors';
import type { Operation } from '../operation';

/** Save Cursor: stands behind whatever saves the transactions, and passes its items on. */
export const saveCursor: Operation = {
	value: 'saveCursor',
	name: 'Save Cursor',
	action: 'Save transaction cursor',
	description: 'Note that the synced transactions are saved, so that the next Sync continues there',
	parameters: [
		{
			displayName:
				'Place this behind the node that saves the transactions. It passes its items on, and the next Sync begins where the Sync of this execution ended. Only active workflows keep cursors: in a test run nothing moves.',
			name: 'saveCursorNotice',
			type: 'notice',
			default: '',
		},
	],
	execute: async (context) => {
		saveCursors(context);
		return context.getInputData().map((input, item) => ({ ...input, pairedItem: { item } }));
	},
};
