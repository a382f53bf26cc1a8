import { excerpt as beginningOf } from '../../shared/excerpt';
import { validationReasons } from '../v5/errors';

/** Why Tight refused something, in its own words. Source: docs.tight.com/api-reference/errors (stated). */
export interface Reason {
	type?: string;
	message?: string;
	/** The field that is meant. */
	param?: string;
}

/** What Tight's answers have in common. Every part may be missing: see docs/contract.md. */
export interface Envelope {
	result?: unknown;
	statusCode?: unknown;
	data?: unknown;
	error?: unknown;
	error_description?: unknown;
	message?: unknown;
	/** What v5 says of the fields. */
	errors?: unknown;
	cursor?: { after?: unknown } | null;
}

/** Keys under which Tight answers access tokens of banks (stated: seed 000, link-plaid). */
const SECRET_KEYS = ['apiAccessToken', 'accessToken'];

/** A user's own JSON, whose keys are no secrets of a bank, whatever they are called. */
const OWN_JSON = 'customData';

function withoutSecrets(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(withoutSecrets);
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => !SECRET_KEYS.includes(key))
			.map(([key, inner]) => [key, key === OWN_JSON ? inner : withoutSecrets(inner)]),
	);
}

/**
 * The JSON object of an answer, or undefined when it is something else, such as a proxy's page.
 * Access tokens of banks are left out, wherever they are, unless they are asked for.
 */
export function parseEnvelope(text: string, keepSecrets = false): Envelope | undefined {
	const hasSecrets = SECRET_KEYS.some((key) => text.includes(`"${key}"`));
	try {
		const parsed = JSON.parse(text) as unknown;
		if (typeof parsed !== 'object' || parsed === null) return undefined;
		return (hasSecrets && !keepSecrets ? withoutSecrets(parsed) : parsed) as Envelope;
	} catch {
		return undefined;
	}
}

function textOf(value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function reasonFrom(value: unknown): Reason {
	if (typeof value !== 'object' || value === null) return { message: textOf(value) };
	const { type, message, param } = value as Record<keyof Reason, unknown>;
	return { type: textOf(type), message: textOf(message), param: textOf(param) };
}

/**
 * The reasons in an answer: Tight's list of `{type, message, param}`, one such object, v5's
 * `errors`, or OAuth's `error` and `error_description` (the form of a failed token call is not
 * stated).
 */
export function reasonsOf({ error, error_description, message, errors }: Envelope): Reason[] {
	if (error_description) return [{ type: textOf(error), message: textOf(error_description) }];
	const reasons = (Array.isArray(error) ? error : [error ?? message]).map(reasonFrom);
	return [...reasons, ...validationReasons(errors).map(reasonFrom)].filter(
		(reason) => reason.message || reason.type,
	);
}

/**
 * Reasons as one sentence: `Amount is required (REQUIRED, 'Amount')`.
 *
 * @param labelOf the form's label of a field that Tight names, if it has one
 */
export function sentence(
	reasons: Reason[],
	labelOf: (param: string) => string | undefined,
): string {
	return reasons
		.map(({ type, message, param }) => {
			const about = [message && type, param && `'${labelOf(param) ?? param}'`].filter(Boolean);
			return [message ?? type, about.length ? `(${about.join(', ')})` : ''].join(' ').trim();
		})
		.join('; ');
}

/** An access token of a bank in JSON that may be broken off. */
const SECRET_IN_JSON = new RegExp(`("(?:${SECRET_KEYS.join('|')})"\\s*:\\s*")[^"]*`, 'g');

/** The beginning of an answer that is not JSON, without its markup and without access tokens. */
export function excerpt(text: string): string {
	return beginningOf(text.replace(SECRET_IN_JSON, '$1…'));
}
