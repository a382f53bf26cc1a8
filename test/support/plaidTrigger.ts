import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TightPlaidApi } from '../../credentials/TightPlaidApi.credentials';
import { PlaidTrigger } from '../../nodes/Plaid/PlaidTrigger.node';
import { forgetCredentials } from '../../nodes/Plaid/verification/recent';
import { forgetKeys } from '../../nodes/Plaid/verification/verify';
import { startPlaidSandbox } from '../sandbox/plaid';
import { write } from './plaidProofs';
import {
	callWebhook,
	webhookLife,
	type Call,
	type Called,
	type Trigger,
	type WebhookLife,
} from './webhook';

/** The Plaid Trigger on n8n's webhook contexts, asking the sandbox for keys and Items. */

type PlaidSandbox = Awaited<ReturnType<typeof startPlaidSandbox>>;

const nodeType = new PlaidTrigger();
const credentialTypes = { tightPlaidApi: new TightPlaidApi() };

export function triggerOf(
	{ url, clientId, secret }: PlaidSandbox,
	parameters: INodeParameters = {},
	credential: IDataObject = {},
): Trigger {
	const values = { environment: 'custom', baseUrl: url, clientId, secret, ...credential };
	return {
		nodeType,
		parameters,
		credentialTypes,
		credentials: { tightPlaidApi: values as never },
	};
}

export interface PlaidCall extends Omit<Call, keyof Trigger | 'body'> {
	parameters?: INodeParameters;
	credential?: IDataObject;
	mode?: Trigger['mode'];
	/** Signed and written as Plaid does. */
	event?: IDataObject;
	/** Written otherwise. */
	body?: string | Buffer;
	forgery?: Parameters<PlaidSandbox['sign']>[1];
}

/** What Plaid says of new transactions. */
export const syncEvent: IDataObject = {
	webhook_type: 'TRANSACTIONS',
	webhook_code: 'SYNC_UPDATES_AVAILABLE',
	item_id: 'wz666MBjYWTp2PDzzggYhM6oWWmBb',
	initial_update_complete: true,
	historical_update_complete: false,
	environment: 'sandbox',
};

/** Calls the trigger's URL as Plaid does, but for what is said. */
export async function callPlaidTrigger(
	sandbox: PlaidSandbox,
	{ parameters, credential, event = syncEvent, body, forgery, headers, ...more }: PlaidCall = {},
): Promise<Called> {
	const bytes = body ?? write(event);
	return await callWebhook({
		...triggerOf(sandbox, parameters, credential),
		body: bytes,
		headers: headers ?? { 'Plaid-Verification': await sandbox.sign(bytes, forgery) },
		...more,
	});
}

/** The life of the trigger's webhook, registered for one Item unless said otherwise. */
export function plaidTriggerLife(
	sandbox: PlaidSandbox,
	parameters: INodeParameters,
	more: Pick<Trigger, 'mode'> & { staticData?: IDataObject; credential?: IDataObject } = {},
): WebhookLife & { parameters: INodeParameters } {
	const all = { registration: 'item', ...parameters };
	const { credential, ...rest } = more;
	const life = webhookLife({ ...triggerOf(sandbox, all, credential), ...rest });
	return Object.assign(life, { parameters: all });
}

/** A sandbox for the tests of one file; Items are new for each test, and nothing is remembered. */
export function usePlaidForTrigger(): { current: PlaidSandbox } {
	const holder = {} as { current: PlaidSandbox };
	beforeAll(async () => {
		holder.current = await startPlaidSandbox();
	});
	beforeEach(async () => {
		await holder.current.reset();
		forgetKeys();
		forgetCredentials();
	});
	afterAll(async () => await holder.current.close());
	return holder;
}
