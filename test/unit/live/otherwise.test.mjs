/** Each check that a run can decide is shown a service of which it has to say something else. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { checks } from '../../live/checks/index.mjs';
import { Context } from '../../live/context.mjs';
import { startLocal } from '../../live/local.mjs';
import { expectedLocally, runCheck } from '../../live/run.mjs';
import { twisted } from './twist.mjs';
import { fromPlaid } from './twists/fromPlaid.mjs';
import { mx } from './twists/mx.mjs';
import { plaid } from './twists/plaid.mjs';
import { tight } from './twists/tight.mjs';
import { v5 } from './twists/v5.mjs';

const CASES = { ...tight, ...v5, ...fromPlaid, ...plaid, ...mx };

describe('a check of a service that behaves otherwise than the sandbox', () => {
	let local;
	before(async () => {
		local = await startLocal();
	});
	beforeEach(() => local.reset());
	after(() => local.close());

	const runnable = checks.filter(({ run }) => run);

	for (const check of runnable) {
		it(`${check.id}: is seen`, async () => {
			const cases = CASES[check.id];
			const verdicts = cases.map(({ verdict }) => verdict);
			assert.ok(verdicts.some((verdict) => verdict !== expectedLocally(check)));
			assert.ok([...verdicts, expectedLocally(check)].includes('refuted'));
			for (const { verdict, twistsFor } of cases) {
				await local.reset();
				const fetch = twisted(...twistsFor(local));
				const context = new Context(local.services, { patienceMs: 20, fetch });
				const result = await runCheck(check, context);
				assert.equal(result.verdict, verdict, result.evidence);
				assert.ok(!result.broken, result.evidence);
			}
		});
	}

	it('has no case of a check that is none', () => {
		const ids = runnable.map(({ id }) => id);
		assert.deepEqual(
			Object.keys(CASES).filter((id) => !ids.includes(id)),
			[],
		);
	});
});
