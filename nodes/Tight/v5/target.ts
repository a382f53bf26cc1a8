import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import { check, type Problem } from '../form/check';
import { requiredParameters } from '../form/parameters';

/** The parameters by which a record is named. */
export const targetParameters = (target: z.ZodObject) => requiredParameters(target);

/** The value of the one parameter by which a record is named, or what is wrong with it. */
export function targetFrom<T extends string | number>(
	target: z.ZodObject,
	read: <V>(parameter: string) => V,
): { named: T } | Problem[] {
	const [name] = Object.keys(target.shape);
	const checked = check(target, { [name]: read<IDataObject[string]>(name) }, false);
	return checked.kind === 'valid' ? { named: checked.row[name] as T } : checked.problems;
}
