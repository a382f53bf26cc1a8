import { isObject } from '../../shared/json';

interface FieldError {
	type?: unknown;
	errorMessage?: unknown;
}

function errorsIn(value: unknown): unknown[] {
	if (value === undefined || value === null) return [];
	return Array.isArray(value) ? value : [value];
}

/** The v6 form of an error, which is the one that the node shows. */
function reasonOf(error: unknown, param?: string) {
	if (!isObject(error)) return { message: error, param };
	const { type, errorMessage } = error as FieldError;
	return { type, message: errorMessage, param };
}

/**
 * What v5 says of wrong fields, as v6 would say it.
 *
 * Source: docs.tight.com/v5.0/getting-started/api-patterns/errors (stated): `fieldErrors` gives
 * `{type, errorMessage}` by field, `globalErrors` is a list. That its elements have the same form
 * is inferred.
 */
export function validationReasons(errors: unknown) {
	if (!isObject(errors)) return [];
	const { fieldErrors, globalErrors } = errors;
	const ofFields = isObject(fieldErrors) ? Object.entries(fieldErrors) : [];
	return [
		...ofFields.flatMap(([param, error]) => errorsIn(error).map((each) => reasonOf(each, param))),
		...errorsIn(globalErrors).map((each) => reasonOf(each)),
	];
}
