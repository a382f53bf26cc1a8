import { guarded } from '../../../nodes/shared/credential';

const own = 'https://sandbox.plaid.com';

it.each([
	{ url: `${own}/item/get` },
	{ url: '/item/get', baseURL: own },
	{ uri: `${own}/item/get`, url: undefined as never },
])('lets a request to the own host through, without redirects: %j', (request) => {
	expect(guarded('Plaid', own, request)).toMatchObject({
		...request,
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
	});
});

it.each([
	{ url: 'https://evil.example/item/get' },
	{ url: 'http://sandbox.plaid.com/item/get' },
	{ url: 'https://sandbox.plaid.com@evil.example/' },
	{ url: 'https://evil.example/', baseURL: own },
	{ url: '//evil.example/', baseURL: own },
	{ url: '/item/get' },
])('refuses another host: %j', (request) => {
	expect(() => guarded('Plaid', own, request)).toThrow(
		'for Plaid at https://sandbox.plaid.com only',
	);
});
