import { SCOPE } from './fields';
import type { Operation, Problem, Read } from './operation';

/** What would be taken out of a path, together with what stands before it. */
const DOTS = ['.', '..'];

/** The path of what an item asks for, or the parameters that it lacks. */
export function pathOf({ path, parameters }: Operation, read: Read): string | Problem[] {
	const template = typeof path === 'string' ? path : path[read<string>(SCOPE)];
	const problems: Problem[] = [];
	const filled = template.replace(/\{(\w+)\}/g, (_, parameter: string) => {
		const value = String(read<unknown>(parameter) ?? '').trim();
		if (value === '' || DOTS.includes(value)) {
			const label = parameters.find(({ name }) => name === parameter)!.displayName;
			problems.push({ parameter, message: `'${label}' is missing` });
		}
		return encodeURIComponent(value);
	});
	return problems.length > 0 ? problems : filled;
}
