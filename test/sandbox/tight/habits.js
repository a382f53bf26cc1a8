// @ts-check
'use strict';

const { failure, problem } = require('./answers');

/**
 * @typedef {import('./server').Call} Call
 * @typedef {import('./answers').Answer} Answer
 * @typedef {Record<string, any>} Row
 */

/**
 * What Tight may do otherwise than the samples of its documents show. None of it is stated, and
 * none of it is ruled out. Unlike a fault, a habit concerns every request until it is changed.
 *
 * @typedef {object} Habits
 * @property {'asSent' | 'hidden' | 'hiddenInSaves' | 'prefixed' | 'upperCase'} sourceIds How records
 *   show the `apiSourceId` that was sent
 * @property {'asSent' | 'cleaned'} descriptions How records show a description
 * @property {'asSent' | 'reversed'} batchOrder Order of the answer to a batch
 * @property {'asQueried' | 'bare' | 'other'} savedIds IDs in the answer to a save: without their
 *   prefix, or such as no query knows
 * @property {'withResult' | 'newest'} entries Whether entries of a batch have `result` and
 *   `statusCode`; the newest samples show neither, and a refused entry shows the row as it was sent
 * @property {'asSent' | 'otherForms'} values Whether records show class segments as dimension values,
 *   days with a time, and amounts as text
 * @property {'record' | 'noContent' | 'null'} deletions What a deletion answers
 * @property {number} maxBatchRows More rows in a batch are refused with 413
 * @property {number} lagMs For so long a new row is missing from lists
 * @property {'asDocumented' | 'emptyFirst' | 'ring'} pages Whether lists begin with an empty page that
 *   has a cursor, or have cursors that lead back to each other for ever
 */

/** @type {Habits} */
const AS_DOCUMENTED = {
	sourceIds: 'asSent',
	descriptions: 'asSent',
	batchOrder: 'asSent',
	savedIds: 'asQueried',
	entries: 'withResult',
	values: 'asSent',
	deletions: 'record',
	maxBatchRows: Infinity,
	lagMs: 0,
	pages: 'asDocumented',
};

/** @type {Record<string, string[]>} */
const CHOICES = {
	sourceIds: ['asSent', 'hidden', 'hiddenInSaves', 'prefixed', 'upperCase'],
	descriptions: ['asSent', 'cleaned'],
	batchOrder: ['asSent', 'reversed'],
	savedIds: ['asQueried', 'bare', 'other'],
	entries: ['withResult', 'newest'],
	values: ['asSent', 'otherForms'],
	deletions: ['record', 'noContent', 'null'],
	pages: ['asDocumented', 'emptyFirst', 'ring'],
};

/** Where a list goes on after its empty first page. */
const AFTER_EMPTY_PAGE = 'after-the-empty-page';

/**
 * @param {any} order
 * @throws {Error} For a habit or a value that does not exist
 */
function checkHabits(order) {
	for (const [name, value] of Object.entries(order)) {
		if (!Object.hasOwn(AS_DOCUMENTED, name)) {
			throw new Error(`There is no habit "${name}"; there are ${Object.keys(AS_DOCUMENTED)}`);
		}
		const choices = CHOICES[name];
		if (choices && !choices.includes(value)) throw new Error(`"${name}" must be one of ${choices}`);
		if (!choices && !(typeof value === 'number' && value >= 0)) {
			throw new Error(`"${name}" must be a number`);
		}
	}
}

/** @type {Record<string, (sourceId: string, isSave: boolean) => string | null>} */
const SHOWN_SOURCE_IDS = {
	hidden: () => null,
	hiddenInSaves: (sourceId, isSave) => (isSave ? null : sourceId),
	prefixed: (sourceId) => `src:${sourceId}`,
	upperCase: (sourceId) => sourceId.toUpperCase(),
};

/** @type {Record<string, (id: string) => string>} */
const SAVED_IDS = {
	bare: (id) => id.replace(/^[a-z]+_/, ''),
	other: (id) => `${id}9`,
};

/** "SHOP #1 MAIN ST" as "Shop Main St". @param {string} text */
function cleaned(text) {
	return text
		.replace(/[^a-z ]/gi, '')
		.trim()
		.replace(/\S+/g, (word) => word[0].toUpperCase() + word.slice(1).toLowerCase());
}

/** @param {Row} record */
function inOtherForms({ classSegments, ...record }) {
	return {
		...record,
		...(classSegments && { dimensionValues: classSegments }),
		...(record.date && { date: `${record.date}T00:00:00Z` }),
		...(record.amount !== undefined && { amount: String(record.amount) }),
	};
}

/** @type {(answer: Answer, data: any) => Answer} */
const withData = (answer, data) => ({ ...answer, body: { ...answer.body, data } });

/** The habits of one sandbox. */
class HabitKeeper {
	/** @param {() => number} now */
	constructor(now) {
		this.now = now;
		this.current = AS_DOCUMENTED;
		/** @type {Map<string, number>} When rows were added, by ID */
		this.addedAt = new Map();
	}

	/**
	 * Takes up some habits; the others stay.
	 *
	 * @param {Partial<Habits>} order
	 * @throws {Error} For a habit or a value that does not exist
	 */
	take(order) {
		checkHabits(order);
		this.current = { ...this.current, ...order };
		return this.current;
	}

	reset() {
		this.current = AS_DOCUMENTED;
		this.addedAt.clear();
	}

	/**
	 * Answers a call in the habits of the moment.
	 *
	 * @param {Call} call
	 * @param {(call: Call) => Answer} answer
	 * @returns {Answer}
	 */
	around(call, answer) {
		if (this.current === AS_DOCUMENTED) return answer(call);
		const rows = call.body?.data;
		const isList = call.path.endsWith('/query') || (call.method === 'GET' && !call.params.id);
		if (call.token === null) return answer(call);
		if (Array.isArray(rows)) return this.#batch(call, rows, answer);
		if (isList) return this.#list(call, answer);
		const given = answer(call);
		if (call.method === 'DELETE' && given.status === 200) return this.#deletion(given);
		return this.#shownOne(given);
	}

	/**
	 * @param {Call} call
	 * @param {Row[]} rows
	 * @param {(call: Call) => Answer} answer
	 */
	#batch(call, rows, answer) {
		const { maxBatchRows, batchOrder, entries } = this.current;
		if (rows.length > maxBatchRows) {
			return failure(413, [problem('BAD_REQUEST', `More than ${maxBatchRows} rows`)]);
		}
		const added = (/** @type {string} */ id) => {
			this.addedAt.set(id, this.now());
			call.added(id);
		};
		const given = answer({ ...call, added });
		if (!Array.isArray(given.body?.data)) return given;
		const shown = given.body.data.map((/** @type {Row} */ entry, /** @type {number} */ index) => {
			const { data, error } = entry;
			const record = data && this.#record(data, true);
			if (entries === 'withResult') return { ...entry, data: record };
			const { id: _id, ...sent } = rows[index] ?? {};
			return { data: record ?? sent, error };
		});
		if (batchOrder === 'reversed') shown.reverse();
		const { result, ...envelope } = given.body;
		const body = entries === 'newest' ? envelope : { ...envelope, result };
		return { ...given, body: { ...body, data: shown } };
	}

	/**
	 * @param {Call} call
	 * @param {(call: Call) => Answer} answer
	 */
	#list(call, answer) {
		const { pages } = this.current;
		const isQuery = call.method === 'POST';
		const cursor = isQuery ? call.body?.cursor : call.headers.cursor;
		const isTurned = pages === 'ring' || cursor === AFTER_EMPTY_PAGE;
		const given = answer(isTurned ? withoutCursor(call) : call);
		if (!Array.isArray(given.body?.data)) return given;
		const oldest = this.now() - this.current.lagMs;
		const rows = given.body.data
			.filter((/** @type {Row} */ { id }) => (this.addedAt.get(id) ?? -Infinity) <= oldest)
			.map((/** @type {Row} */ row) => this.#record(row, false));
		const leadingTo = (/** @type {string} */ place) => (isQuery ? { after: place } : place);
		if (pages === 'ring') {
			const next = leadingTo(cursor === 'a' ? 'b' : 'a');
			return { ...given, body: { ...given.body, data: rows, cursor: next } };
		}
		if (pages === 'emptyFirst' && !cursor) {
			return { ...given, body: { ...given.body, data: [], cursor: leadingTo(AFTER_EMPTY_PAGE) } };
		}
		return withData(given, rows);
	}

	/** @param {Answer} given */
	#deletion(given) {
		const { deletions } = this.current;
		if (deletions === 'noContent') return { status: 204, body: '' };
		return deletions === 'null' ? { status: 200, body: { data: null } } : this.#shownOne(given);
	}

	/** @param {Answer} given */
	#shownOne(given) {
		const { data } = given.body ?? {};
		return data && !Array.isArray(data) ? withData(given, this.#record(data, false)) : given;
	}

	/**
	 * @param {Row} row As the documents show it
	 * @param {boolean} isSave Whether it stands in the answer to a save
	 */
	#record(row, isSave) {
		const { sourceIds, descriptions, savedIds, values } = this.current;
		const record = { ...row };
		const shownId = SHOWN_SOURCE_IDS[sourceIds];
		if (shownId && record.apiSourceId) record.apiSourceId = shownId(record.apiSourceId, isSave);
		if (descriptions === 'cleaned' && record.description) {
			record.description = cleaned(record.description);
		}
		if (isSave && SAVED_IDS[savedIds]) record.id = SAVED_IDS[savedIds](record.id);
		return values === 'otherForms' ? inOtherForms(record) : record;
	}
}

/** @param {Call} call */
function withoutCursor(call) {
	const { cursor: _ofHeaders, ...headers } = call.headers;
	if (call.body === undefined || call.body === null) return { ...call, headers };
	const { cursor: _ofBody, ...body } = call.body;
	return { ...call, headers, body };
}

module.exports = { AS_DOCUMENTED, HabitKeeper };
