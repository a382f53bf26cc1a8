import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { Reply } from '../../nodes/Tight/api/client';

/** Answers of Tight's, as its documents show them, and any others. */

export const answer = (body: unknown, status = 200): Extract<Reply, { kind: 'answer' }> => ({
	kind: 'answer',
	status,
	headers: {},
	text: typeof body === 'string' ? body : JSON.stringify(body),
});

export const REQUIRED = { type: 'REQUIRED', message: 'Amount is required', param: 'amount' };

export const saved = (data: IDataObject) => ({
	result: 'SUCCESS',
	statusCode: 200,
	data,
	error: [],
});

export const refused = (error: unknown = [REQUIRED]) => ({
	result: 'FAILURE',
	statusCode: 400,
	data: null,
	error,
});

export const record = (number: number, more: IDataObject = {}) => ({
	id: `btxn_${number}`,
	...more,
});

export const list = (data: unknown[], more: object = {}) => ({ result: 'SUCCESS', data, ...more });

const odd = fc.jsonValue({ maxDepth: 2 });
const error = fc.oneof(
	odd,
	fc.constant([REQUIRED]),
	fc.constant([]),
	fc.array(fc.record({ type: odd, message: odd, param: odd }, { requiredKeys: [] })),
);
const data = fc.oneof(
	fc.constant(null),
	fc.record(
		{ id: fc.constantFrom('1', '2', '3'), apiSourceId: fc.constantFrom('a', 'b') },
		{
			requiredKeys: [],
		},
	),
	odd,
);
/** Whatever an element of a list may be. */
export const anyElement = fc.oneof(
	fc.record(
		{
			result: fc.oneof(fc.constantFrom('SUCCESS', 'FAILURE'), odd),
			statusCode: fc.oneof(fc.constantFrom(200, 400, 404, 500), odd),
			data,
			error,
		},
		{ requiredKeys: [] },
	),
	odd,
);
const body = fc.oneof(
	fc.record(
		{
			result: fc.oneof(fc.constantFrom('SUCCESS', 'FAILURE'), odd),
			data: fc.oneof(fc.array(anyElement, { maxLength: 4 }), data),
			error,
			error_description: odd,
			message: odd,
			cursor: odd,
		},
		{ requiredKeys: [] },
	),
	odd,
);
/** The text of whatever answer. */
export const anyText = fc.oneof(
	{ weight: 5, arbitrary: body.map((value) => JSON.stringify(value)) },
	fc.string(),
);
export const anyStatus = fc.oneof(
	fc.constantFrom(200, 201, 207, 400),
	fc.integer({ min: 200, max: 599 }),
);
