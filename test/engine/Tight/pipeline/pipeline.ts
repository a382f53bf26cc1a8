import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { runTight, type Sandbox, type TightOptions, type TightRun } from '../../../support/tight';

/** What the tests of the 38 faults of saving begin with: issue 9 numbers them. */

export const CONTINUE: OnError = 'continueErrorOutput';

/** Bank transactions or payments from incoming items, matched by API Source ID. */
export function matched(resource: string, more: INodeParameters = {}): INodeParameters {
	return {
		resource,
		operation: 'upsert',
		mappingMode: 'autoMapInputData',
		matchOn: 'apiSourceId',
		...more,
	};
}

/** MX or Finicity transactions from incoming items. */
export function importing(resource: string): INodeParameters {
	return {
		resource,
		operation: 'import',
		mappingMode: 'autoMapInputData',
		matchOn: 'apiSourceId',
	};
}

type More = Omit<TightOptions, 'parameters' | 'input'>;

/** Runs the node; each failed item comes out by the error output. */
export async function attempt(
	sandbox: Sandbox,
	parameters: INodeParameters,
	input: IDataObject[],
	more: More = {},
): Promise<TightRun> {
	return await runTight(sandbox, { parameters, input, onError: CONTINUE, ...more });
}

/** Runs the node; nothing may fail. */
export async function deliver(
	sandbox: Sandbox,
	parameters: INodeParameters,
	input: IDataObject[],
	more: More = {},
): Promise<TightRun> {
	const run = await runTight(sandbox, { parameters, input, ...more });
	if (run.error) throw run.error;
	return run;
}

/** `refused`, `unknown`, `notSent` … of each failed item. */
export function outcomesOf({ failedItems }: TightRun): unknown[] {
	return failedItems.map(({ details }) => (details as IDataObject).outcome);
}

/** Each message of a failed item. */
export function messagesOf({ failedItems }: TightRun): string[] {
	return failedItems.map(({ error }) => String(error));
}

export const deletions = ({ journal }: Sandbox) =>
	journal.filter(({ method }) => method === 'DELETE');

/** An answer of Tight's to a call that failed as a whole. */
export const failure = (data: unknown, message = 'Tight said why') => ({
	result: 'FAILURE',
	data,
	error: [{ type: 'INVALID_VALUE', message }],
});
