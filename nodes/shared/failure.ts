import { failed, type Outcome } from './outcome';
import type { Unanswered } from './reply';

/** How a failure is told. */
export interface Telling {
	item: number;
	/** Whether the call could change something at the service. */
	isChange: boolean;
	/** Takes out of a text what must not be shown. */
	hide: (text: string) => string;
}

function opening(service: string, kind: Unanswered<object>['kind'], telling: Telling): string {
	const { item, isChange } = telling;
	if (kind === 'refused') return `${service} refused item ${item}`;
	if (kind === 'notSent') return `Item ${item} was not sent to ${service}`;
	return isChange
		? `${service} may or may not have handled item ${item}`
		: `${service} gave no usable answer for item ${item}`;
}

/**
 * The outcome of an item that a service did not answer as hoped: a message, and `details` with
 * `outcome` (`refused`, `unknown`, `notSent`), `reasons` of `type` and `message` as all three nodes
 * have them, the service's own words under its own names, and `statusCode`.
 *
 * @param service as messages name it
 * @param sentences why, and what to do about it; empty ones are left out
 * @param reason the service's code and its sentence
 */
export function failureOf<ServiceError extends object>(
	service: string,
	{ kind, error, status }: Unanswered<ServiceError>,
	telling: Telling,
	sentences: Array<string | false | undefined>,
	reason: { type?: string; message?: string },
): Outcome {
	const said = sentences
		.filter((sentence): sentence is string => Boolean(sentence))
		.map((sentence) => sentence.trim().replace(/\.$/, ''))
		.join('. ');
	const why = said || `${service} gave no reason`;
	const words = Object.entries<string>({ ...error });
	const isGiven = reason.type !== undefined || reason.message !== undefined;
	const shown = (text?: string) => text && telling.hide(text);
	return failed(telling.hide(`${opening(service, kind, telling)}: ${why}`), {
		outcome: kind,
		reasons: isGiven ? [{ type: shown(reason.type), message: shown(reason.message) }] : [],
		...Object.fromEntries(words.map(([name, text]) => [name, telling.hide(text)])),
		...(status && { statusCode: status }),
	});
}
