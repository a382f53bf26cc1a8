import type { INodeListSearchItems } from 'n8n-workflow';

import { queriesOf, requestsTo, tokensAskedFor } from '../../support/journal';
import { byId } from '../../support/rows';
import { BAKERY, openList, runTight, STUDIO, useSandbox } from '../../support/tight';

/** The lists from which the editor lets the user pick a record. */

const sandbox = useSandbox();

const namesIn = (results: INodeListSearchItems[]) => results.map(({ name }) => name);

describe('Each list', () => {
	it.each([
		['searchBankAccounts', 3, 'Business Checking · 1687', 'bka_7542850'],
		['searchCategories', 22, 'Wages', 'ctg_58932890'],
		['searchClassSegments', 6, 'Mid Atlantic › Washington DC', 'cls_593054'],
		['searchCustomers', 32, 'Abigail Adams · abigail@tight.com', 'cus_4852707'],
		['searchGlAccounts', 20, 'Officer(s) Salaries and Wages · 60210', 'gla_38560327'],
		['searchIntegrations', 3, 'First Platypus Bank · int_12345', 'int_12345'],
		['searchVendors', 26, 'Gusto', 'vnd_28868401'],
	] as const)('%s has %i choices', async (method, count, name, value) => {
		const { results, paginationToken } = await openList(sandbox.current, method);

		expect(results).toHaveLength(count);
		expect(new Set(results.map((result) => result.value)).size).toBe(count);
		expect(results).toContainEqual({ name, value });
		expect(paginationToken).toBeUndefined();
	});

	it.each([
		['searchBankAccounts', 'savings', ['Rainy Day Savings · 4402']],
		['searchCategories', 'dairy', ['Ingredients › Dairy and Eggs']],
		['searchClassSegments', 'boston', ['New England › Boston']],
		['searchCustomers', 'abigail', ['Abigail Adams · abigail@tight.com']],
		['searchGlAccounts', 'salaries', ['Officer(s) Salaries and Wages · 60210']],
		['searchIntegrations', 'tartan', ['Tartan Savings Bank · int_12346']],
		['searchVendors', 'gust', ['Gusto']],
	] as const)('%s narrowed by "%s"', async (method, typed, names) => {
		const { results } = await openList(sandbox.current, method, { typed });

		expect(namesIn(results)).toEqual(names);
	});

	it('narrowed to nothing is empty', async () => {
		const { results } = await openList(sandbox.current, 'searchVendors', { typed: 'no such' });

		expect(results).toEqual([]);
	});

	it('asks Tight to narrow the list by name where it can', async () => {
		await openList(sandbox.current, 'searchCustomers', { typed: 'abi' });

		expect(queriesOf(sandbox.current, '/v6/customers')).toEqual([
			{ limit: 250, filter: { name: { contain: 'abi' } } },
		]);
	});
});

describe('A list of several pages', () => {
	it('goes on where the former page ended', async () => {
		const parameters = { userId: STUDIO };
		const first = await openList(sandbox.current, 'searchCustomers', { parameters });
		const second = await openList(sandbox.current, 'searchCustomers', {
			parameters,
			paginationToken: first.paginationToken as string,
		});

		expect(first.results).toHaveLength(250);
		expect(second.results).toHaveLength(38);
		expect(second.paginationToken).toBeUndefined();
		const values = [...first.results, ...second.results].map(({ value }) => value);
		expect(new Set(values).size).toBe(288);
	});
});

describe('Whose list', () => {
	it.each([
		['the user of the node', { userId: STUDIO }, STUDIO, 'Operating Checking · 2210'],
		[
			'the credential’s user when the node names none',
			{ userId: '' },
			BAKERY,
			'Business Checking · 1687',
		],
	])('that of %s', async (_, parameters, user, name) => {
		const { results } = await openList(sandbox.current, 'searchBankAccounts', { parameters });

		expect(namesIn(results)).toContain(name);
		expect(tokensAskedFor(sandbox.current)).toEqual([user]);
	});

	it('is asked for when User ID is an expression without a value yet', async () => {
		await expect(
			openList(sandbox.current, 'searchBankAccounts', { parameters: { userId: null } as never }),
		).rejects.toThrow("'User ID' has no value yet");
		expect(sandbox.current.journal).toEqual([]);
	});
});

describe('A list that cannot be read', () => {
	it.each([
		['a wrong key', { clientSecret: 'wrong' }, "Check 'Client ID' and 'Client Secret'"],
		['an unknown user', { userId: 'nobody' }, "no token for the user 'nobody'"],
		[
			'an expired access token',
			{ authentication: 'accessToken', accessToken: 'expired' },
			'Tight did not accept the token',
		],
	])('says why: %s', async (_, credential, message) => {
		const opening = openList(sandbox.current, 'searchVendors', { credential });

		await expect(opening).rejects.toThrow(message);
		await expect(opening).rejects.not.toThrow('wrong');
	});

	it('is read again after a fault', async () => {
		sandbox.current.fault({ effect: 'status', status: 503, path: /query$/ });
		const { results } = await openList(sandbox.current, 'searchVendors');

		expect(results).toHaveLength(26);
		expect(requestsTo(sandbox.current, '/v6/vendors/query')).toHaveLength(2);
	});
});

it('what is picked can be used', async () => {
	const { results } = await openList(sandbox.current, 'searchBankAccounts', { typed: 'savings' });
	const run = await runTight(sandbox.current, {
		parameters: {
			resource: 'bankTransaction',
			operation: 'create',
			date: '2025-02-24',
			amount: '1',
			description: 'Row',
			apiName: 'CSV_IMPORT',
			bankAccountId: byId(String(results[0].value)),
		},
	});

	expect(run.items).toMatchObject([{ bankAccount: { name: 'Rainy Day Savings' } }]);
});
