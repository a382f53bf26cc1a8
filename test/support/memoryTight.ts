import type { IDataObject } from 'n8n-workflow';

import type { Call, Reply, TightClient } from '../../nodes/Tight/api/client';

/**
 * How Tight handles a save:
 *
 * - `handled`: row by row
 * - `whole`: refused with 400 and no list as soon as one row is bad
 * - `wholeEmpty`: the same, with an empty list
 * - `tooLarge`: refused with 413 when there is more than one row
 * - `failed`: FAILURE with 200 and no list, after the rows were handled
 * - `cutBefore`, `cutAfter`: the connection breaks before or after the rows were handled
 * - `down`: 503 after the rows were handled
 * - `unreachable`: no connection
 */
export type SaveMode =
	| 'handled'
	| 'whole'
	| 'wholeEmpty'
	| 'tooLarge'
	| 'failed'
	| 'cutBefore'
	| 'cutAfter'
	| 'down'
	| 'unreachable';

interface Save {
	userId: string;
	rows: IDataObject[];
}

/** A row with this mark is refused. */
export const BAD = { description: 'bad' };

export const REFUSAL = { type: 'INVALID_VALUE', message: 'Bad row', param: 'description' };

const answer = (status: number, body: unknown): Reply => ({
	kind: 'answer',
	status,
	headers: {},
	text: JSON.stringify(body),
});

/**
 * A Tight in memory in the place of a client: it stores what it is sent, for each user apart, and
 * answers by the documents' shapes.
 */
export class MemoryTight {
	/** Saves that arrived, in their order. */
	readonly saves: Save[] = [];
	readonly queries: IDataObject[] = [];
	readonly books = new Map<string, IDataObject[]>();
	/** What the next saves do, one after the other; then all are handled. */
	modes: SaveMode[] = [];
	/** Answers to the next saves that come from nowhere. */
	saveReplies: unknown[] = [];
	/** What the next queries do. */
	queryReplies: Array<Reply | undefined> = [];
	/** How many turns each call takes, so that parallel calls end in another order than they began. */
	delays: number[] = [];
	/** How many calls were under way at once. */
	mostParallel = 0;
	pageSize = 250;
	/** Records that were deleted, by id. */
	readonly deleted: string[] = [];
	/** What the next deletions answer. */
	deleteReplies: Reply[] = [];
	/** Whether the ids of later records are smaller, as no service promises the opposite. */
	countsDown = false;
	/** How many rows a save may have; more are refused with 413. */
	maxRows = Infinity;
	/** How stored records are shown, in answers and in lists. */
	shows: (record: IDataObject) => IDataObject = (record) => record;
	/** Cancels the execution. */
	signal?: AbortSignal;
	private parallel = 0;
	private records = 0;

	booksOf(userId: string): string {
		return userId;
	}

	get client(): TightClient {
		return this as unknown as TightClient;
	}

	/** A client in another process, in which no other one's turns are known. */
	clientIn(process: string): TightClient {
		const booksOf = (userId: string) => `${process} ${userId}`;
		return new Proxy(this, {
			get: (target, name) => (name === 'booksOf' ? booksOf : Reflect.get(target, name, target)),
		}) as unknown as TightClient;
	}

	/** Takes no time. */
	async wait(): Promise<boolean> {
		await this.pass();
		return !this.signal?.aborted;
	}

	private async pass() {
		for (let turns = this.delays.shift() ?? 0; turns > 0; turns--) await Promise.resolve();
	}

	rowsOf(userId: string): IDataObject[] {
		const rows = this.books.get(userId) ?? [];
		this.books.set(userId, rows);
		return rows;
	}

	/** Stores a row as a former execution did. */
	seed(userId: string, row: IDataObject): IDataObject {
		const stored = this.shown({ ...row, id: row.id ?? this.nextId() });
		this.rowsOf(userId).push(stored);
		return stored;
	}

	async call(userId: string, { method, path, body }: Call): Promise<Reply> {
		this.mostParallel = Math.max(this.mostParallel, ++this.parallel);
		const isQuery = path.endsWith('/query');
		if (isQuery) this.queries.push(body as IDataObject);
		else if (method === 'POST') {
			const rows = structuredClone((body as { data: IDataObject[] }).data);
			this.saves.push({ userId, rows });
		}
		await this.pass();
		const reply = this.handle(userId, { method, path, body } as Call, isQuery);
		await this.pass();
		this.parallel--;
		return reply;
	}

	private handle(userId: string, { method, path, body }: Call, isQuery: boolean): Reply {
		const id = path.split('/').at(-1)!;
		if (method === 'DELETE') return this.delete(userId, id);
		if (method === 'GET') return this.get(userId, id);
		if (!isQuery) return this.save(userId, (body as { data: IDataObject[] }).data);
		return this.queryReplies.shift() ?? this.query(userId, body as IDataObject);
	}

	private get(userId: string, id: string): Reply {
		const found = this.rowsOf(userId).find((row) => row.id === id);
		return found
			? answer(200, { result: 'SUCCESS', data: this.shows(found), error: [] })
			: answer(404, { result: 'FAILURE', data: null, error: [] });
	}

	private delete(userId: string, id: string): Reply {
		const given = this.deleteReplies.shift();
		if (given) return given;
		const rows = this.rowsOf(userId);
		const index = rows.findIndex((row) => row.id === id);
		if (index < 0) return answer(404, { result: 'FAILURE', data: null, error: [] });
		this.deleted.push(id);
		return answer(200, { result: 'SUCCESS', data: rows.splice(index, 1)[0], error: [] });
	}

	private save(userId: string, rows: IDataObject[]): Reply {
		if (this.saveReplies.length > 0) return answer(200, this.saveReplies.shift());
		const mode = this.modes.shift() ?? 'handled';
		const broken: Reply = { kind: 'broken', reason: 'the connection broke before the answer' };
		const isBad = rows.some(({ description }) => description === BAD.description);
		const refused = { result: 'FAILURE', data: null, error: [REFUSAL] };
		if (mode === 'unreachable')
			return { kind: 'notSent', reason: 'the host refused the connection' };
		if (mode === 'cutBefore') return broken;
		const most = mode === 'tooLarge' ? 1 : this.maxRows;
		if (rows.length > most) return answer(413, refused);
		if (mode === 'whole' && isBad) return answer(400, refused);
		if (mode === 'wholeEmpty' && isBad) return answer(400, { ...refused, data: [] });
		const data = rows.map((row) => this.saveRow(userId, row));
		if (mode === 'cutAfter') return broken;
		if (mode === 'failed') return answer(200, refused);
		if (mode === 'down') return answer(503, refused);
		const failures = data.filter(({ result }) => result === 'FAILURE').length;
		const status = failures === 0 ? 200 : failures === data.length ? 400 : 207;
		return answer(status, { result: 'SUCCESS', data, error: [] });
	}

	private saveRow(userId: string, row: IDataObject) {
		const refused = { result: 'FAILURE', statusCode: 400, data: null, error: [REFUSAL] };
		if (row.description === BAD.description) return refused;
		const rows = this.rowsOf(userId);
		const known = rows.find(({ id }) => id === row.id);
		if (row.id !== undefined && !known) return refused;
		const stored = known ?? { id: this.nextId() };
		if (!known) rows.push(stored);
		Object.assign(stored, this.shown({ ...row, id: stored.id }));
		return { result: 'SUCCESS', statusCode: 200, data: this.shows({ ...stored }), error: [] };
	}

	/** A row as Tight shows it: the account as a record. */
	private shown({ bankAccountId, ...row }: IDataObject): IDataObject {
		return { ...row, ...(bankAccountId !== undefined && { bankAccount: { id: bankAccountId } }) };
	}

	private nextId(): string {
		const number = ++this.records;
		return `btxn_${this.countsDown ? 1000 - number : number}`;
	}

	private query(userId: string, { limit, cursor, filter }: IDataObject): Reply {
		const { bankAccount, date } = (filter ?? {}) as Record<string, IDataObject | undefined>;
		const accounts = (bankAccount?.id as { in?: unknown[] } | undefined)?.in;
		const rows = this.rowsOf(userId).filter((row) => {
			const day = String(row.date);
			const isOnAccount = !accounts || accounts.includes((row.bankAccount as IDataObject)?.id);
			const { greaterThanEqual: first = '', lessThanEqual: last = '9999' } = date ?? {};
			return isOnAccount && (!date || (day >= String(first) && day <= String(last)));
		});
		const first = Number(cursor ?? 0);
		const next = first + Math.min(Number(limit), this.pageSize);
		return answer(200, {
			result: 'SUCCESS',
			data: rows.slice(first, next).map((row) => this.shows({ ...row })),
			cursor: { after: next < rows.length ? String(next) : null },
		});
	}
}
