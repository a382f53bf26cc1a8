import { SCOPE } from './fields';
import type { Operation, Problem, Read } from './operation';

/** What would be taken out of a path, together with what stands before it. */
const DOTS = ['.', '..'];

/** Half of a character, which no URL can hold. */
const HALF_A_CHARACTER = /\p{Surrogate}/u;

function wrongWith(value: string): string | undefined {
	if (value === '' || DOTS.includes(value)) return 'is missing';
	return HALF_A_CHARACTER.test(value) ? 'holds a broken character' : undefined;
}

/** The path of what an item asks for, or the parameters that it lacks. */
export function pathOf({ path, parameters }: Operation, read: Read): string | Problem[] {
	const template = typeof path === 'string' ? path : path[read<string>(SCOPE)];
	const problems: Problem[] = [];
	const filled = template.replace(/\{(\w+)\}/g, (_, parameter: string) => {
		const value = String(read<unknown>(parameter) ?? '').trim();
		const wrong = wrongWith(value);
		if (wrong === undefined) return encodeURIComponent(value);
		const label = parameters.find(({ name }) => name === parameter)!.displayName;
		problems.push({ parameter, message: `'${label}' ${wrong}` });
		return '';
	});
	return problems.length > 0 ? problems : filled;
}
