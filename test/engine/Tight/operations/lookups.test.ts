import { queriesOf, requestsTo } from '../../../support/journal';
import { picked } from '../../../support/rows';
import { runTight, STUDIO, useSandbox } from '../../../support/tight';

const sandbox = useSandbox();

const listing = (resource: string, more = {}) => ({
	resource,
	operation: 'getAll',
	returnAll: true,
	...more,
});

describe('Category: Get Many', () => {
	it('makes one list of the three that Tight answers, each row with its type', async () => {
		const run = await runTight(sandbox.current, { parameters: listing('category') });

		expect(run.error).toBeUndefined();
		expect(requestsTo(sandbox.current, '/v6/categories')).toMatchObject([{ method: 'GET' }]);
		expect(run.items.map(({ name, categoryType }) => `${String(categoryType)} ${String(name)}`))
			.toMatchInlineSnapshot(`
		[
		  "expense Wages",
		  "expense Ingredients",
		  "expense Packaging",
		  "expense Rent and Utilities",
		  "expense Delivery",
		  "revenue Shop Sales",
		  "revenue Wholesale",
		  "revenue Catering",
		  "transfer Bank Transfer",
		  "transfer Credit Card Payment",
		  "transfer Owner",
		  "transfer Tax Payment",
		]
	`);
		expect(run.items[1].children).toHaveLength(3);
	});

	it.each([
		['no lists', { effect: 'status', status: 200, body: { result: 'SUCCESS', data: { a: 1 } } }],
		['nothing', { effect: 'emptyData' }],
	])('is not empty where Tight answers with %s', async (_, fault) => {
		sandbox.current.fault({ ...fault, path: '/v6/categories' });
		const run = await runTight(sandbox.current, { parameters: listing('category') });

		expect(run.items).toEqual([]);
		expect(run.error?.message).toContain('Tight gave no usable answer for item 0');
	});

	it('ends at the limit', async () => {
		const run = await runTight(sandbox.current, {
			parameters: listing('category', { returnAll: false, limit: 6 }),
		});

		expect(run.items).toHaveLength(6);
	});
});

describe('Customer: Get Many', () => {
	it('reads all pages of a list of 288', async () => {
		const run = await runTight(sandbox.current, {
			parameters: listing('customer', { userId: STUDIO }),
		});

		expect(run.error).toBeUndefined();
		expect(new Set(run.items.map(({ id }) => id)).size).toBe(288);
		expect(queriesOf(sandbox.current, '/v6/customers')).toHaveLength(2);
	});

	it('filters, sorts and expands as documented', async () => {
		const run = await runTight(sandbox.current, {
			parameters: listing('customer', {
				filters: {
					name: { conditions: [{ operator: 'contain', value: 'abigail' }] },
					email: { conditions: [{ operator: 'notEqual', value: 'nobody@tight.com' }] },
					status: { conditions: [{ operator: 'in', value: 'ACTIVE' }] },
					classSegments: { conditions: [{ operator: 'in', value: picked('cls_593054') }] },
				},
				sort: { by: { orderBy: 'NAME', direction: 'ASC' } },
				expand: ['classSegments'],
				simplify: false,
			}),
		});

		expect(run.error).toBeUndefined();
		expect(queriesOf(sandbox.current, '/v6/customers')).toEqual([
			{
				limit: 250,
				filter: {
					name: { contain: 'abigail' },
					email: { notEqual: 'nobody@tight.com' },
					status: { in: ['ACTIVE'] },
					classSegments: { id: { in: ['cls_593054'] }, expand: true },
				},
				sort: { orderBy: 'NAME', direction: 'ASC' },
			},
		]);
		expect(run.items).toMatchObject([
			{ name: 'Abigail Adams', classSegments: [{ name: 'Mid Atlantic' }] },
		]);
	});

	it('simplifies', async () => {
		const run = await runTight(sandbox.current, {
			parameters: listing('customer', { returnAll: false, limit: 1 }),
		});

		expect(run.items).toEqual([
			{
				id: 'cus_4852707',
				name: 'Abigail Adams',
				businessName: null,
				email: 'abigail@tight.com',
				status: 'ACTIVE',
				createdDateTime: '2025-01-02T09:00:00.000Z',
			},
		]);
	});
});

describe('GL Account: Get Many', () => {
	it('filters and sorts as documented', async () => {
		const run = await runTight(sandbox.current, {
			parameters: listing('glAccount', {
				filters: {
					name: { conditions: [{ operator: 'contain', value: 'sales' }] },
					status: { conditions: [{ operator: 'in', value: 'ACTIVE' }] },
				},
				sort: { by: { orderBy: 'NAME', direction: 'DESC' } },
			}),
		});

		expect(run.error).toBeUndefined();
		expect(run.items.map(({ name }) => name)).toEqual([
			'Wholesale Sales',
			'Shop Sales',
			'Sales Tax Payable',
		]);
		expect(run.items[0]).toEqual({
			id: 'gla_38560331',
			name: 'Wholesale Sales',
			accountNo: '40200',
			type: 'INCOME',
			status: 'ACTIVE',
			level: 1,
			balance: 0,
		});
	});
});

describe('Vendor: Get Many', () => {
	it('filters as documented', async () => {
		const run = await runTight(sandbox.current, {
			parameters: listing('vendor', {
				filters: {
					name: { conditions: [{ operator: 'equal', value: 'Gusto' }] },
					status: {
						conditions: [
							{ operator: 'in', value: 'ACTIVE' },
							{ operator: 'in', value: 'INACTIVE' },
						],
					},
				},
			}),
		});

		expect(run.error).toBeUndefined();
		expect(queriesOf(sandbox.current, '/v6/vendors')).toEqual([
			{
				limit: 250,
				filter: { name: { equal: 'Gusto' }, status: { in: ['ACTIVE', 'INACTIVE'] } },
			},
		]);
		expect(run.items).toMatchObject([{ id: 'vnd_28868401', name: 'Gusto' }]);
	});
});

describe('Class Segment: Get Many', () => {
	it('asks for no more than the documented page and lists the roots with their children', async () => {
		const run = await runTight(sandbox.current, { parameters: listing('classSegment') });

		expect(run.error).toBeUndefined();
		expect(queriesOf(sandbox.current, '/v6/classes/segments')).toEqual([{ limit: 250 }]);
		expect(run.items).toHaveLength(3);
		expect(run.items[0]).toMatchObject({
			name: 'Mid Atlantic',
			children: [{ name: 'Washington DC' }, { name: 'Baltimore' }],
		});
	});
});
