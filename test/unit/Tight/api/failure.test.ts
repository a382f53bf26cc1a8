import * as fc from 'fast-check';

import { failureOf, failureSentence, type Telling } from '../../../../nodes/Tight/api/failure';
import type { Unsaved } from '../../../../nodes/Tight/api/results';

const REQUIRED = { type: 'REQUIRED', message: 'Amount is required', param: 'amount' };
const plainly = (text: string) => text;

const unsaved = (more: Partial<Unsaved> = {}): Unsaved => ({
	kind: 'refused',
	reasons: [REQUIRED],
	status: 400,
	...more,
});

function failure(result: Unsaved, more: Partial<Telling> = {}) {
	const outcome = failureOf(result, { item: 3, isSave: true, hide: plainly, ...more });
	return outcome.kind === 'failed' ? outcome.failure : { message: outcome.kind, details: {} };
}

describe('the message about an item', () => {
	it.each<[Unsaved['kind'], boolean, string]>([
		['refused', true, 'Tight refused item 3: no'],
		['refused', false, 'Tight refused item 3: no'],
		['notSent', true, 'Item 3 was not sent to Tight: no'],
		['notSent', false, 'Item 3 was not sent to Tight: no'],
		[
			'unknown',
			true,
			'Item 3 may or may not have been saved: no. Look in Tight before you send it again',
		],
		['unknown', false, 'Tight gave no usable answer for item 3: no'],
	])('says what happened: %s, save %s', (kind, isSave, message) => {
		const result = unsaved({ kind, reasons: [], explanation: 'no' });
		expect(failure(result, { isSave }).message).toBe(message);
	});

	it("tells Tight's reasons in the words of the form, then what the node can add", () => {
		const labelOf = (param: string) => (param === 'amount' ? 'Amount' : undefined);
		const result = unsaved({ explanation: 'Tight answered with HTTP 422' });
		expect(failure(result, { labelOf }).message).toBe(
			"Tight refused item 3: Amount is required (REQUIRED, 'Amount'). Tight answered with HTTP 422",
		);
	});

	it('tells the remedy that the operation knows, where it is not known what happened', () => {
		const remedy = 'You can send it again';
		expect(failure(unsaved({ kind: 'unknown' }), { remedy }).message).toMatch(
			/\. You can send it again$/,
		);
		expect(failure(unsaved({ kind: 'refused' }), { remedy }).message).not.toMatch(/send it again/);
	});

	it('says so when Tight gave no reason', () => {
		expect(failureSentence(unsaved({ reasons: [] }))).toBe('Tight gave no reason');
	});
});

describe('the details of a failure', () => {
	it("hold what a workflow can branch on: the outcome, Tight's reasons, the status", () => {
		expect(failure(unsaved()).details).toEqual({
			outcome: 'refused',
			reasons: [REQUIRED],
			statusCode: 400,
		});
		expect(failure(unsaved({ kind: 'unknown', status: undefined, reasons: [] })).details).toEqual({
			outcome: 'unknown',
			reasons: [],
		});
	});
});

describe('a secret', () => {
	it('stands neither in the message nor in the details, wherever Tight repeats it', () => {
		const secret = fc.stringMatching(/^[a-z0-9]{20}$/);
		const kinds = fc.constantFrom<Unsaved['kind']>('refused', 'unknown', 'notSent');
		fc.assert(
			fc.property(secret, kinds, (value, kind) => {
				const hide = (text: string) => text.split(value).join('••••••');
				const said = `token ${value} is wrong`;
				const told = failure(
					unsaved({
						kind,
						reasons: [{ type: said, message: said, param: value }, { message: said }],
						explanation: said,
					}),
					{ hide, remedy: said },
				);
				expect(JSON.stringify(told)).not.toContain(value);
			}),
		);
	});
});
