import type { IExecuteFunctions } from 'n8n-workflow';

import { eachItem as eachItemOf } from '../../shared/eachItem';
import { failed, type Outcome } from '../../shared/outcome';
import { parameterReader } from '../../shared/parameters';
import { createClient, type PlaidClient } from '../client/client';
import { failureOf } from '../client/failure';
import type { Unanswered } from '../client/reply';
import { Form } from './form';

/** One input item, and what an operation needs for it. */
export interface Item {
	index: number;
	form: Form;
	client: PlaidClient;
	/** Whether the call can change something at Plaid. */
	isChange: boolean;
}

export interface EachItem<Task> {
	isChange: boolean;
	/** How many items may be under way at once. */
	parallel: number;
	/** Reads the form; what is wrong there goes into `form.problems`. */
	prepare: (form: Form, client: PlaidClient) => Task;
	/** What became of the item. */
	run: (item: Item, task: Task) => Promise<Outcome>;
}

export const PARALLEL_READS = 4;

/** Handles items one by one; see the shared {@link eachItemOf}. */
export async function eachItem<Task>(
	context: IExecuteFunctions,
	{ isChange, parallel, prepare, run }: EachItem<Task>,
): Promise<Outcome[]> {
	const client = await createClient(context);
	const reader = parameterReader(context);
	return await eachItemOf<{ form: Form; task: Task }>(context, {
		parallel,
		prepare: (index) => {
			const form = new Form(reader, index, (value) => client.keepSecret(value));
			const task = prepare(form, client);
			const { problems } = form;
			return problems.length === 0
				? { task: { form, task } }
				: { outcome: invalid(index, problems) };
		},
		run: async ({ form, task }, index) => await run({ index, form, client, isChange }, task),
	});
}

/** The outcome of an item that was found wrong before it was sent. */
function invalid(index: number, problems: string[]): Outcome {
	return failed(`Item ${index} was not sent to Plaid: ${problems.join('; ')}`, {
		outcome: 'notSent',
		reasons: problems.map((message) => ({ type: 'INVALID', message })),
	});
}

/** The outcome of an item that Plaid did not answer as hoped. */
export function notAnswered({ index, client, isChange }: Item, reply: Unanswered): Outcome {
	return failureOf(reply, { item: index, isChange, hide: (text) => client.hide(text) });
}
