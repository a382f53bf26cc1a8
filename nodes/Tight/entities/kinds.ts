import * as z from 'zod/v4';

import { isBlank } from '../../shared/blank';
import { isDate, isoText } from '../../shared/days';
import { isObject } from '../../shared/json';
import { shown } from '../../shared/shown';
import { epochSeconds, isCalendarDay, writtenDay } from './dates';
import { describe, type Field, type ReferenceTarget } from './field';
import { centsFromCents, centsFromCurrencyUnits, type Cents } from './money';

type About = Pick<Field, 'placeholder' | 'secret'>;

/** Makes an amount field; the unit in which the user gives amounts decides which one. */
export type AmountKind = (label: string, description: string) => z.ZodType<number>;

/** Makes the schema of a record for the unit in which the user gives amounts. */
export type InputSchema = (amount: AmountKind) => z.ZodObject;

/** In seconds the year 5138; what is larger is milliseconds. */
const LARGEST_EPOCH = 99_999_999_999;
const MAX_CUSTOM_DATA_CHARACTERS = 2000;
const MAX_CUSTOM_DATA_FIELDS = 50;

/** Makes the second half of a message; its first half names the field. */
type Tell = (issue: { input?: unknown }) => string;

function wanted(what: string, { secret }: About = {}): Tell {
	return ({ input }) => {
		if (isBlank(input)) return 'is missing';
		return secret ? `must be ${what}` : `must be ${what}, but is ${shown(input)}`;
	};
}

/** What JSON text says; any other value, and other text, as it is. */
export function fromJsonText(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return value;
	}
}

const isFilled = (value: unknown) => typeof value === 'string' && !isBlank(value);
/** How spreadsheets write a number of many digits, most of which are lost. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+\d+$/i;

const isBareId = (value: unknown) =>
	isFilled(value) && value === (value as string).trim() && !SCIENTIFIC.test(value);

const isExact = (value: number) => Math.abs(value) <= Number.MAX_SAFE_INTEGER;

const numberAsText = (value: unknown) => (typeof value === 'number' ? String(value) : value);

function nonEmptyText(error: Tell) {
	return z.string({ error }).refine(isFilled, { error });
}

/** Blanks around an ID come from files and are none of it; a number too large has lost digits. */
function id() {
	const bare = (value: unknown) => {
		if (typeof value === 'number') return isExact(value) ? String(value) : value;
		return typeof value === 'string' ? value.trim() : value;
	};
	const error: Tell = ({ input }) =>
		typeof input === 'number'
			? `must be an ID, but is a number too large to be exact: ${input}. Give it as text`
			: wanted('an ID')({ input });
	const rounded: Tell = ({ input }) =>
		`must be an ID, but is ${shown(input)}, which a spreadsheet has made of a long number: other IDs look the same then. Format the column as text in the spreadsheet`;
	const isRounded = (value: unknown) => SCIENTIFIC.test(String(value));
	return z.preprocess(
		bare,
		nonEmptyText(error).refine((value) => !isRounded(value), { error: rounded }),
	);
}

/** Free text. A number is taken as its digits, so that ids survive either way. */
export function text(label: string, description: string, about: About = {}) {
	const schema = z.preprocess(numberAsText, nonEmptyText(wanted('text', about)));
	return describe(schema, { kind: 'text', label, description, isReady: isFilled, ...about });
}

/** An ID that is typed or mapped: of the record itself, in another system, or without a list. */
export function identifier(label: string, description: string, about: About = {}) {
	return describe(id(), { kind: 'text', label, description, isReady: isBareId, ...about });
}

/** A day, yyyy-MM-dd. Of a date-time the written day is taken. */
export function date(label: string, description: string) {
	const what = 'a day such as 2025-06-26';
	const error: Tell = ({ input }) =>
		isDate(input)
			? `must be ${what}, but is the point in time ${shown(input)}, whose day depends on the time zone. Give its day as text, as .format('yyyy-MM-dd') does in an expression`
			: wanted(what)({ input });
	const schema = z.preprocess(writtenDay, z.string({ error }).refine(isCalendarDay, { error }));
	const isReady = (value: unknown) => typeof value === 'string' && isCalendarDay(value);
	return describe(schema, { kind: 'date', label, description, isReady });
}

/** A point in time as ISO 8601 text, passed on as written. */
export function dateTime(label: string, description: string) {
	const error = wanted('a date and time such as 2025-06-26T15:37:21Z');
	const isTime = (value: string) => !Number.isNaN(Date.parse(value));
	const schema = z.preprocess(isoText, z.string({ error }).refine(isTime, { error }));
	return describe(schema, { kind: 'dateTime', label, description });
}

/** A point in time as seconds since 1970. Date-times are converted; those without a zone are UTC. */
export function epoch(label: string, description: string) {
	const error = wanted('a date and time, or seconds since 1970');
	const schema = z.preprocess(
		epochSeconds,
		z.int({ error }).min(-LARGEST_EPOCH, { error }).max(LARGEST_EPOCH, { error }),
	);
	return describe(schema, { kind: 'dateTime', label, description });
}

function amount(
	toCents: (value: unknown) => Cents,
	placeholder: string,
	isReady?: Field['isReady'],
): AmountKind {
	return (label, description) => {
		const schema = z.unknown().transform((value, context) => {
			const cents = isBlank(value) ? { reason: 'is missing' } : toCents(value);
			if (typeof cents === 'number') return cents;
			context.addIssue({ code: 'custom', message: cents.reason, input: value });
			return z.NEVER;
		});
		return describe(schema, { kind: 'amount', label, description, placeholder, isReady });
	};
}

const isInCents = (value: unknown) => Number.isSafeInteger(value) && !Object.is(value, -0);

/** An amount given in integer cents. */
export const cents = amount(centsFromCents, 'e.g. -1250', isInCents);

/** Says that amounts are given in another unit than the user chose. */
export const UNIT_HINT = "Set 'Amounts In' to Currency Units to send decimals";

/** An amount given in integer cents, where the user could as well give currency units. */
export const centsOrUnits = amount(
	(value) => {
		const read = centsFromCents(value);
		if (typeof read === 'number' || typeof centsFromCurrencyUnits(value) !== 'number') return read;
		return { reason: `${read.reason}. ${UNIT_HINT}` };
	},
	'e.g. -1250, or -12.50 in Currency Units',
	isInCents,
);

/** An amount given in currency units with at most two decimals, sent as integer cents. */
export const currencyUnits = amount(centsFromCurrencyUnits, 'e.g. -12.50');

/** Three decimals that end in 0, as nobody writes them: the point is between thousands. */
const THOUSANDS = /^[+-]?[1-9]\d{0,2}\.\d{2}0$/;
const WHOLE = /^\s*[+-]?\d+\s*$/;
const DIGITS = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** Digits as a number, unless there are more before the point than a number can hold. */
function numberFromText(value: unknown): unknown {
	if (typeof value !== 'string' || !DIGITS.test(value.trim())) return value;
	if (THOUSANDS.test(value.trim())) return value;
	return isExact(Number(value)) ? Number(value) : value;
}

/** A number of which no digit may be lost, as of an ID. */
function exactInteger(about?: About) {
	const error: Tell = ({ input }) => {
		// What is whole and refused all the same is too large.
		const limit = WHOLE.test(String(input)) ? ` up to ${Number.MAX_SAFE_INTEGER}` : '';
		return wanted(`a whole number${limit}`, about)({ input });
	};
	return z.preprocess(numberFromText, z.int({ error }));
}

/** A number that is no amount of Tight's, such as a latitude or a provider's own decimal amount. */
export function number(label: string, description: string, about: About = {}) {
	const schema = z.preprocess(
		numberFromText,
		z.number({ error: wanted('a number in digits such as -12.5') }),
	);
	return describe(schema, { kind: 'number', label, description, ...about });
}

/**
 * An id of v5, which is a whole number there (stated: seed 003). The form holds it as text, because
 * a number field cannot be empty.
 */
export function numericId(label: string, description: string, about: About = {}) {
	return describe(exactInteger(about), { kind: 'text', label, description, ...about });
}

/** An id of another service that is a number there. */
export function integer(label: string, description: string, about: About = {}) {
	return describe(exactInteger(about), { kind: 'number', label, description, ...about });
}

/** Yes or no; the words `true` and `false` are understood. */
export function flag(label: string, description: string) {
	const schema = z.preprocess(fromJsonText, z.boolean({ error: wanted('true or false') }));
	return describe(schema, { kind: 'flag', label, description });
}

/** One of some known values, or one that Tight added later. */
export function choice(
	label: string,
	values: readonly string[],
	description: string,
	initial = values[0],
) {
	const schema = nonEmptyText(wanted(`text such as ${values[0]}`));
	const about = { label, description, values, initial, isReady: isFilled };
	return describe(schema, { kind: 'choice', ...about });
}

/** The id of another record. Ids are opaque: no prefix is checked. */
export function reference(label: string, to: ReferenceTarget, description: string) {
	return describe(id(), { kind: 'reference', label, description, to, isReady: isBareId });
}

function listOf(item: z.ZodType<string>, what: string) {
	const splitText = (value: unknown) => {
		if (typeof value === 'number') return [value];
		if (typeof value !== 'string') return value;
		// Digits are no JSON here: as a number, a long id would lose some of them.
		if (/^\s*[[{]/.test(value)) return fromJsonText(value);
		return value.split(',').map((part) => part.trim());
	};
	return z.preprocess(splitText, z.array(item, { error: wanted(`a list of ${what}`) }));
}

/** The ids of other records: an array, JSON text, or text with commas between the ids. */
export function references(label: string, to: ReferenceTarget, description: string) {
	return describe(listOf(id(), 'IDs'), { kind: 'references', label, description, to });
}

/** Texts: an array, JSON text, or text with commas between them. */
export function list(label: string, description: string, about: About = {}) {
	return describe(listOf(id(), 'texts'), { kind: 'list', label, description, ...about });
}

/**
 * Tight's `customData`: any JSON object of at most 50 fields and 2,000 characters.
 *
 * Source: docs.tight.com/api-reference/custom-data and seed 000 (stated). That the characters of
 * the serialised JSON are counted is inferred.
 */
export function customData() {
	const isSmall = (value: object) => JSON.stringify(value).length <= MAX_CUSTOM_DATA_CHARACTERS;
	const hasFewFields = (value: object) => Object.keys(value).length <= MAX_CUSTOM_DATA_FIELDS;
	const schema = z.preprocess(
		fromJsonText,
		z
			.custom<object>(isObject, {
				error: wanted('a JSON object such as {"key": "value"}'),
			})
			.refine(isSmall, {
				error: ({ input }) =>
					`must be at most ${MAX_CUSTOM_DATA_CHARACTERS} characters of JSON, but has ${JSON.stringify(input).length}`,
			})
			.refine(hasFewFields, {
				error: ({ input }) =>
					`must have at most ${MAX_CUSTOM_DATA_FIELDS} fields, but has ${Object.keys(input as object).length}`,
			}),
	);
	return describe(schema, {
		kind: 'json',
		label: 'Custom Data',
		description:
			'JSON object of your own to keep with the record, at most 2,000 characters and 50 fields',
		placeholder: 'e.g. {"internal_key": "some_internal_key"}',
	});
}

/** Fields that belong together under one name. */
export function group<S extends z.ZodObject>(label: string, inner: S, description: string) {
	const schema = z.preprocess(fromJsonText, objectOf(inner));
	return describe(schema, { kind: 'group', label, description, inner });
}

/** Repeatable line items. */
export function lines<S extends z.ZodObject>(label: string, inner: S, description: string) {
	const schema = z.preprocess(
		fromJsonText,
		z.array(objectOf(inner), { error: wanted('a list of line items') }),
	);
	return describe(schema, { kind: 'lines', label, description, inner });
}

/** Keys that are no fields are kept: whether they are to reach Tight is decided before (form/json.ts). */
function objectOf<S extends z.ZodObject>(inner: S) {
	return z.looseObject(inner.shape as S['shape'], { error: wanted('a JSON object') });
}
