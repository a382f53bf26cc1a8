import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';

import { baseUrlExpression, guarded, testRules } from '../nodes/shared/credential';
import { hostProblem } from '../nodes/shared/host';
import { connectionFrom, DEFAULT_VERSION, headersOf, HOSTS } from '../nodes/Mx/client/connection';

const WRONG_KEYS =
	"MX did not accept the keys. Check 'Client ID' and 'API Key', and that they belong to the 'Environment': each environment has its own";

const NOT_ALLOWED =
	"MX refused this address. Put the address of this n8n on the allowlist in MX's dashboard";

const WRONG_VERSION = `MX does not serve this version of its API. Set 'Accept Version' to one that it serves, such as ${DEFAULT_VERSION}`;

/** Keys of a client of MX's, and the password that MX's webhooks show. */
export class TightMxApi implements ICredentialType {
	name = 'tightMxApi';

	displayName = 'MX API';

	icon = {
		light: 'file:../nodes/Mx/mx.svg',
		dark: 'file:../nodes/Mx/mx.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/n8n-nodes-tight/n8n-nodes-tight#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			default: 'integration',
			options: [
				{ name: 'Integration', value: 'integration' },
				{ name: 'Production', value: 'production' },
				{ name: 'Custom', value: 'custom' },
			],
			description: "Which of MX's servers to use; the keys of each are its own",
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. http://127.0.0.1:4749',
			displayOptions: { show: { environment: ['custom'] } },
			description: 'Address of the server, without a path',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Accept Version',
			name: 'acceptVersion',
			type: 'string',
			default: DEFAULT_VERSION,
			placeholder: `e.g. ${DEFAULT_VERSION}`,
			description: "Version of MX's API, sent as Accept-Version with every request",
		},
		{
			displayName: 'Webhook User',
			name: 'webhookUser',
			type: 'string',
			default: '',
			description:
				"For the MX Trigger: a user name of your own choosing, which you also enter in MX's dashboard as HTTP Basic authentication of the webhook",
		},
		{
			displayName: 'Webhook Password',
			name: 'webhookPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"For the MX Trigger: a long random password of your own choosing, which you also enter in MX's dashboard",
		},
		{
			displayName: 'Host That Answered',
			name: 'answeringHost',
			type: 'hidden',
			typeOptions: { expirable: true },
			default: '',
		},
	];

	/** Asks whether the host answers at all, once; n8n keeps the result with the credential. */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const { baseUrl } = connectionFrom(credentials);
		const problem = await hostProblem(this.helpers.httpRequest, baseUrl);
		if (problem) throw new Error(problem);
		return { answeringHost: baseUrl };
	}

	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		const connection = connectionFrom(credentials);
		const request = guarded('MX', connection.baseUrl, requestOptions);
		return { ...request, headers: { ...request.headers, ...headersOf(connection) } };
	};

	/** Lists a few users: harmless. What the statuses mean: docs.mx.com, errors (stated). */
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrlExpression(HOSTS),
			url: '/users',
			method: 'GET',
			qs: { records_per_page: 10 },
			// A redirect would take the keys to another host.
			disableFollowRedirect: true,
		},
		rules: testRules('MX', 'users', [
			[401, WRONG_KEYS],
			[403, NOT_ALLOWED],
			[406, WRONG_VERSION],
		]),
	};
}
