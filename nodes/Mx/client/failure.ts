import { failed, type Outcome } from '../../shared/outcome';
import type { MxError, Unanswered } from './reply';

/** How a failure is told. */
export interface Telling {
	item: number;
	/** Whether the call could change something at MX. */
	isChange: boolean;
	/** Version of the API that was asked for. */
	version: string;
	/** Takes out of a text what must not be shown. */
	hide: (text: string) => string;
}

const LOOK_FIRST = "Look at the member's status before you run it again";
const CHECK_HOST = "Check 'Environment' and 'Base URL' of the credential";

/**
 * What a user of the node can do about an answer. Source: docs.mx.com,
 * platform-api/overview/errors (meanings of the statuses stated).
 */
function remedyFor(status: number | undefined, version: string): string | undefined {
	switch (status) {
		case 401:
			return "Check 'Client ID' and 'API Key' of the credential, and that they belong to its 'Environment'";
		case 403:
			return "MX answers so when the address of this n8n is not on your allowlist in MX's dashboard, or when your contract does not have the feature";
		case 404:
			return 'Check the GUIDs of the item: MX has no such record, or no longer';
		case 406:
			return `MX does not serve the version '${version}'. Set 'Accept Version' of the credential to one that it serves, such as v20250224`;
		case 429:
			return "MX's rate limit did not lift in time. Run it again later";
		default:
			return status !== undefined && status >= 300 && status < 400 ? CHECK_HOST : undefined;
	}
}

function opening(kind: Unanswered['kind'], { item, isChange }: Telling): string {
	if (kind === 'refused') return `MX refused item ${item}`;
	if (kind === 'notSent') return `Item ${item} was not sent to MX`;
	return isChange
		? `MX may or may not have handled item ${item}`
		: `MX gave no usable answer for item ${item}`;
}

/** MX's own words: `Member not found (not_found)`. */
function ownWords({ message, status, type }: MxError): string {
	const about = [...new Set([message && type, message && status])].filter(Boolean).join(', ');
	return [message ?? type ?? status, about && `(${about})`].filter(Boolean).join(' ');
}

function sentences(unanswered: Unanswered, { isChange, version }: Telling): string {
	const { kind, error = {}, explanation, status } = unanswered;
	const isStranger = kind === 'unknown' && status !== undefined && status < 300;
	const parts = [
		ownWords(error),
		explanation,
		remedyFor(status, version),
		isStranger && CHECK_HOST,
		kind === 'unknown' && isChange && LOOK_FIRST,
	];
	return parts
		.filter((part): part is string => Boolean(part))
		.map((part) => part.trim().replace(/\.$/, ''))
		.join('. ');
}

/**
 * The outcome of an item that MX did not answer as hoped: a sentence with MX's own reason, and
 * `details` with `outcome` (`refused`, `unknown`, `notSent`), MX's `message`, `status` and `type`,
 * and `statusCode`.
 */
export function failureOf(unanswered: Unanswered, telling: Telling): Outcome {
	const { kind, error = {}, status } = unanswered;
	const said = sentences(unanswered, telling) || 'MX gave no reason';
	const hidden = Object.entries(error).map(([key, text]) => [key, telling.hide(text as string)]);
	return failed(telling.hide(`${opening(kind, telling)}: ${said}`), {
		outcome: kind,
		...(Object.fromEntries(hidden) as MxError),
		...(status && { statusCode: status }),
	});
}
