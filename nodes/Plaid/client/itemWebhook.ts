import type { IDataObject } from 'n8n-workflow';

import type { HttpRequest } from '../../shared/http';
import { Pause, withRetries } from '../../shared/retry';
import { cancellableWait } from '../../shared/wait';
import { itemAnswer } from '../entities/item';
import type { Connection } from './connection';
import { post } from './post';
import { readReply, type Unanswered } from './reply';

const TIMEOUT = 30_000;

/** An Item and the URL that Plaid calls about it; an Item has one or none. */
export interface ItemWebhook {
	kind: 'item';
	itemId: string;
	/** Empty without a webhook. */
	url: string;
}

export type ItemWebhookReply = ItemWebhook | Unanswered;

async function call(
	http: HttpRequest,
	connection: Connection,
	path: string,
	body: IDataObject,
): Promise<ItemWebhookReply> {
	const exchanged = await withRetries(
		async () => await post(http, connection, path, body, TIMEOUT),
		{ repeatable: true, pause: new Pause(), wait: cancellableWait(undefined) },
	);
	const reply = readReply(exchanged, itemAnswer);
	if (reply.kind !== 'answered') return reply;
	const { item_id: itemId, webhook } = reply.data.item;
	return { kind: 'item', itemId, url: typeof webhook === 'string' ? webhook : '' };
}

/** Source: `/item/get` of Plaid's OpenAPI file (stated). */
export async function getItemWebhook(
	http: HttpRequest,
	connection: Connection,
	accessToken: string,
): Promise<ItemWebhookReply> {
	return await call(http, connection, '/item/get', { access_token: accessToken });
}

/**
 * Replaces the URL. Plaid sends WEBHOOK_UPDATE_ACKNOWLEDGED to the new one. Source:
 * `/item/webhook/update` of Plaid's OpenAPI file (stated).
 *
 * @param url empty for none
 */
export async function setItemWebhook(
	http: HttpRequest,
	connection: Connection,
	accessToken: string,
	url: string,
): Promise<ItemWebhookReply> {
	const body = { access_token: accessToken, webhook: url || null };
	return await call(http, connection, '/item/webhook/update', body);
}
