import { Form } from '../../../../nodes/Plaid/operations/form';

const formOf = (values: Record<string, unknown>) => {
	const secrets: string[] = [];
	const form = new Form(((name: string) => values[name]) as never, 0, (value) =>
		secrets.push(value),
	);
	return { form, secrets };
};

describe('A text', () => {
	it.each([
		[' a ', 'a'],
		[5, '5'],
		[0, '0'],
	])('%j is %j', (value, text) => {
		const { form } = formOf({ field: value });

		expect(form.text('field', 'Field')).toBe(text);
		expect(form.problems).toEqual([]);
	});

	it.each([undefined, null, '', '  '])('%j is missing where it has to be there', (value) => {
		const { form } = formOf({ field: value });

		expect(form.optionalText('field', 'Field')).toBe('');
		expect(form.problems).toEqual([]);
		expect(form.text('field', 'Field')).toBe('');
		expect(form.problems).toEqual(["'Field' is missing"]);
	});

	it.each([true, {}, [], ['a']])('%j is none', (value) => {
		const { form } = formOf({ field: value });
		form.text('field', 'Field');

		expect(form.problems).toEqual(["'Field' must be text"]);
	});

	it('that is a secret is noted as such, and shown in no problem', () => {
		const { form, secrets } = formOf({ token: 'access-x', broken: { a: 'access-y' } });
		form.secret('token', 'Token');
		form.secret('broken', 'Broken');

		expect(secrets).toEqual(['access-x']);
		expect(form.problems).toEqual(["'Broken' must be text"]);
	});
});

describe('A whole number', () => {
	const wholeOf = (value: unknown) => {
		const { form } = formOf({ options: { days: value } });
		return { whole: form.wholeOption('days', 'Days', 1, 730), problems: form.problems };
	};

	it.each([undefined, null, ''])('%j is not given', (value) => {
		expect(wholeOf(value)).toEqual({ whole: undefined, problems: [] });
	});

	it.each([1, 730, '90'])('%j is taken', (value) => {
		expect(wholeOf(value)).toEqual({ whole: Number(value), problems: [] });
	});

	it.each([
		[0, '0'],
		[731, '731'],
		[1.5, '1.5'],
		['many', '"many"'],
		[NaN, 'NaN'],
	])('%j is told', (value, shown) => {
		expect(wholeOf(value).problems).toEqual([
			`'Days' must be a whole number from 1 to 730, but is ${shown}`,
		]);
	});
});

it.each([
	[undefined, 60],
	[{}, 60],
	[{ timeout: '' }, 60],
	[{ timeout: 5 }, 5],
])('With the options %j, the timeout is %i seconds', (options, seconds) => {
	const { form } = formOf({ options });

	expect(form.timeoutSeconds).toBe(seconds);
	expect(form.problems).toEqual([]);
});

it.each([
	['long', '"long"'],
	[-1, '-1'],
	[1e9, '1000000000'],
])('The timeout %j is told', (timeout, shown) => {
	expect(formOf({ options: { timeout } }).form.problems).toEqual([
		`'Timeout (Seconds)' must be a whole number from 1 to 3600, but is ${shown}`,
	]);
});
