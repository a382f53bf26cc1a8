import {
	NodeConnectionTypes,
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
	passesFilter,
	putOff,
	rawBody,
	refuseBody,
	refuseCaller,
	singleHeader,
	start,
} from '../shared/webhook';
import { CHALLENGE, refusalOf } from './basicAuth';
import { deliveries, keyOf, remember, TAKEN } from './deliveries';
import { CONNECTION_STATUSES, EVENTS, eventOf, inCapitals } from './events';

/** The MX Trigger: starts a workflow on an event of MX from a caller that knew the password. */
export class MxTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'MX Trigger',
		name: 'mxTrigger',
		icon: { light: 'file:mx.svg', dark: 'file:mx.dark.svg' },
		group: ['trigger'],
		// Not 1, of which n8n would ask more: docs/speed.md, "Webhooks".
		version: 1.1,
		// The canvas shows some twenty letters of it.
		subtitle:
			'={{ [].concat($parameter["events"]).join().replace(/,.*/, ", …").replace("*", "any event") }}',
		description: 'Starts the workflow when MX has new data or needs the end user',
		defaults: { name: 'MX Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'tightMxApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				// An expression: a literal would be a text here, and n8n's server refuses a status of text.
				responseCode: `={{ ${TAKEN} }}`,
				responseMode: 'onReceived',
				path: 'webhook',
			},
		],
		properties: [
			{
				displayName:
					"Register this trigger in MX's Client Dashboard under Developers, Webhooks: enter the Production URL (above, under Webhook URLs) for each event, and as HTTP Basic authentication the 'Webhook User' and the 'Webhook Password' of this node's credential. MX enables some of the events only on request.",
				name: 'registration',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				options: EVENTS,
				default: ['AGGREGATION', 'CONNECTION_STATUS', 'HISTORY'],
				description: 'What MX tells of. An expression may name other types of MX as well.',
			},
			{
				displayName: 'Connection Statuses',
				name: 'connectionStatuses',
				type: 'multiOptions',
				displayOptions: { show: { events: ['CONNECTION_STATUS', '*'] } },
				options: CONNECTION_STATUSES.map((status) => ({
					name: `${status[0]}${status.slice(1).toLowerCase()}`,
					value: status,
				})),
				default: [],
				description:
					'To which statuses of a connection the workflow reacts. Leave empty for every status, those that MX adds later as well.',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Ignore Redeliveries',
						name: 'ignoreRedeliveries',
						type: 'boolean',
						default: false,
						description:
							'Whether to start nothing when MX repeats an event although n8n answered that it was taken. Repeats are marked with "redelivered" in any case; those of which MX got no answer start the workflow again. What came is known to this process of n8n alone, until it restarts, and for the newest 10,000 events.',
					},
				],
			},
		],
	};

	/** MX has no call to register a webhook: its user does that in MX's dashboard. */
	webhookMethods = {
		default: {
			async checkExists(): Promise<boolean> {
				return true;
			},
			async create(): Promise<boolean> {
				return true;
			},
			async delete(): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const credential = await credentialOf(this, 'tightMxApi');
		// MX queues the event again on this status (docs.mx.com/resources/webhooks, stated).
		if (!credential) return putOff(this, 429);
		const refusal = refusalOf(singleHeader(this, 'authorization'), credential);
		if (refusal) return refuseCaller(this, refusal, CHALLENGE);
		const bytes = await rawBody(this);
		const body = bytes && objectFrom(bytes);
		if (!body) return refuseBody(this);
		const event = eventOf(body);
		const chosen = (parameter: string) =>
			listOf(this.getNodeParameter(parameter, [])).map((value) => value.toUpperCase());
		if (!isChosen(chosen('events'), event ?? '')) return ignore();
		if (event === 'CONNECTION_STATUS') {
			const status = inCapitals(body.connection_status);
			if (!passesFilter(chosen('connectionStatuses'), status)) return ignore();
		}
		const key = keyOf(this, body);
		const known = key === undefined ? undefined : deliveries.get(key);
		const isIgnoring = this.getNodeParameter('options.ignoreRedeliveries', false);
		// An event of which MX may not know that it was taken starts the workflow again.
		if (known === 'taken' && isIgnoring) return ignore();
		if (key !== undefined) remember(this, key);
		return start(body, { redelivered: known !== undefined });
	}
}
