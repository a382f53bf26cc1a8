import { reasonsOf } from '../../../../nodes/Tight/api/reasons';
import { validationReasons } from '../../../../nodes/Tight/v5/errors';

describe('what version 5 says of wrong fields', () => {
	it('is told as version 6 tells it: fields first, then the record as a whole', () => {
		const errors = {
			fieldErrors: {
				'accounts[0].tranStartDate': { type: 'INVALID_VALUE', errorMessage: 'Too early' },
			},
			globalErrors: [{ type: 'GENERAL', errorMessage: 'Not today' }, 'Ask support'],
		};

		expect(reasonsOf({ errors })).toEqual([
			{ type: 'INVALID_VALUE', message: 'Too early', param: 'accounts[0].tranStartDate' },
			{ type: 'GENERAL', message: 'Not today', param: undefined },
			{ type: undefined, message: 'Ask support', param: undefined },
		]);
	});

	it('may be several things about one field', () => {
		const two = [{ errorMessage: 'One' }, { errorMessage: 'Two' }];

		expect(reasonsOf({ errors: { fieldErrors: { id: two } } })).toMatchObject([
			{ message: 'One', param: 'id' },
			{ message: 'Two', param: 'id' },
		]);
	});

	it.each([[undefined], [null], ['no'], [[]], [{}], [{ fieldErrors: null, globalErrors: null }]])(
		'is nothing in %j',
		(errors) => {
			expect(validationReasons(errors)).toEqual([]);
		},
	);

	it('adds to the plain text of a failed call', () => {
		expect(reasonsOf({ error: 'No', errors: { globalErrors: ['Why'] } })).toMatchObject([
			{ message: 'No' },
			{ message: 'Why' },
		]);
	});
});
