import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { itemsFrom } from './items';
import { notPrepared } from './outcome';

/**
 * What every node does with its input items.
 *
 * When a node throws and the user chose to continue, n8n passes the node's input on as if it had been
 * handled. So an error before the first item, as of a credential that is not set, becomes a failure
 * of every item here.
 *
 * @param run one outcome or more for each input item; it throws only before anything was sent
 * @throws what `run` throws, when the user chose to stop
 */
export async function execute(
	context: IExecuteFunctions,
	run: (context: IExecuteFunctions) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[][]> {
	if (!context.continueOnFail()) return [await run(context)];
	try {
		return [await run(context)];
	} catch (error) {
		const outcomes = context.getInputData().map((_, item) => notPrepared(item, error));
		return [itemsFrom(context, outcomes, 'sent')];
	}
}
