import type { IHttpRequestHelper } from 'n8n-workflow';

import { TightMxApi } from '../../../credentials/TightMxApi.credentials';
import { TightPlaidApi } from '../../../credentials/TightPlaidApi.credentials';
import { hostProblem } from '../../../nodes/shared/host';
import { startSandbox } from '../../sandbox';
import { realHttp } from '../../support/http';

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let gone: string;

beforeAll(async () => {
	sandbox = await startSandbox();
	const other = await startSandbox();
	await other.close();
	gone = other.url;
});
afterAll(async () => await sandbox.close());

const REFUSED = /^http:.* did not answer: the host refused the connection\. Check 'Environment'/;

describe('a host', () => {
	it('that answers, whatever it says, is no problem', async () => {
		expect(await hostProblem(realHttp, sandbox.url)).toBeUndefined();
	});

	it('that does not answer is told with what to do', async () => {
		expect(await hostProblem(realHttp, gone)).toMatch(REFUSED);
		expect(await hostProblem(realHttp, '')).toMatch(
			/^The host did not answer: the address is not a URL/,
		);
	});
});

describe.each([TightPlaidApi, TightMxApi])('the credential %p', (Credential) => {
	const asked = async (baseUrl: string) => {
		const helper = { helpers: { httpRequest: realHttp } } as unknown as IHttpRequestHelper;
		const credential = { environment: 'custom', baseUrl };
		return await new Credential().preAuthentication.call(helper, credential);
	};

	it('says that its host does not answer', async () => {
		await expect(asked(gone)).rejects.toThrow(REFUSED);
	});

	it('asks a host that answers once only: n8n keeps what is not empty', async () => {
		expect(await asked(`${sandbox.url}/`)).toEqual({ answeringHost: sandbox.url });
		const hidden = new Credential().properties.find(({ type }) => type === 'hidden');
		expect(hidden).toMatchObject({ name: 'answeringHost', typeOptions: { expirable: true } });
	});
});
