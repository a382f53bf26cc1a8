import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { resources } from '../../../../nodes/Tight/resources';
import { operationsOf } from '../../../../nodes/Tight/verbs';
import { CHECKING, rowsOf, savingRows } from '../../../support/rows';
import { runTight, useSandbox } from '../../../support/tight';

/** Every operation runs: a new one without a line here fails this test. */

const sandbox = useSandbox();

const [row] = rowsOf([100]);
const mx = {
	guid: 'TRN-1',
	accountGuid: 'ACT-1',
	amount: 1,
	createdAt: '2025-02-24T18:33:00Z',
	date: '2025-02-24',
	status: 'POSTED',
	type: 'DEBIT',
	updatedAt: '2025-02-24T18:33:00Z',
};
const finicity = {
	id: 1,
	amount: 1,
	accountId: 1,
	customerId: '1',
	status: 'active',
	transactionDate: 1740398400,
	createdDate: 1740398400,
};

interface Smallest {
	form?: INodeParameters;
	/** The form for a record that Get Many puts out. */
	formFor?: (row: IDataObject) => IDataObject;
	json?: object;
}

/** The smallest form, and the incoming item, of each operation. `btxn` and `pmt` exist. */
const smallest: Record<string, Smallest> = {
	'bankAccount upsert': { json: { name: 'New' } },
	'bankAccount delete': { form: { recordId: { __rl: true, mode: 'id', value: CHECKING } } },
	'bankTransaction create': { json: row },
	'bankTransaction update': { json: { id: 'btxn_158998869', notes: 'x' } },
	'bankTransaction upsert': { json: row },
	'bankTransaction get': { form: { recordId: 'btxn_158998869' } },
	'bankTransaction delete': { form: { recordId: 'btxn_158998869' } },
	'payment create': { json: row },
	'payment update': { json: { id: 'pmt_158998869', notes: 'x' } },
	'payment upsert': { json: row },
	'payment get': { form: { recordId: 'pmt_158998869' } },
	'payment delete': { form: { recordId: 'pmt_158998869' } },
	'finicityTransaction import': { json: finicity },
	'mxTransaction import': { json: mx },
	'integration update': {
		form: { recordId: { __rl: true, mode: 'list', value: 'int_12345' } },
		json: { status: 'ACTIVE' },
	},
	'integration linkPlaid': { json: { accessToken: 'access-1' } },
	'integration delete': { form: { recordId: { __rl: true, mode: 'id', value: 'int_12345' } } },
	'plaidAccount update': {
		formFor: ({ id }) => ({ recordId: id }),
		json: { autoClassify: 'BUSINESS' },
	},
	'plaidItem get': { formFor: ({ apiItemId }) => ({ apiItemId }) },
	'plaidItem delete': { formFor: ({ id }) => ({ recordId: id }) },
};

const operations = resources.flatMap((resource) =>
	operationsOf(resource).map(({ value }) => [resource.value, value] as const),
);

it.each(operations)('%s: %s', async (resource, operation) => {
	await runTight(sandbox.current, { parameters: savingRows(), input: [row] });
	await runTight(sandbox.current, {
		parameters: savingRows({ resource: 'payment' }),
		input: [row],
	});
	const known = operation === 'getAll' ? {} : smallest[`${resource} ${operation}`];
	expect(known).toBeDefined();
	const listed =
		known.formFor &&
		(await runTight(sandbox.current, { parameters: { resource, operation: 'getAll' } })).items;

	const run = await runTight(sandbox.current, {
		parameters: {
			resource,
			operation,
			...known.form,
			...(listed && (known.formFor!(listed[0]) as INodeParameters)),
			...(known.json && { mappingMode: 'autoMapInputData' }),
		},
		input: [{ ...known.json, ref: 'origin' }],
		after: "={{ $('Start').item.json.ref }}",
	});

	expect(run.error).toBeUndefined();
	expect(run.items.length).toBeGreaterThan(0);
	expect(new Set(run.after)).toEqual(new Set(['origin']));
});
