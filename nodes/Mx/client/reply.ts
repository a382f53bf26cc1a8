import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/json';
import * as shared from '../../shared/reply';

/**
 * Why MX refused something, in its own words. Source: docs.mx.com, platform-api/overview/errors
 * (stated); the values of `status` and `type` are not listed there.
 */
export interface MxError {
	message?: string;
	status?: string;
	type?: string;
}

export type Unanswered = shared.Unanswered<MxError>;

export type Reply<Data> = shared.Reply<Data, MxError>;

const ERROR_KEYS = ['message', 'status', 'type'] as const;

/** What stands under `error`: MX's object, or a text, as some of its servers answer. */
function errorIn({ error }: IDataObject): MxError | undefined {
	if (typeof error === 'string' && error !== '') return { message: error };
	if (!isObject(error)) return undefined;
	const said = ERROR_KEYS.map((key) => [key, error[key]] as const).filter(
		([, value]) => value !== undefined && value !== null && value !== '',
	);
	return said.length === 0
		? undefined
		: Object.fromEntries(said.map(([key, value]) => [key, String(value)]));
}

/** What a reply of MX's says. */
export const readReply = shared.replyReader<MxError>({ name: 'MX', errorIn });
