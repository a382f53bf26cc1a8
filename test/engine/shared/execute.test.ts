import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { execute } from '../../../nodes/shared/execute';
import { runOne } from '../../support/oneNode';

/** A node that throws: as for a credential that is not set. */
const breaks = async (context: IExecuteFunctions) => {
	const [items] = await execute(context, async (): Promise<INodeExecutionData[]> => {
		throw new Error('Node does not have any credentials set');
	});
	return items;
};
const input = [{ row: 1 }, { row: 2 }];
const FAILED = (item: number) => ({
	json: {
		error: `Item ${item} was not sent: Node does not have any credentials set`,
		details: { outcome: 'notSent' },
	},
	pairedItem: { item },
});

describe('A node that cannot begin', () => {
	it('stops with the reason', async () => {
		const { error } = await runOne(breaks, { input });
		expect(error?.message).toBe('Node does not have any credentials set');
	});

	it('Continue: no item goes on as if it had been handled', async () => {
		const run = await runOne(breaks, { input, onError: 'continueRegularOutput' });
		expect(run.outputs('One')).toEqual([[FAILED(0), FAILED(1)]]);
	});

	it('Continue (using error output): all items leave there', async () => {
		const [regular, failed] = (
			await runOne(breaks, { input, onError: 'continueErrorOutput' })
		).outputs('One');
		expect(regular).toEqual([]);
		expect(failed).toMatchObject([FAILED(0), FAILED(1)]);
	});
});
