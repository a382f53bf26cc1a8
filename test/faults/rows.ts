import * as fc from 'fast-check';
import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import {
	CHECKING,
	finicityImport,
	mxImport,
	SAVINGS,
	savingRows,
	STUDIO_CHECKING,
} from '../support/rows';
import { oneEach, upTo, type Arrangement } from '../support/scenarios/scenario';
import { BAKERY, STUDIO, type Sandbox } from '../support/tight';
import { isDeepStrictEqual } from './platform';
import type { Told } from './told';

/** Rows that are saved over and over in the same books: new ones, known ones, wrong ones. */

const USERS = [BAKERY, STUDIO];
const ACCOUNTS: Record<string, string[]> = {
	[BAKERY]: [CHECKING, SAVINGS],
	[STUDIO]: [STUDIO_CHECKING, 'bka_8642901'],
};
const SOURCES = 5;

/** What is wrong with a row: found beforehand, or refused by Tight. */
type Flaw = 'amount' | 'date' | 'account';

export interface RowOrder {
	user: string;
	account: number;
	source: number;
	/** Whether it says what the row of its source always says. */
	isSteady: boolean;
	flaw?: Flaw;
}

/** How rows are saved, and how they are recognised. */
interface Way {
	parameters: INodeParameters;
	kind: 'bankTransactions' | 'payments';
	/** What happens to a row that Tight has: it takes the new values, it stays, or it is not looked for. */
	known: 'updated' | 'kept' | 'added';
	row: (order: RowOrder, text: string) => IDataObject;
}

const amountOf = ({ source, flaw }: RowOrder) => (flaw === 'amount' ? 12.345 : -100 * (source + 1));
const dateOf = ({ flaw }: RowOrder) => (flaw === 'date' ? '2025-02-30' : '2025-02-24');

/** A row in Tight's own form. */
const tightRow =
	(prefix: string) =>
	(order: RowOrder, description: string): IDataObject => ({
		date: dateOf(order),
		amount: amountOf(order),
		description,
		apiName: 'CSV_IMPORT',
		bankAccountId: order.flaw === 'account' ? 'bka_0' : ACCOUNTS[order.user][order.account],
		apiSourceId: `${prefix}-${order.source}`,
	});

const upserting = { operation: 'upsert', matchOn: 'apiSourceId' };

const WAYS: Record<string, Way> = {
	createTransactions: {
		parameters: savingRows(),
		kind: 'bankTransactions',
		known: 'added',
		row: tightRow('created'),
	},
	createPayments: {
		parameters: savingRows({ resource: 'payment' }),
		kind: 'payments',
		known: 'added',
		row: tightRow('created'),
	},
	upsertTransactions: {
		parameters: savingRows(upserting),
		kind: 'bankTransactions',
		known: 'updated',
		row: tightRow('matched'),
	},
	upsertPayments: {
		parameters: savingRows({ resource: 'payment', ...upserting }),
		kind: 'payments',
		known: 'updated',
		row: tightRow('matched'),
	},
	importMx: {
		parameters: savingRows({ resource: 'mxTransaction', operation: 'import' }),
		kind: 'bankTransactions',
		known: 'kept',
		row: (order, description) =>
			mxImport(`TRN-${order.source}`, {
				description,
				accountGuid: order.flaw === 'account' ? '' : `ACT-${order.user}`,
				amount: order.flaw === 'amount' ? 'much' : order.source + 1,
				date: dateOf(order),
			}),
	},
	importFinicity: {
		parameters: savingRows({ resource: 'finicityTransaction', operation: 'import' }),
		kind: 'bankTransactions',
		known: 'kept',
		row: (order, description) =>
			finicityImport(9000 + order.source, {
				description,
				accountId: order.flaw === 'account' ? '' : 1,
				amount: order.flaw === 'amount' ? 'much' : order.source + 1,
				transactionDate: order.flaw === 'date' ? 'today' : 1740398400,
			}),
	},
};

export interface RowStep {
	way: string;
	rows: RowOrder[];
	mode: OnError | undefined;
}

const flaws = fc.oneof(
	{ weight: 6, arbitrary: fc.constant(undefined) },
	{ weight: 1, arbitrary: fc.constantFrom<Flaw>('amount', 'date', 'account') },
);

export const anyRowStep: fc.Arbitrary<RowStep> = fc.record({
	way: fc.constantFrom(...Object.keys(WAYS)),
	rows: fc.array(
		fc.record({
			user: fc.constantFrom(...USERS),
			account: fc.nat(1),
			source: fc.nat(SOURCES - 1),
			isSteady: fc.boolean(),
			flaw: flaws,
		}),
		{ minLength: 1, maxLength: 8 },
	),
	mode: fc.constantFrom(
		undefined,
		'continueRegularOutput' as const,
		'continueErrorOutput' as const,
	),
});

/** A step that sends every row that can stand in the books, each once. */
export const everyRow = (way: string): RowStep => ({
	way,
	mode: undefined,
	rows: USERS.flatMap((user) =>
		upTo(SOURCES).map((source) => ({ user, account: source % 2, source, isSteady: true })),
	),
});

/** Ways in which what Tight has is not added again. */
export const MATCHING = Object.keys(WAYS).filter((way) => WAYS[way].known !== 'added');

type Row = IDataObject;

/** The rows of one kind of one user, and those of them that are about the same. */
class Books {
	private readonly byUser: Map<string, Row[]>;

	constructor(sandbox: Sandbox, kind: Way['kind']) {
		this.byUser = new Map(USERS.map((user) => [user, sandbox.books(user)[kind] as Row[]]));
	}

	of(user: string): Row[] {
		return this.byUser.get(user)!;
	}

	/** How many rows of all users say this. */
	saying(text: string, user?: string): number {
		const users = user ? [user] : USERS;
		return users.flatMap((each) => this.of(each)).filter(({ description }) => description === text)
			.length;
	}

	/** Those that are looked for under a source ID, on its account where the row names one. */
	from(user: string, { apiSourceId, bankAccountId }: Key): Row[] {
		return this.of(user).filter((row) => {
			const account = (row.bankAccount as IDataObject | undefined)?.id;
			const isThere = bankAccountId === undefined || account === bankAccountId;
			return row.apiSourceId === apiSourceId && isThere;
		});
	}
}

interface Key {
	apiSourceId: string;
	bankAccountId?: string;
}

export interface RowRun extends Arrangement {
	/** Whether a row is found wrong before anything is sent. */
	isWrong: boolean;
	/** What is broken, if anything, when the run told this of its rows. */
	breaches: (told: Told[]) => string[];
}

/** Puts a step in words that only it uses, and looks at the books before. */
export function arrangeRows(sandbox: Sandbox, { way, rows }: RowStep, step: number): RowRun {
	const { parameters, kind, known, row } = WAYS[way];
	const isFresh = (order: RowOrder) => known === 'added' || !order.isSteady;
	const texts = rows.map((order, item) =>
		isFresh(order) ? `mark ${step}.${item}.` : `steady ${order.source}`,
	);
	const input = rows.map((order, item) => row(order, texts[item]));
	const keys = input.map(
		({ apiSourceId, guid, id, bankAccountId }): Key => ({
			apiSourceId: String(apiSourceId ?? guid ?? id),
			bankAccountId: bankAccountId as string | undefined,
		}),
	);
	const before = new Books(sandbox, kind);
	return {
		parameters: { ...parameters, userId: oneEach(rows.map(({ user }) => user)) },
		input,
		marks: texts.map((text, item) => (isFresh(rows[item]) ? text : `no row says ${step}.${item}.`)),
		isWrong: rows.some(({ flaw }) => flaw === 'amount' || flaw === 'date'),
		breaches: (told) => {
			const after = new Books(sandbox, kind);
			return rows.flatMap((order, item) => {
				const of = (what: string) => [`item ${item} (${told[item].kind}) ${what}`];
				const { user, flaw } = order;
				const isMade = told[item].kind === 'done' || told[item].kind === 'unknown';
				const times = after.saying(texts[item], user);
				if (flaw && told[item].kind === 'done') return of(`was wrong: ${flaw}`);
				if (isFresh(order)) {
					if (after.saying(texts[item]) !== times) return of('is in the books of another user');
					if (times > 1) return of(`was made ${times} times`);
					if (!isMade && times > 0) return of('was made');
				}
				if (known === 'added') {
					return told[item].kind === 'done' && times !== 1 ? of('was not made') : [];
				}
				const own = after.from(user, keys[item]);
				const former = before.from(user, keys[item]);
				if (own.length > Math.max(1, former.length)) return of(`has ${own.length} rows`);
				const alike = upTo(rows.length).filter(
					(other) => rows[other].user === user && isDeepStrictEqual(keys[other], keys[item]),
				);
				const effective = alike.filter((other) => ['done', 'unknown'].includes(told[other].kind));
				if (effective.length === 0) {
					return own.length === former.length && own[0]?.description === former[0]?.description
						? []
						: of('was changed');
				}
				if (told[item].kind === 'done' && own.length === 0) return of('is not in the books');
				const isLast = effective[effective.length - 1] === item;
				if (!isLast || told[item].kind !== 'done' || known === 'kept') return [];
				return own.some(({ description }) => description === texts[item])
					? []
					: of(`is in the books as ${String(own[0].description)}`);
			});
		},
	};
}
