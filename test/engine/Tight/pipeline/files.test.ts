import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { changed, fromPlaid } from '../../../support/plaidChanges';
import {
	finicityImport,
	matchingRows,
	mxImport,
	rowsOf,
	SAVINGS,
	sourcedRows,
} from '../../../support/rows';
import { BAKERY, runTight, useSandbox } from '../../../support/tight';
import { attempt, deliver, importing, messagesOf, outcomesOf } from './pipeline';

/** Rows of one run that share an ID. */

const sandbox = useSandbox();
const stored = () => sandbox.current.books(BAKERY).bankTransactions as IDataObject[];

describe('#5 rows of a file that share an ID', () => {
	const sharing = (apiSourceId: string, ...amounts: number[]) => rowsOf(amounts, { apiSourceId });

	test.each([
		['a purchase and its fee', '20250224001'],
		['NONREF', 'NONREF'],
		['an empty template', 'bank-'],
	])('#5 and differ are refused, each naming the other: %s', async (_, id) => {
		const [one, other] = sharing(id, -5000, -35);
		const [good] = sourcedRows(1);
		const run = await attempt(sandbox.current, matchingRows(), [one, good, other]);
		expect(run.failedOrigins).toEqual([0, 2]);
		expect(outcomesOf(run)).toEqual(['notSent', 'notSent']);
		expect(messagesOf(run)[0]).toMatch(/item 2\b/i);
		expect(messagesOf(run)[1]).toMatch(/item 0\b/i);
		expect(stored().map(({ apiSourceId }) => apiSourceId)).toEqual(['src-0']);
	});

	test('#5 three of them name another one each', async () => {
		const run = await attempt(sandbox.current, matchingRows(), sharing('NONREF', -1, -2, -3));
		expect(run.failedOrigins).toEqual([0, 1, 2]);
		messagesOf(run).forEach((message, item) => {
			const others = [...message.matchAll(/item (\d+)/gi)].map(([, number]) => Number(number));
			expect(others.some((other) => other !== item && other < 3)).toBe(true);
		});
		expect(stored()).toEqual([]);
	});

	test('#5 stop the workflow before anything is sent', async () => {
		const { error } = await runTight(sandbox.current, {
			parameters: matchingRows(),
			input: [...sourcedRows(2), ...sharing('NONREF', -1, -2)],
		});
		expect(error?.message).toMatch(/item 2\b/i);
		expect(stored()).toEqual([]);
	});

	test('#5 equal twins of a file are refused, with a remedy', async () => {
		const [row] = sourcedRows(1);
		const run = await attempt(sandbox.current, matchingRows(), [row, row]);
		expect(outcomesOf(run)).toEqual(['notSent', 'notSent']);
		expect(stored()).toEqual([]);
	});

	test('#5 of two accounts are two records', async () => {
		const [row] = sourcedRows(1);
		await deliver(sandbox.current, matchingRows(), [row, { ...row, bankAccountId: SAVINGS }]);
		expect(stored()).toHaveLength(2);
	});

	const unique: Array<[string, INodeParameters, IDataObject]> = [
		['Plaid', fromPlaid(), changed('plaid-1')],
		['MX', importing('mxTransaction'), mxImport('TRN-1')],
		['Finicity', importing('finicityTransaction'), finicityImport(17)],
	];
	test.each(unique)('#5 equal twins of %s are one record', async (_, parameters, row) => {
		const { origins } = await deliver(sandbox.current, parameters, [row, row]);
		expect(stored()).toHaveLength(1);
		expect(origins).toEqual([0, 1]);
	});
});

describe('#5 an ID in scientific notation', () => {
	test.each(['1.23457E+17', '1.23457e+17', '1,23457E+17', '2E+15'])(
		'#5 %s is refused',
		async (apiSourceId) => {
			const run = await attempt(sandbox.current, matchingRows(), rowsOf([-1], { apiSourceId }));
			expect(outcomesOf(run)).toEqual(['notSent']);
			expect(messagesOf(run)[0]).toContain('API Source ID');
			expect(stored()).toEqual([]);
		},
	);

	test.each(['E+17', '12E4', 'FITID-1E+17-A'])('#5 %s is not one', async (apiSourceId) => {
		await deliver(sandbox.current, matchingRows(), rowsOf([-1], { apiSourceId }));
		expect(stored()).toHaveLength(1);
	});
});
