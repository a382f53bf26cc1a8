import { failed, type Outcome } from '../../shared/outcome';
import { sentence } from './reasons';
import type { Unsaved } from './results';

/** How a failure is told. */
export interface Telling {
	item: number;
	/** Whether the call could change something in Tight. */
	isSave: boolean;
	/** What the call does to a record, such as `deleted`; `saved` if not given. */
	done?: string;
	/** What to do when it is not known whether a save took effect. */
	remedy?: string;
	labelOf?: (param: string) => string | undefined;
	/** Takes out of a text what must not be shown. */
	hide: (text: string) => string;
}

const LOOK_FIRST = 'Look in Tight before you send it again';

function opening(kind: Unsaved['kind'], { item, isSave, done = 'saved' }: Telling): string {
	if (kind === 'contradicted') return `Item ${item} was ${done}, but not as it was sent`;
	if (kind === 'refused') return `Tight refused item ${item}`;
	if (kind === 'notSent') return `Item ${item} was not sent to Tight`;
	return isSave
		? `Item ${item} may or may not have been ${done}`
		: `Tight gave no usable answer for item ${item}`;
}

/** Why something did not work: Tight's own reasons first, then what we can add. */
export function failureSentence(
	{ reasons, explanation }: Unsaved,
	labelOf: (param: string) => string | undefined = () => undefined,
): string {
	const said = sentence(reasons, labelOf);
	return [said, explanation].filter(Boolean).join('. ') || 'Tight gave no reason';
}

/**
 * The outcome of an item that was not saved, or not read: a sentence with Tight's own reasons, and
 * `details` with `outcome` (`refused`, `unknown`, `notSent`), `reasons` and `statusCode`.
 */
export function failureOf(unsaved: Unsaved, telling: Telling): Outcome {
	const { kind, reasons, status } = unsaved;
	const why = failureSentence(unsaved, telling.labelOf);
	const remedy = kind === 'unknown' && telling.isSave ? `. ${telling.remedy ?? LOOK_FIRST}` : '';
	const hidden = (text?: string) => text && telling.hide(text);
	return failed(telling.hide(`${opening(kind, telling)}: ${why}${remedy}`), {
		outcome: kind,
		reasons: reasons.map(({ type, message, param }) => ({
			type: hidden(type),
			message: hidden(message),
			param: hidden(param),
		})),
		...(status && { statusCode: status }),
	});
}
