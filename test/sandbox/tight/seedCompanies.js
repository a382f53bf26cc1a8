// @ts-check
'use strict';

/**
 * What a company starts with. All money in integer cents.
 *
 * @typedef {object} Seed
 * @property {string} userId The partner's own id of the user
 * @property {string} companyId
 * @property {string} name
 * @property {Record<'integrations' | 'bankAccounts' | 'bankTransactions' | 'payments' | 'children',
 *   number>} firstNumbers Numbers of the first ids to be given
 * @property {any[]} integrations
 * @property {any[]} bankAccounts
 * @property {{ expense: any[], revenue: any[], transfer: any[] }} categories
 * @property {any[]} glAccounts
 * @property {any[]} customers
 * @property {any[]} vendors
 * @property {any[]} classSegments
 */

const ICONS = 'https://cdn.sandbox.tight.com/icons';

/** Banks by their provider's id; both companies may use the same one. */
const INSTITUTIONS = {
	ins_109508: 'First Platypus Bank',
	ins_109511: 'Tartan Savings Bank',
	ins_109512: 'Houndstooth Card Services',
	ins_109509: 'Gingham Credit Union',
};

/**
 * @param {number} number
 * @param {string} owner
 * @param {keyof INSTITUTIONS} institutionId
 */
function integration(number, owner, institutionId) {
	return {
		id: `int_${number}`,
		status: 'ACTIVE',
		apiName: 'PLAID',
		iconUrl: `${ICONS}/banks/56.png`,
		apiAccessToken: `access-sandbox-${owner}-${number}`,
		apiUsername: null,
		lastSyncedDate: '2025-06-30',
		apiInstitutionId: institutionId,
		apiInstitutionName: INSTITUTIONS[institutionId],
		apiErrorType: null,
		apiErrorCode: null,
	};
}

/**
 * @param {string} id
 * @param {string} name
 * @param {{ mask: string, type: string, integrationId: string, glAccountId: string,
 *   balance: number }} facts `balance` in cents
 */
function bankAccount(id, name, { mask, type, integrationId, glAccountId, balance }) {
	return {
		id,
		status: 'ACTIVE',
		apiName: 'PLAID',
		iconUrl: `${ICONS}/banks/56.png`,
		name,
		mask,
		type,
		integrationId,
		syncTransactions: true,
		tranStartDate: '2025-01-01',
		glAccountId,
		beginningBalance: balance,
	};
}

/**
 * Numbers the ids of a list and of the lists inside it: `[name, [child, …], icon]`.
 *
 * @param {number} firstNumber
 * @param {string} icons Folder of the icons
 * @param {[name: string, children?: string[], icon?: string][]} names
 */
function categories(firstNumber, icons, names) {
	let number = firstNumber;
	/** @type {(name: string, icon?: string) => any} */
	const category = (name, icon = /^\w+/.exec(name)?.[0].toLowerCase()) => ({
		id: `ctg_${number++}`,
		name,
		status: 'ACTIVE',
		iconUrl: `${ICONS}/${icons}/${icon}.svg`,
	});
	return names.map(([name, children = [], icon]) => ({
		...category(name, icon),
		children: children.map((child) => category(child)),
		customData: null,
	}));
}

/**
 * @param {number} firstNumber
 * @param {[accountNo: string, name: string, type: string][]} chart
 */
function glAccounts(firstNumber, chart) {
	return chart.map(([accountNo, name, type], index) => ({
		id: `gla_${firstNumber + index}`,
		name,
		status: 'ACTIVE',
		accountNo,
		type,
		iconUrl: `${ICONS}/glAccountTypes/${type.toLowerCase()}.png`,
	}));
}

/**
 * @param {number} firstNumber
 * @param {string[]} names
 * @param {string} domain
 */
function customers(firstNumber, names, domain) {
	return names.map((name, index) => ({
		id: `cus_${firstNumber + index}`,
		name,
		status: 'ACTIVE',
		email: `${name.split(' ')[0].toLowerCase()}@${domain}`,
	}));
}

/**
 * @param {number} firstNumber
 * @param {string[]} names
 */
function vendors(firstNumber, names) {
	return names.map((name, index) => ({ id: `vnd_${firstNumber + index}`, name, status: 'ACTIVE' }));
}

/**
 * @param {string} id
 * @param {{ id: string, name: string, requiredness: string }} label
 * @param {string} name
 * @param {any[]} [children]
 */
function segment(id, label, name, children = []) {
	return { id, label, name, children };
}

/** @type {(id: string, name: string, required?: boolean) => any} */
const label = (id, name, required = false) => ({
	id,
	name,
	requiredness: required ? 'REQUIRED' : 'NOT_REQUIRED',
});

/**
 * The bakery holds the records that the documents' own samples name (bank account bka_7542850,
 * customer Abigail Adams, vendor Gusto, category Wages …), so that those samples can be sent as
 * they stand. Its credit card has a bare number as id, as in the bank accounts sample (stated).
 *
 * @returns {Seed}
 */
function bakery() {
	const region = label('cll_4521', 'Region', true);
	const location = label('cll_4522', 'Location');
	const jobCode = label('cll_4523', 'Job Code');
	return {
		userId: 'user-bakery',
		companyId: 'co_2210',
		name: 'Rosewater Bakery LLC',
		firstNumbers: {
			integrations: 12348,
			bankAccounts: 7542852,
			bankTransactions: 158998869,
			payments: 158998869,
			children: 349412,
		},
		integrations: [
			integration(12345, 'bakery', 'ins_109508'),
			integration(12346, 'bakery', 'ins_109511'),
			integration(12347, 'bakery', 'ins_109512'),
		],
		bankAccounts: [
			bankAccount('bka_7542850', 'Business Checking', {
				mask: '1687',
				type: 'DEPOSITORY',
				integrationId: 'int_12345',
				glAccountId: 'gla_38560320',
				balance: 1_845_210,
			}),
			bankAccount('bka_7542851', 'Rainy Day Savings', {
				mask: '4402',
				type: 'DEPOSITORY',
				integrationId: 'int_12346',
				glAccountId: 'gla_38560321',
				balance: 2_500_000,
			}),
			bankAccount('123456', 'Business Credit Card', {
				mask: '9017',
				type: 'CREDIT',
				integrationId: 'int_12347',
				glAccountId: 'gla_38560325',
				balance: -62_388,
			}),
		],
		categories: {
			expense: categories(58932890, 'expenseCategories', [
				['Wages', [], 'payroll'],
				['Ingredients', ['Flour and Grains', 'Dairy and Eggs', 'Sugar and Chocolate']],
				['Packaging'],
				['Rent and Utilities', ['Gas', 'Electricity', 'Water']],
				['Delivery'],
			]),
			revenue: categories(58932920, 'revenueCategories', [
				['Shop Sales'],
				['Wholesale', ['Cafes', 'Hotels']],
				['Catering'],
			]),
			transfer: categories(58932940, 'transferCategories', [
				['Bank Transfer'],
				['Credit Card Payment'],
				['Owner', ['Owner Contribution', 'Owner Draw']],
				['Tax Payment'],
			]),
		},
		glAccounts: glAccounts(38560320, [
			['10100', 'Checking', 'ASSET'],
			['10200', 'Savings', 'ASSET'],
			['12000', 'Accounts Receivable', 'ASSET'],
			['13000', 'Inventory of Ingredients', 'ASSET'],
			['15000', 'Ovens and Equipment', 'ASSET'],
			['20100', 'Credit Card', 'LIABILITY'],
			['21000', 'Accounts Payable', 'LIABILITY'],
			['60210', 'Officer(s) Salaries and Wages', 'EXPENSE'],
			['24000', 'Sales Tax Payable', 'LIABILITY'],
			['30100', 'Owner Equity', 'EQUITY'],
			['40100', 'Shop Sales', 'INCOME'],
			['40200', 'Wholesale Sales', 'INCOME'],
			['40300', 'Catering Income', 'INCOME'],
			['50100', 'Cost of Ingredients', 'EXPENSE'],
			['50200', 'Cost of Packaging', 'EXPENSE'],
			['60100', 'Wages of Bakers', 'EXPENSE'],
			['61000', 'Rent', 'EXPENSE'],
			['62000', 'Utilities', 'EXPENSE'],
			['63000', 'Delivery and Vehicles', 'EXPENSE'],
			['65000', 'Merchant Fees', 'EXPENSE'],
		]),
		customers: [
			{
				id: 'cus_4852707',
				name: 'Abigail Adams',
				status: 'ACTIVE',
				email: 'abigail@tight.com',
				classSegmentIds: ['cls_593054'],
			},
			...customers(
				4852708,
				[
					'Alder Street Cafe',
					'Bluebird Inn',
					'Canal House Hotel',
					'Cedar Room Catering',
					'Corner Post Deli',
					'Daybreak Coffee',
					'Elm Park School',
					'Fern and Fig',
					'Foundry Coworking',
					'Glasshouse Cafe',
					'Harbor View Hotel',
					'Hilltop Golf Club',
					'Juniper Coffee Roasters',
					'Kingfisher Pub',
					'Lantern Books and Cafe',
					'Larkspur Weddings',
					'Linden Hall',
					'Maple Leaf Diner',
					'Meridian Hospital Canteen',
					'Millrace Brewery',
					'North Quay Market',
					'Old Mill Bed and Breakfast',
					'Orchard Grocers',
					'Parkside Kitchen',
					'Quill and Cup',
					'Riverbend Yoga Studio',
					'Saltmarsh Bistro',
					'Stonebridge Farm Shop',
					'Sunday Supper Club',
					'Tinker Toys Tearoom',
					'Willow Lane Care Home',
				],
				'rosewater-customers.example',
			),
		],
		vendors: [
			{ id: 'vnd_28868401', name: 'Gusto', status: 'ACTIVE' },
			...vendors(28868402, [
				'Amberfield Mills',
				'Brightwater Utilities',
				'Cascade Gas and Electric',
				'Clover Hill Dairy',
				'Copper Kettle Supplies',
				'Dovetail Packaging',
				'Eastgate Property Management',
				'Fairview Insurance',
				'Greenline Couriers',
				'Heritage Eggs',
				'Ironwood Equipment Leasing',
				'Kestrel Accounting',
				'Lakeshore Linen Service',
				'Mountain Top Chocolate',
				'Nutwood Orchards',
				'Orange Grove Fruit Company',
				'Pinewood Printing',
				'Quickfix Oven Repair',
				'Redwood Waste Services',
				'Silverline Telecom',
				'Sweetbriar Sugar Company',
				'Tideway Fuel',
				'United Food Safety Lab',
				'Vanilla Trade Partners',
				'Westside Hardware',
			]),
		],
		classSegments: [
			segment('cls_593051', region, 'Mid Atlantic', [
				segment('cls_593054', location, 'Washington DC'),
				segment('cls_593055', location, 'Baltimore'),
			]),
			segment('cls_593061', region, 'New England', [segment('cls_593064', location, 'Boston')]),
			segment('cls_594913', jobCode, '7050 – Interior Finishes'),
		],
	};
}

/** @returns {Seed} */
function studio() {
	const team = label('cll_7731', 'Team');
	const squad = label('cll_7732', 'Squad');
	const project = label('cll_7733', 'Project');
	const firstNames = (
		'Amara Beatriz Callum Deniz Elif Farah Gideon Hana Ines Jonas Keiko Leandro ' +
		'Mireille Nadia Oskar Priya Quentin Rosa'
	).split(' ');
	const lastNames = (
		'Abbott Bergstrom Castellano Duarte Eriksen Fontaine Grant Hoffmann Ivanova Jensen ' +
		'Kowalski Laurent Moreau Nakamura Okafor Petrov'
	).split(' ');
	return {
		userId: 'user-studio',
		companyId: 'co_3320',
		name: 'Northlight Design Studio Inc',
		firstNumbers: {
			integrations: 22348,
			bankAccounts: 8642903,
			bankTransactions: 258000001,
			payments: 258000001,
			children: 749001,
		},
		integrations: [
			integration(22345, 'studio', 'ins_109509'),
			integration(22346, 'studio', 'ins_109511'),
			integration(22347, 'studio', 'ins_109512'),
		],
		bankAccounts: [
			bankAccount('bka_8642900', 'Operating Checking', {
				mask: '2210',
				type: 'DEPOSITORY',
				integrationId: 'int_22345',
				glAccountId: 'gla_48560320',
				balance: 5_120_075,
			}),
			bankAccount('bka_8642901', 'Tax Savings', {
				mask: '2218',
				type: 'DEPOSITORY',
				integrationId: 'int_22346',
				glAccountId: 'gla_48560321',
				balance: 1_200_000,
			}),
			bankAccount('bka_8642902', 'Studio Credit Card', {
				mask: '7755',
				type: 'CREDIT',
				integrationId: 'int_22347',
				glAccountId: 'gla_48560324',
				balance: -148_019,
			}),
		],
		categories: {
			expense: categories(68932890, 'expenseCategories', [
				['Salaries'],
				['Software', ['Design Tools', 'Hosting']],
				['Contractors'],
				['Office', ['Rent', 'Supplies']],
				['Travel'],
			]),
			revenue: categories(68932920, 'revenueCategories', [
				['Project Fees', ['Branding', 'Websites', 'Print']],
				['Retainers'],
				['Licensing'],
			]),
			transfer: categories(68932940, 'transferCategories', [
				['Bank Transfer'],
				['Credit Card Payment'],
				['Shareholder', ['Shareholder Loan', 'Dividend']],
				['Tax Payment'],
			]),
		},
		glAccounts: glAccounts(48560320, [
			['1010', 'Operating Checking', 'ASSET'],
			['1020', 'Tax Savings', 'ASSET'],
			['1200', 'Accounts Receivable', 'ASSET'],
			['1500', 'Computers', 'ASSET'],
			['2010', 'Credit Card', 'LIABILITY'],
			['2100', 'Accounts Payable', 'LIABILITY'],
			['2200', 'Deferred Revenue', 'LIABILITY'],
			['2400', 'Payroll Liabilities', 'LIABILITY'],
			['3010', 'Common Stock', 'EQUITY'],
			['3020', 'Retained Earnings', 'EQUITY'],
			['4010', 'Project Fees', 'INCOME'],
			['4020', 'Retainer Income', 'INCOME'],
			['4030', 'Licensing Income', 'INCOME'],
			['6010', 'Salaries', 'EXPENSE'],
			['6020', 'Contractors', 'EXPENSE'],
			['6030', 'Software Subscriptions', 'EXPENSE'],
			['6040', 'Office Rent', 'EXPENSE'],
			['6050', 'Office Supplies', 'EXPENSE'],
			['6060', 'Travel', 'EXPENSE'],
			['6070', 'Merchant Fees', 'EXPENSE'],
			['6080', 'Professional Services', 'EXPENSE'],
		]),
		customers: customers(
			5852707,
			lastNames.flatMap((last) => firstNames.map((first) => `${first} ${last}`)),
			'northlight-clients.example',
		),
		vendors: vendors(38868401, [
			'Adlib Type Foundry',
			'Atlas Coworking',
			'Bitloft Hosting',
			'Brushstroke Software',
			'Canvas and Co',
			'Carbon Laptop Rentals',
			'Deckle Paper Merchants',
			'Ember Legal',
			'Fieldwork Research',
			'Focal Point Photography',
			'Gridline Stock Images',
			'Halftone Press',
			'Inkwell Printers',
			'Junction Rail',
			'Kerning Freelance Network',
			'Lumen Lighting',
			'Margin Accounting',
			'Nimbus Storage',
			'Overprint Merch',
			'Palette Insurance',
			'Quark Courier',
			'Raster Video',
			'Skyline Airways',
			'Trackpad Support',
			'Vector Telecom',
			'Wireframe Academy',
		]),
		classSegments: [
			segment('cls_693051', team, 'Brand', [
				segment('cls_693052', squad, 'Identity'),
				segment('cls_693053', squad, 'Packaging'),
			]),
			segment('cls_693061', team, 'Digital', [segment('cls_693062', squad, 'Websites')]),
			segment('cls_694913', project, '2025 Internal Tools'),
		],
	};
}

/**
 * The two companies, made anew at each call.
 *
 * @returns {Seed[]}
 */
function seedCompanies() {
	return [bakery(), studio()];
}

/**
 * A company that has nothing yet. The ids of its records are those of no other company.
 *
 * @param {string} userId
 * @param {number} index
 * @returns {Seed}
 */
function newCompany(userId, index) {
	const firstNumber = 300_000_000 + 1_000_000 * index;
	return {
		userId,
		companyId: `co_${10_000 + index}`,
		name: `Company of ${userId}`,
		firstNumbers: {
			integrations: firstNumber,
			bankAccounts: firstNumber,
			bankTransactions: firstNumber,
			payments: firstNumber,
			children: firstNumber,
		},
		integrations: [],
		bankAccounts: [],
		categories: { expense: [], revenue: [], transfer: [] },
		glAccounts: [],
		customers: [],
		vendors: [],
		classSegments: [],
	};
}

module.exports = { ICONS, newCompany, seedCompanies };
