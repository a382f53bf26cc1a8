import { timeout } from '../../shared/options';
import type { ReadParameter } from '../../shared/parameters';
import { wholeNumber } from '../../shared/wholeNumber';

/** Text without blanks around it; empty when there is none, undefined when it is no text. */
function textOf(value: unknown): string | undefined {
	if (value === undefined || value === null) return '';
	const isText = typeof value === 'string' || typeof value === 'number';
	return isText ? String(value).trim() : undefined;
}

/**
 * What the form says for one item. An expression can give anything in any place, so what it gives
 * is checked; what is found wrong is collected in `problems`.
 */
export class Form {
	readonly problems: string[] = [];
	readonly timeoutSeconds: number;

	constructor(
		private readonly reader: ReadParameter,
		private readonly item: number,
		/** Takes note of values that no message may show. */
		private readonly keepSecret: (value: string) => void,
	) {
		const { name, displayName, typeOptions, default: initial } = timeout;
		const { minValue = 1, maxValue } = typeOptions!;
		this.timeoutSeconds =
			this.wholeOption(name, displayName, minValue, maxValue) ?? (initial as number);
	}

	read<T>(name: string): T {
		return this.reader<T>(name, this.item);
	}

	option<T>(name: string): T | undefined {
		return this.read<Record<string, T> | undefined>('options')?.[name];
	}

	/** A text that has to be there. */
	text(name: string, label: string): string {
		return this.checkedText(this.read(name), label, true);
	}

	/** A text that has to be there, and that no message may show. */
	secret(name: string, label: string): string {
		const text = this.text(name, label);
		if (text) this.keepSecret(text);
		return text;
	}

	/** Empty when there is none. */
	optionalText(name: string, label: string): string {
		return this.checkedText(this.read(name), label, false);
	}

	/** One text, or the list of texts that an expression gives. Each may be empty. */
	texts(name: string, label: string): string[] {
		const value = this.read<unknown>(name);
		const values: unknown[] = Array.isArray(value) ? value : [value];
		return values.map((each) => this.checkedText(each, label, false));
	}

	/** Empty when the option was not added. */
	textOption(name: string, label: string): string {
		return this.checkedText(this.option(name), label, false);
	}

	/** A whole number from `least` to `most`; undefined when the option was not added. */
	wholeOption(name: string, label: string, least: number, most?: number): number | undefined {
		const value = this.option(name);
		if (value === undefined || value === null || value === '') return undefined;
		const whole = wholeNumber(label, value, { least, most });
		if (typeof whole === 'number') return whole;
		this.problems.push(whole.message);
		return undefined;
	}

	checkedText(value: unknown, label: string, isRequired: boolean): string {
		const text = textOf(value);
		if (text === undefined) this.problems.push(`'${label}' must be text`);
		else if (text === '' && isRequired) this.problems.push(`'${label}' is missing`);
		return text ?? '';
	}
}
