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
import { cancellableWait } from '../nodes/shared/wait';
import { connectionFrom, HOSTS } from '../nodes/Tight/api/connection';
import { isToken, mintToken } from '../nodes/Tight/api/token';
import { markedToken, unmarkedToken } from '../nodes/Tight/api/credentialToken';

const CLIENT_KEYS = { show: { authentication: ['clientCredentials'] } };

/** Sent in place of a token made for other keys: Tight refuses it, and n8n asks for a new one. */
const OUTDATED = 'outdated';

const TOKEN_REFUSED =
	"Tight did not accept the access token. It may have expired, or belong to another 'Environment'";

/** Keys of a Tight partner, or a token that someone already has. */
export class TightApi implements ICredentialType {
	name = 'tightApi';

	displayName = 'Tight API';

	icon = {
		light: 'file:../nodes/Tight/tight.svg',
		dark: 'file:../nodes/Tight/tight.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/n8n-nodes-tight/n8n-nodes-tight#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			default: 'sandbox',
			options: [
				{ name: 'Sandbox', value: 'sandbox' },
				{ name: 'Production', value: 'production' },
				{ name: 'Custom', value: 'custom' },
			],
			description: "Which of Tight's servers to use; the keys of each are its own",
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. http://127.0.0.1:4747',
			displayOptions: { show: { environment: ['custom'] } },
			description: 'Address of the server, without the path of the API version',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			default: 'clientCredentials',
			options: [
				{
					name: 'Client Credentials',
					value: 'clientCredentials',
					description: 'Client ID and secret of a Tight partner; serves all of its users',
				},
				{
					name: 'Access Token',
					value: 'accessToken',
					description: 'A token made elsewhere; serves one user until it expires',
				},
			],
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			displayOptions: CLIENT_KEYS,
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: CLIENT_KEYS,
		},
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			default: '',
			placeholder: 'e.g. user-4711',
			displayOptions: CLIENT_KEYS,
			description:
				'Your own ID of the user whose books are meant where a node names no other. Leave empty if every item names its user.',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'options',
			default: 'write',
			displayOptions: CLIENT_KEYS,
			options: [
				{ name: 'Read', value: 'read' },
				{ name: 'Read and Write', value: 'write' },
			],
			description: 'What the tokens made with these keys may do',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['accessToken'] } },
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'What Tight signs its webhooks with, given by Tight for each environment. Only the Tight Trigger needs it.',
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	/**
	 * Makes the token with which n8n's own HTTP Request node and the test below speak to Tight. The
	 * Tight node makes its own, one for each user.
	 */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const connection = connectionFrom(credentials);
		const { httpRequest } = this.helpers;
		if (connection.accessToken !== undefined) {
			const problem = await hostProblem(httpRequest, connection.baseUrl);
			if (problem) throw new Error(problem);
			return { sessionToken: connection.accessToken };
		}
		const token = await mintToken(
			httpRequest,
			connection,
			connection.defaultUserId,
			cancellableWait(undefined),
		);
		if (!isToken(token)) throw new Error(token.problem);
		return { sessionToken: markedToken(connection, token.accessToken) };
	}

	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		const connection = connectionFrom(credentials);
		const token =
			connection.accessToken ?? unmarkedToken(connection, String(credentials.sessionToken));
		const authorization = `Bearer ${token ?? OUTDATED}`;
		const request = guarded('Tight', connection.baseUrl, requestOptions);
		return { ...request, headers: { ...request.headers, authorization } };
	};

	/** Reads one bank account: harmless, and allowed with either scope. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrlExpression(HOSTS),
			url: '/v6/banks/accounts/query',
			method: 'POST',
			body: { limit: 1 },
			// A redirect would take the token to another host.
			disableFollowRedirect: true,
		},
		// Whatever Tight answers to a query stands in `data`.
		rules: testRules('Tight', 'data', [
			[401, TOKEN_REFUSED],
			[403, 'The token does not have the scope that is needed'],
		]),
	};
}
