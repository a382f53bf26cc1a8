import type { Connection } from '../../../../nodes/Plaid/client/connection';
import { forgetCredentials, judge } from '../../../../nodes/Plaid/verification/recent';
import type { Verdict } from '../../../../nodes/Plaid/verification/verify';
import { useClock } from '../../../support/clock';

/** How long what a credential said counts for the calls after it. */

const clock = useClock();
const SECOND = 1000;

const connectionTo = (clientId: string): Connection => ({
	baseUrl: 'https://sandbox.plaid.com',
	clientId,
	secret: 'secret-of-the-test',
});

const genuine: Verdict = { kind: 'genuine' };
const refused: Verdict = { kind: 'refused', reason: "its signature is not Plaid's" };
const undecided: Verdict = { kind: 'undecided', reason: 'no answer came in time' };

/** A credential in n8n, and how often it was read and calls were checked. */
function credential(clientId: string | undefined, id = 'one') {
	const state = { clientId, reads: 0, checks: 0 };
	const call = async (verdict: Verdict | ((clientId: string) => Verdict)) =>
		await judge(
			id,
			async () => {
				state.reads++;
				return state.clientId === undefined ? undefined : connectionTo(state.clientId);
			},
			async (connection) => {
				state.checks++;
				return typeof verdict === 'function' ? verdict(connection.clientId) : verdict;
			},
		);
	return Object.assign(state, { call });
}

beforeEach(() => forgetCredentials());

it('calls within ten seconds of a genuine one cost one reading, and each is checked', async () => {
	const one = credential('client');
	for (const seconds of [0, 1, 8]) {
		clock.now += seconds * SECOND;
		expect(await one.call(genuine)).toEqual(genuine);
	}
	expect(one).toMatchObject({ reads: 1, checks: 3 });
	clock.now += SECOND;
	await one.call(genuine);
	expect(one).toMatchObject({ reads: 2, checks: 4 });
});

it('calls do not lengthen the ten seconds', async () => {
	const one = credential('client');
	for (let call = 0; call < 4; call++) {
		await one.call(genuine);
		clock.now += 5 * SECOND;
	}
	expect(one.reads).toBe(2);
});

it('the time of a slow check counts', async () => {
	const one = credential('client');
	await one.call(() => {
		clock.now += 6 * SECOND;
		return genuine;
	});
	clock.now += 5 * SECOND;
	await one.call(genuine);
	expect(one.reads).toBe(2);
});

it('what is not genuine is never remembered', async () => {
	const one = credential('client');
	for (const verdict of [refused, undecided, refused]) {
		expect(await one.call(verdict)).toEqual(verdict);
	}
	expect(one).toMatchObject({ reads: 3, checks: 3 });
});

it('a call that is not genuine by what is remembered is checked by the credential as it is now', async () => {
	const one = credential('old');
	await one.call(genuine);
	one.clientId = 'new';
	const ofNew = (clientId: string) => (clientId === 'new' ? genuine : refused);
	expect(await one.call(ofNew)).toEqual(genuine);
	expect(one).toMatchObject({ reads: 2, checks: 3 });
	// From then on the new one is remembered.
	await one.call(ofNew);
	expect(one).toMatchObject({ reads: 2, checks: 4 });
});

it('a forged call is not checked twice by the same words', async () => {
	const one = credential('client');
	await one.call(genuine);
	expect(await one.call(refused)).toEqual(refused);
	expect(one).toMatchObject({ reads: 2, checks: 2 });
});

it('a credential that cannot be read decides nothing', async () => {
	const one = credential(undefined);
	const verdict = { kind: 'undecided', reason: 'the credential could not be read' };
	expect(await one.call(genuine)).toEqual(verdict);
	expect(one.checks).toBe(0);
});

it('one credential says nothing of another', async () => {
	await credential('client').call(genuine);
	const other = credential('client', 'other');
	await other.call(genuine);
	expect(other.reads).toBe(1);
});

it('remembers so many credentials, and works with more', async () => {
	for (let id = 0; id < 600; id++) await credential('client', String(id)).call(genuine);
	const last = credential('client', '599');
	expect(await last.call(genuine)).toEqual(genuine);
	expect(last.reads).toBe(0);
});
