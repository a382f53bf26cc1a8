import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';

import { connectionFrom, type Connection } from './client/connection';
import { getItemWebhook, setItemWebhook, type ItemWebhook } from './client/itemWebhook';
import { reasonOf } from './client/post';
import type { Unanswered } from './client/reply';

/**
 * Registration of the trigger's URL for one Item. An Item has one URL: what stood there is put back
 * in the end, and what others have put there is left alone.
 */

/** What is kept between activation and deactivation. */
interface Registered {
	itemId: string;
	/** What was put there. n8n's own address may have changed since. */
	url: string;
	/** What stood there before; empty if nothing did. */
	previousUrl: string;
}

/** The Item that the user chose. */
interface Chosen {
	connection: Connection;
	accessToken: string;
}

interface Kept {
	registered?: Registered;
}

function kept(context: IHookFunctions): Kept {
	return context.getWorkflowStaticData('node') as Kept;
}

function problem(context: IHookFunctions, message: string): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), message);
	// n8n replaces messages that contain a word it knows, such as ECONNRESET, by its own.
	error.message = message;
	return error;
}

function isGone(reply: ItemWebhook | Unanswered): boolean {
	return reply.kind !== 'item' && reply.error?.error_code === 'ITEM_NOT_FOUND';
}

/** @throws NodeOperationError with Plaid's reason unless it did what it was asked to */
function itemIn(
	context: IHookFunctions,
	reply: ItemWebhook | Unanswered,
	{ connection, accessToken }: Chosen,
	task: string,
): ItemWebhook {
	if (reply.kind === 'item') return reply;
	const reason = reasonOf(reply, [connection.secret, accessToken]).replace(/\.$/, '');
	const remedy =
		reply.kind === 'refused' ? ". Check 'Access Token' and the credential of this node" : '';
	throw problem(context, `Plaid did not ${task}: ${reason}${remedy}`);
}

function isByHand(context: IHookFunctions): boolean {
	return context.getNodeParameter('registration') !== 'item';
}

/** A test must not take the events away from the active workflow. */
function isTest(context: IHookFunctions): boolean {
	return context.getMode() === 'manual';
}

async function chosenItem(context: IHookFunctions): Promise<Chosen> {
	const accessToken = String(context.getNodeParameter('accessToken', '')).trim();
	if (!accessToken) {
		throw problem(context, "'Access Token' must be set, or 'Registration' be By Hand");
	}
	return { connection: connectionFrom(await context.getCredentials('tightPlaidApi')), accessToken };
}

function ownUrl(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') as string;
}

/** Whether a URL leads to this trigger; users may have appended a query to it. */
function isOwn(context: IHookFunctions, url: string): boolean {
	return url.split('?', 1)[0] === ownUrl(context);
}

/** The part of a URL that is no secret. */
function hostOf(url: string): string {
	try {
		return new URL(url).host;
	} catch {
		return 'elsewhere';
	}
}

function restore(data: Kept, former: Registered | undefined) {
	if (former) data.registered = former;
	else delete data.registered;
}

/** Whether Plaid calls this trigger about the Item, or need not. */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	if (isByHand(context) || isTest(context)) return true;
	const chosen = await chosenItem(context);
	const { httpRequest } = context.helpers;
	const reply = await getItemWebhook(httpRequest, chosen.connection, chosen.accessToken);
	return isOwn(context, itemIn(context, reply, chosen, 'show the Item').url);
}

/**
 * Lets Plaid call this trigger about the Item.
 *
 * @throws NodeOperationError when another URL stands there and the user did not say that it may be
 *   replaced, or when Plaid refuses
 */
export async function register(context: IHookFunctions): Promise<boolean> {
	if (isByHand(context) || isTest(context)) return true;
	const chosen = await chosenItem(context);
	const { connection, accessToken } = chosen;
	const { httpRequest } = context.helpers;
	const reply = await getItemWebhook(httpRequest, connection, accessToken);
	const { itemId, url: standing } = itemIn(context, reply, chosen, 'show the Item');
	if (isOwn(context, standing)) return true;
	const data = kept(context);
	const former = data.registered;
	const isFormerUrl = former?.itemId === itemId && former.url === standing;
	const isForeign = standing !== '' && !isFormerUrl;
	if (isForeign && context.getNodeParameter('replaceUrl', false) !== true) {
		throw problem(
			context,
			`Plaid sends the events of this Item to another URL already (${hostOf(standing)}). Turn on 'Replace Another URL' to take them over until the workflow is deactivated, or choose another Item`,
		);
	}
	const url = ownUrl(context);
	// Noted before the call, whose answer may be lost although Plaid has changed the URL.
	data.registered = { itemId, url, previousUrl: isFormerUrl ? former.previousUrl : standing };
	const changed = await setItemWebhook(httpRequest, connection, accessToken, url);
	if (changed.kind === 'refused') restore(data, former);
	itemIn(context, changed, chosen, "change the Item's webhook");
	return true;
}

async function putBack(context: IHookFunctions, registered: Registered) {
	const chosen = await chosenItem(context);
	const { connection, accessToken } = chosen;
	const { httpRequest } = context.helpers;
	const reply = await getItemWebhook(httpRequest, connection, accessToken);
	if (isGone(reply)) return;
	const { itemId, url } = itemIn(context, reply, chosen, 'show the Item');
	if (itemId !== registered.itemId || url !== registered.url) return;
	const { previousUrl } = registered;
	const changed = await setItemWebhook(httpRequest, connection, accessToken, previousUrl);
	if (!isGone(changed)) itemIn(context, changed, chosen, "put back the Item's webhook");
}

/**
 * Puts back the URL that stood there before, if the trigger's still stands there. A URL that the
 * trigger did not put there is left alone.
 *
 * @throws NodeOperationError when Plaid refuses; what was there is then still known
 */
export async function unregister(context: IHookFunctions): Promise<boolean> {
	const data = kept(context);
	const { registered } = data;
	if (!registered) return true;
	if (!isByHand(context)) await putBack(context, registered);
	// Forgotten only now: n8n may call again on the same data after a failure, and then save it.
	delete data.registered;
	return true;
}
