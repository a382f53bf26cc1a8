import { Mx } from '../../../nodes/Mx/Mx.node';
import { runMx, useMxSandbox } from '../../support/mx';
import { mxScenarios } from '../../support/scenarios/mx';
import { operationsOf } from '../../support/scenarios/operations';
import { titleOf } from '../../support/scenarios/scenario';

/** Every operation runs, and its output is linked to its input. */

const sandbox = useMxSandbox();

it.each(operationsOf(new Mx()))('%s %s has a scenario', (resource, operation) => {
	expect(mxScenarios).toContainEqual(expect.objectContaining({ resource, operation }));
});

it.each(mxScenarios.map((scenario) => [titleOf(scenario), scenario] as const))(
	'%s',
	async (_, { arrange }) => {
		const { parameters, input, made } = arrange(sandbox.current, 1);
		const run = await runMx(sandbox.current, {
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
