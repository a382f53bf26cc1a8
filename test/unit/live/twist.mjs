/**
 * A `fetch` between the checks and a sandbox that changes what passes, so that a service behaves
 * otherwise than the sandbox does.
 *
 * @typedef {object} Call
 * @property {any} sent the body as JSON; undefined if it is none
 * @property {string} text the body as it was sent
 * @property {URL} url
 * @property {Record<string, string>} headers of the request
 * @property {number} count how many calls the twist has seen, this one included
 *
 * @typedef {{ status?: number, body?: any, headers?: Record<string, string> }} Answer
 *
 * @typedef {object} Twist
 * @property {string | RegExp} on such as `POST /v6/payments`
 * @property {(call: Call) => any} [send] what is sent instead, if anything; text as it is
 * @property {(call: Call) => Answer | undefined} [instead] the answer, without sending anything
 * @property {(answer: Answer, call: Call) => Answer | undefined} [answer] what is changed of the
 *   answer, if anything
 */

const jsonIn = (text) => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

const written = (body) => (typeof body === 'string' ? body : JSON.stringify(body));

const isOn = (on, call) => (typeof on === 'string' ? on === call : on.test(call));

/** @param {Twist[]} twists */
export function twisted(...twists) {
	const counts = new Map();
	return async (address, options) => {
		const url = new URL(address);
		const { headers, method } = options;
		let { body: text } = options;
		const own = twists
			.filter(({ on }) => isOn(on, `${method} ${url.pathname}`))
			.map((twist) => {
				const count = (counts.get(twist) ?? 0) + 1;
				counts.set(twist, count);
				return { twist, call: { sent: jsonIn(text), text, url, headers, count } };
			});
		for (const { twist, call } of own) {
			const given = twist.instead?.(call);
			if (given) return new Response(written(given.body), { status: given.status ?? 200 });
			const changed = twist.send?.(call);
			if (changed !== undefined) text = written(changed);
		}
		const response = await fetch(address, { ...options, body: text });
		const answer = {
			status: response.status,
			text: await response.text(),
			headers: new Headers(response.headers),
		};
		for (const { twist, call } of own) {
			const before = { status: answer.status, body: jsonIn(answer.text) };
			const { status, body, headers: more = {} } = twist.answer?.(before, call) ?? {};
			if (status !== undefined) answer.status = status;
			if (body !== undefined) answer.text = written(body);
			for (const [name, value] of Object.entries(more)) answer.headers.set(name, value);
		}
		return new Response(answer.text, { status: answer.status, headers: answer.headers });
	};
}

/** Changes the rows that are saved. @returns {Twist} */
export const rowsSent = (on, change) => ({
	on,
	send: ({ sent }) => sent?.data && { ...sent, data: sent.data.map(change) },
});

/** Changes the filter of a query. @returns {Twist} */
export const filterSent = (on, change) => ({
	on,
	send: ({ sent }) => sent?.filter && { ...sent, filter: change(sent.filter) },
});

/** Changes the records that are answered: one, a list, or the elements of a batch. @returns {Twist} */
export const recordsAnswered = (on, change) => ({
	on,
	answer: ({ body }) => {
		const { data } = body ?? {};
		if (!data) return undefined;
		const inElement = (each) => (each.data ? { ...each, data: change(each.data) } : each);
		const inList = (each) => ('statusCode' in each ? inElement(each) : change(each));
		return { body: { ...body, data: Array.isArray(data) ? data.map(inList) : change(data) } };
	},
});

/** Changes the body that is answered; undefined leaves it. @returns {Twist} */
export const bodyAnswered = (on, change) => ({
	on,
	answer: ({ status, body }, call) => {
		const changed = change(body, { ...call, status });
		return changed === undefined ? undefined : { body: changed };
	},
});

/** Answers one status in the place of another. @returns {Twist} */
export const statusAnswered = (on, from, to) => ({
	on,
	answer: ({ status }) => (status === from ? { status: to } : undefined),
});

/** Answers without doing anything, where the row that is sent, if it is one, is meant. @returns {Twist} */
export const notDone = (on, status, body, isMeant = () => true) => ({
	on,
	instead: ({ sent }) => (isMeant(sent?.data?.[0], sent) ? { status, body } : undefined),
});

/** The record with other fields. */
export const plus = (fields) => (record) => ({ ...record, ...fields });

/** The record without some fields. */
export const less =
	(...names) =>
	(record) =>
		Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

/**
 * A service that behaves otherwise, and what the check of that name then says.
 *
 * @typedef {{ verdict: string, twistsFor: (local: any) => Twist[] }} Case
 */

/** @type {(verdict: string) => (...twists: (Twist | ((local: any) => Twist | Twist[]))[]) => Case} */
const saying =
	(verdict) =>
	(...twists) => ({
		verdict,
		twistsFor: (local) =>
			twists.flatMap((twist) => (typeof twist === 'function' ? twist(local) : twist)),
	});

export const refuted = saying('refuted');
export const confirmed = saying('confirmed');
export const undecided = saying('not decidable');
