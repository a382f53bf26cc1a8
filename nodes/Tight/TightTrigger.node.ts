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
	listOf,
	objectFrom,
	putOff,
	rawBody,
	refuseBody,
	refuseCaller,
	singleHeader,
	start,
} from '../shared/webhook';
import { EVENTS, isWanted, LIFECYCLE_EVENTS } from './trigger/events';
import { KINDS, subjectOf } from './trigger/records';
import {
	MAX_AGE_SECONDS,
	maxAgeFrom,
	refusalOf,
	VERIFICATION_HEADER,
} from './trigger/verification';

const MILLISECONDS = 1000;

/** The Tight Trigger: starts a workflow on an event of Tight whose signature it has checked. */
export class TightTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Tight Trigger',
		name: 'tightTrigger',
		icon: { light: 'file:tight.svg', dark: 'file:tight.dark.svg' },
		group: ['trigger'],
		// Not 1, of which n8n would ask more: docs/speed.md, "Webhooks".
		version: 1.1,
		// The canvas shows some twenty letters of it.
		subtitle:
			'={{ [].concat($parameter["events"]).join().replace(/,.*/, ", …").replace("*", "any event") }}',
		description: 'Starts the workflow when a record changes or something of note happens in Tight',
		defaults: { name: 'Tight Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'tightApi', required: true }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: [
			{
				displayName:
					"Tight registers webhooks on request: send your contact there, or api@tight.com, your client ID and the Production URL (above, under Webhook URLs), for Sandbox and Production each. Tight answers with a webhook secret for each; put it in this node's credential as 'Webhook Secret'.",
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
				default: ['ENTITY_UPDATE'],
				description: 'What Tight tells of',
			},
			{
				displayName: 'Filters',
				name: 'filters',
				type: 'collection',
				placeholder: 'Add Filter',
				default: {},
				options: [
					{
						displayName: 'Company IDs',
						name: 'companyIds',
						type: 'string',
						default: '',
						placeholder: 'e.g. co_1234, co_5678',
						description:
							"Comma-separated IDs of the companies to react to: Tight's own, or yours where the event names it. Lifecycle events may name Tight's alone.",
					},
					{
						displayName: 'Lifecycle Events',
						name: 'lifecycleEvents',
						type: 'multiOptions',
						options: LIFECYCLE_EVENTS,
						default: [],
						description:
							"Which lifecycle events to react to. An expression may give other names, from Tight's lifecycle event dictionary.",
					},
					{
						displayName: 'Records',
						name: 'records',
						type: 'multiOptions',
						options: KINDS.map(({ name, value }) => ({ name, value })),
						default: [],
						description:
							'Kinds of records to whose changes to react. An expression may give others by their path, such as "/v6/mileage".',
					},
				],
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Maximum Age (Seconds)',
						name: 'maxAge',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: MAX_AGE_SECONDS,
						description: 'How old a signature may be that says when it was made; 0 for no limit',
					},
				],
			},
		],
	};

	/** Tight has no call to register a webhook: its team does that on request. */
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
		const credential = await credentialOf(this, 'tightApi');
		if (!credential) return putOff(this, 503);
		const bytes = (await rawBody(this)) ?? Buffer.alloc(0);
		const refusal = refusalOf({
			header: singleHeader(this, VERIFICATION_HEADER),
			body: bytes,
			secret: String(credential.webhookSecret ?? '').trim(),
			maxAge: maxAgeFrom(this.getNodeParameter('options.maxAge', MAX_AGE_SECONDS)),
			now: Date.now() / MILLISECONDS,
		});
		if (refusal) return refuseCaller(this, refusal);
		const body = objectFrom(bytes);
		if (!body) return refuseBody(this);
		const choice = {
			events: listOf(this.getNodeParameter('events', [])),
			records: listOf(this.getNodeParameter('filters.records', [])),
			lifecycleEvents: listOf(this.getNodeParameter('filters.lifecycleEvents', [])),
			companyIds: listOf(this.getNodeParameter('filters.companyIds', '')),
		};
		return isWanted(body, choice) ? start(body, { ...subjectOf(body) }) : ignore();
	}
}
