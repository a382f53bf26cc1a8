import * as fc from 'fast-check';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { exchange } from '../../../nodes/shared/http';
import { startSandbox } from '../../sandbox';
import { realHttp } from '../../support/http';

const options: IHttpRequestOptions = { url: 'http://127.0.0.1/', method: 'POST' };

const failingWith = (error: object) => async () => {
	throw Object.assign(new Error('as thrown'), error);
};

describe('exchange', () => {
	it('asks for the bare answer as text, whatever its status, without following redirects', async () => {
		let asked: IHttpRequestOptions | undefined;
		await exchange(async (given) => {
			asked = given;
			return { statusCode: 200, headers: {}, body: '' };
		}, options);
		expect(asked).toEqual({
			...options,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
	});

	it('hands on every answer as it is', async () => {
		const headers = { 'retry-after': '5' };
		for (const statusCode of [200, 207, 302, 400, 429, 503]) {
			const answer = await exchange(async () => ({ statusCode, headers, body: '<x>' }), options);
			expect(answer).toEqual({ kind: 'answer', status: statusCode, headers, text: '<x>' });
		}
	});

	it.each([
		[{ a: 1 }, '{"a":1}'],
		[undefined, '""'],
		[null, '""'],
	])('makes text of a body that n8n has read already: %p', async (body, text) => {
		const answer = await exchange(async () => ({ statusCode: 200, headers: {}, body }), options);
		expect(answer).toMatchObject({ text });
	});

	it.each([
		[{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'the host name is not known'],
		[{ code: 'ECONNREFUSED', syscall: 'connect' }, 'the host refused the connection'],
		[{ code: 'ETIMEDOUT', syscall: 'connect' }, 'no answer came in time'],
		[{ code: 'ERR_INVALID_URL' }, 'the address is not a URL'],
		[{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, "the host's certificate is self-signed"],
		[{ code: 'CERT_HAS_EXPIRED' }, "the host's certificate has expired"],
	])('knows that nothing was sent: %j', async (error, reason) => {
		expect(await exchange(failingWith(error), options)).toEqual({ kind: 'notSent', reason });
	});

	it.each([
		[{ code: 'ECONNRESET' }, 'the connection broke before the answer'],
		[{ code: 'EPIPE', syscall: 'write' }, 'the connection broke before the answer'],
		[{ code: 'ECONNABORTED' }, 'no answer came in time'],
		[{ code: 'ETIMEDOUT', syscall: 'read' }, 'no answer came in time'],
		[{ code: 'ETIMEDOUT' }, 'no answer came in time'],
		[{ code: 'EPROTO' }, 'as thrown'],
		[{}, 'as thrown'],
		[{ message: '' }, 'the connection broke'],
	])('takes it for possible that something was sent: %j', async (error, reason) => {
		expect(await exchange(failingWith(error), options)).toEqual({ kind: 'broken', reason });
	});

	it('takes what it does not know for possible', async () => {
		const known = /^(E[A-Z]+|ERR_|CERT_|DEPTH_|SELF_|UNABLE_)/;
		const code = fc.stringMatching(/^[A-Z_]+$/).filter((given) => !known.test(given));
		await fc.assert(
			fc.asyncProperty(code, async (given) => {
				const result = await exchange(failingWith({ code: given }), options);
				expect(result).toEqual({ kind: 'broken', reason: 'as thrown' });
			}),
		);
	});

	it('tells a host that is gone from a connection that breaks', async () => {
		const sandbox = await startSandbox();
		const token = { ...options, url: `${sandbox.url}/v6/auth/token` };
		sandbox.fault({ effect: 'cut' });
		expect(await exchange(realHttp, token)).toMatchObject({ kind: 'broken' });
		await sandbox.close();
		expect(await exchange(realHttp, token)).toMatchObject({ kind: 'notSent' });
	});
});
