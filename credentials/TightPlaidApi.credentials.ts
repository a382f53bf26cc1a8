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
import { connectionFrom, headersOf, HOSTS } from '../nodes/Plaid/client/connection';

const WRONG_KEYS =
	"Plaid did not accept the keys. Check 'Client ID' and 'Secret', and that the secret belongs to the 'Environment': each environment has its own";

/** Keys of a Plaid client. */
export class TightPlaidApi implements ICredentialType {
	name = 'tightPlaidApi';

	displayName = 'Plaid API';

	icon = {
		light: 'file:../nodes/Plaid/plaid.svg',
		dark: 'file:../nodes/Plaid/plaid.dark.svg',
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
			description: "Which of Plaid's servers to use; each has its own secret",
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. http://127.0.0.1:4748',
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
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The secret of the chosen environment',
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
		const request = guarded('Plaid', connection.baseUrl, requestOptions);
		return { ...request, headers: { ...request.headers, ...headersOf(connection) } };
	};

	/**
	 * Reads one institution: harmless, free, and possible without an Item. Wrong keys answer 400
	 * INVALID_API_KEYS (stated: plaid.com/docs/errors/invalid-input).
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: baseUrlExpression(HOSTS),
			url: '/institutions/get',
			method: 'POST',
			body: { count: 1, offset: 0, country_codes: ['US'] },
			// A redirect would take the keys to another host.
			disableFollowRedirect: true,
		},
		rules: testRules('Plaid', 'institutions', [[400, WRONG_KEYS]], [401, 403]),
	};
}
