import { resources } from '../../../../nodes/Tight/resources';
import { simplified } from '../../../../nodes/Tight/form/simplify';

describe('simplified', () => {
	it('brings the fields at the paths to one level', () => {
		const record = {
			id: 'btxn_1',
			amount: -5001,
			bankAccount: { id: 'bka_1', name: 'Checking', deep: { est: 1 } },
			iconUrl: 'x',
		};
		expect(
			simplified(record, ['id', 'amount', 'bankAccount.name', 'bankAccount.deep.est']),
		).toEqual({
			id: 'btxn_1',
			amount: -5001,
			bankAccountName: 'Checking',
			bankAccountDeepEst: 1,
		});
	});

	it('leaves out what the record does not have, and keeps null, 0 and false', () => {
		const record = { id: null, amount: 0, ready: false, category: null, vendor: 'text' };
		const paths = ['id', 'amount', 'ready', 'notes', 'category.name', 'vendor.name', 'x.y.z'];
		expect(simplified(record as never, paths)).toEqual({ id: null, amount: 0, ready: false });
	});

	it('keeps the order of the paths', () => {
		expect(Object.keys(simplified({ b: 1, a: 2 }, ['a', 'b']))).toEqual(['a', 'b']);
	});
});

describe.each(resources.filter((resource) => resource.simplified))(
	'what is left of a $name',
	({ simplified: paths = [], output }) => {
		it('is at most ten fields, each under a name of its own', () => {
			expect(paths.length).toBeLessThanOrEqual(10);
			const record = (): never => new Proxy({}, { get: () => record() }) as never;
			expect(Object.keys(simplified(record(), paths))).toHaveLength(paths.length);
		});

		it('stands in the record as Tight answers it', () => {
			for (const path of paths) expect(Object.keys(output.shape)).toContain(path.split('.')[0]);
		});
	},
);
