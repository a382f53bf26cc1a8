import { UNIT_HINT } from '../entities/kinds';
import { invalid } from './invalid';
import type { Task } from './rowSource';

const OTHER_UNIT =
	"another item shows that 'Amounts In' is wrong, so this amount could be wrong by a factor of 100";

/** Where one row shows that the unit of amounts is wrong, none of the run is sent. */
export function inOneUnit(tasks: Task[]): Task[] {
	const isWrong = (task: Task) =>
		task.kind === 'settled' &&
		task.outcome.kind === 'failed' &&
		task.outcome.failure.message.includes(UNIT_HINT);
	if (!tasks.some(isWrong)) return tasks;
	const problem = { path: 'amount', message: OTHER_UNIT };
	return tasks.map((task) =>
		task.kind === 'save' && task.row.body.amount !== undefined
			? { kind: 'settled', outcome: invalid(task.row.item, [problem]) }
			: task,
	);
}
