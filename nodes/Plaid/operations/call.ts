import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { itemsFrom } from '../../shared/items';
import { done } from '../../shared/outcome';
import { readReply, type Unanswered } from '../client/reply';
import { eachItem, notAnswered, PARALLEL_READS } from './eachItem';
import type { Form } from './form';

/** An operation that makes one call for each item. */
export interface ItemCall<Answer> {
	path: string;
	/** What to send; what is wrong in the form goes into `form.problems`. */
	body: (form: Form) => IDataObject;
	/** What must stand in Plaid's answer. */
	answer: z.ZodType<Answer>;
	/** What is put out for the item. */
	result: (answer: Answer, sent: IDataObject) => Array<Record<string, unknown>>;
	/** Whether the call can change something at Plaid; such calls go out one after the other. */
	isChange: boolean;
	/** Whether the call does no harm when Plaid handles it twice; so it is with reads. */
	repeatable: boolean;
	/** Plaid refuses it with a live environment. */
	isSandboxOnly?: boolean;
	/** What a refusal puts out that says no more than that the call has had its effect before. */
	resultOfRefusal?: (refusal: Unanswered) => IDataObject[] | undefined;
	/** What happened to the items that are done, such as `read`. */
	doneWords: string;
}

const NOT_SANDBOX =
	"this works in Plaid's Sandbox alone. Choose a credential whose 'Environment' is Sandbox";

/** Makes the behaviour of an operation that makes one call for each item. */
export function callForEach<Answer>(call: ItemCall<Answer>) {
	return async (context: IExecuteFunctions): Promise<INodeExecutionData[]> => {
		const outcomes = await eachItem<IDataObject>(context, {
			isChange: call.isChange,
			parallel: call.isChange ? 1 : PARALLEL_READS,
			prepare: (form, { environment }) => {
				if (call.isSandboxOnly && environment === 'production') form.problems.push(NOT_SANDBOX);
				return call.body(form);
			},
			run: async (item, body) => {
				const { path, repeatable, answer } = call;
				const { timeoutSeconds } = item.form;
				const exchanged = await item.client.call({ path, body, repeatable, timeoutSeconds });
				const reply = readReply(exchanged, answer);
				if (reply.kind === 'answered') {
					return done(call.result(reply.data, body) as IDataObject[]);
				}
				const result = call.resultOfRefusal?.(reply);
				return result ? done(result) : notAnswered(item, reply);
			},
		});
		return itemsFrom(context, outcomes, call.doneWords);
	};
}
