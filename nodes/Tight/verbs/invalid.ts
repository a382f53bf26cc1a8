import { failed, type Outcome } from '../../shared/outcome';
import type { Problem } from '../form/check';

/** The outcome of an item that was found wrong before it was sent. */
export function invalid(item: number, problems: Problem[]): Outcome {
	const sentences = problems.map(({ message }) => message).join('; ');
	return failed(`Item ${item} was not sent to Tight: ${sentences}`, {
		outcome: 'notSent',
		reasons: problems.map(({ path, message }) => ({ type: 'INVALID', message, param: path })),
	});
}
