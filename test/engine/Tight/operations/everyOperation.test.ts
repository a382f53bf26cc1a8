import { Tight } from '../../../../nodes/Tight/Tight.node';
import { operationsOf } from '../../../support/scenarios/operations';
import { titleOf } from '../../../support/scenarios/scenario';
import { tightScenarios } from '../../../support/scenarios/tight';
import { runTight, useSandbox } from '../../../support/tight';

/** Every operation runs, and its output is linked to its input. */

const sandbox = useSandbox();

it.each(operationsOf(new Tight()))('%s %s has a scenario', (resource, operation) => {
	expect(tightScenarios).toContainEqual(expect.objectContaining({ resource, operation }));
});

it.each(tightScenarios.map((scenario) => [titleOf(scenario), scenario] as const))(
	'%s',
	async (_, { arrange }) => {
		const { parameters, input, made } = arrange(sandbox.current, 1);
		const run = await runTight(sandbox.current, {
			parameters,
			input: input.map((json) => ({ ...json, ref: 'origin' })),
			after: "={{ $('Start').item.json.ref }}",
		});

		expect(run.error).toBeUndefined();
		expect(run.items.length).toBeGreaterThan(0);
		expect(new Set(run.after)).toEqual(new Set(['origin']));
		expect(made?.(0) ?? 1).toBe(1);
	},
);
