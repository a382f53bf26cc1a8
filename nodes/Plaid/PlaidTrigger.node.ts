import {
	NodeConnectionTypes,
	type IDataObject,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import {
	credentialOf,
	ignore,
	isChosen,
	listOf,
	objectFrom,
	putOff,
	rawBody,
	refuseBody,
	refuseCaller,
	singleHeader,
	start,
} from '../shared/webhook';
import { connectionFrom } from './client/connection';
import { eventOf, EVENTS, outputOf, SYNC_UPDATES_AVAILABLE } from './events';
import { isRegistered, register, unregister } from './registration';
import { MAX_AGE_SECONDS, VERIFICATION_HEADER } from './verification/proof';
import { judge } from './verification/recent';
import { verify, type Verdict } from './verification/verify';

const CREDENTIAL = 'tightPlaidApi';
const MILLISECONDS = 1000;

/** Asks whether Plaid made the call. */
async function verdictOn(context: IWebhookFunctions, body: Buffer | undefined): Promise<Verdict> {
	const { httpRequest } = context.helpers;
	const delivery = {
		header: singleHeader(context, VERIFICATION_HEADER),
		body,
		maxAge: Number(context.getNodeParameter('options.maxAge', MAX_AGE_SECONDS)),
		now: Date.now() / MILLISECONDS,
	};
	return await judge(
		context.getNode().credentials?.[CREDENTIAL]?.id ?? '',
		async () => {
			const credential = await credentialOf(context, CREDENTIAL);
			return credential && connectionFrom(credential);
		},
		async (connection) => await verify(httpRequest, connection, delivery),
	);
}

/** The Plaid Trigger: starts a workflow on an event of Plaid whose signature it has checked. */
export class PlaidTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Plaid Trigger',
		name: 'plaidTrigger',
		icon: { light: 'file:plaid.svg', dark: 'file:plaid.dark.svg' },
		group: ['trigger'],
		// Not 1, of which n8n would ask more: docs/speed.md, "Webhooks".
		version: 1.1,
		// The canvas shows some twenty letters of it.
		subtitle:
			'={{ [].concat($parameter["events"]).join().replace(/,.*/, ", …").replace("TRANSACTIONS: ", "").replace("*", "any event") }}',
		description: 'Starts the workflow when Plaid has new transactions or an Item needs attention',
		defaults: { name: 'Plaid Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'tightPlaidApi', required: true }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: [
			{
				displayName: 'Registration',
				name: 'registration',
				type: 'options',
				default: 'manual',
				options: [
					{
						name: 'By Hand',
						value: 'manual',
						description: 'Your app names the URL to Plaid when a user links an Item',
					},
					{
						name: 'For One Item',
						value: 'item',
						description: 'The URL of one Item is changed while the workflow is active',
					},
				],
				description: 'How Plaid gets to know the URL of this trigger',
			},
			{
				displayName:
					"Give Plaid the Production URL (above, under Webhook URLs): as 'webhook' of /link/token/create for new Items, with the Plaid node's Update Webhook for others. A query that you append to it, such as ?userId=…, comes out with every event of the Item. Events reach the Test URL only if that is what you give.",
				name: 'manualNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { registration: ['manual'] } },
			},
			{
				displayName:
					"An Item has one URL. While the workflow is active it is the Production URL of this trigger (above, under Webhook URLs); after that, what stood there before is put back. A test leaves the Item's URL alone, so that the active workflow misses nothing: Plaid's events do not reach the Test URL by themselves.",
				name: 'itemNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { registration: ['item'] } },
			},
			{
				displayName: 'Access Token',
				name: 'accessToken',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				required: true,
				placeholder: 'e.g. access-sandbox-de3ce8ef-…',
				displayOptions: { show: { registration: ['item'] } },
				description: "The Item's access token",
			},
			{
				displayName: 'Replace Another URL',
				name: 'replaceUrl',
				type: 'boolean',
				default: false,
				displayOptions: { show: { registration: ['item'] } },
				description:
					'Whether to take over the events if Plaid sends them to another URL already. Whoever listens there, which may be Tight or your own app, gets none of them while the workflow is active.',
			},
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				options: EVENTS,
				default: [SYNC_UPDATES_AVAILABLE],
				description: 'What Plaid tells of. An expression may name other pairs of type and code.',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Accept Unverified Calls',
						name: 'acceptUnverified',
						type: 'boolean',
						default: false,
						description:
							'Whether to start the workflow without checking that the call is from Plaid. Then anyone who knows the URL can make up events of any Item. For tests with made-up events only.',
					},
					{
						displayName: 'Maximum Age (Seconds)',
						name: 'maxAge',
						type: 'number',
						typeOptions: { minValue: 1 },
						default: MAX_AGE_SECONDS,
						description:
							'How old a signature may be. Plaid asks for 300; more lets a call that someone has recorded be repeated for longer.',
					},
				],
			},
		],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregister(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const bytes = await rawBody(this);
		if (this.getNodeParameter('options.acceptUnverified', false) !== true) {
			const verdict = await verdictOn(this, bytes);
			if (verdict.kind === 'refused') return refuseCaller(this, verdict.reason);
			// Plaid tries again after any answer but 200.
			if (verdict.kind === 'undecided') return putOff(this, 503, verdict.reason);
		}
		const body = objectFrom(bytes ?? Buffer.alloc(0));
		const event = body && eventOf(body);
		if (!body || event === undefined) return refuseBody(this);
		const chosen = listOf(this.getNodeParameter('events', []));
		if (!isChosen(chosen, event)) return ignore();
		return start(outputOf(body), { query: this.getQueryData() as IDataObject });
	}
}
