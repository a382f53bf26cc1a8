import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { changed, fromPlaid, removed } from '../plaidChanges';
import { byId, finicityImport, mxImport, rowsOf, savingRows } from '../rows';
import { BAKERY, type Sandbox } from '../tight';
import { holding, marksFor, oneEach, upTo, type Arrangement, type Scenario } from './scenario';

/** Every operation of the Tight node. What has to exist is put into the bakery's books. */

type TightScenario = Scenario<Sandbox>;
type Kind = Parameters<Sandbox['store']>[1];

/** The books have this many integrations, Plaid Items and Plaid Accounts. */
const MOST_LINKED = 3;
/** More rows than a page of Tight's lists holds. */
const TWO_PAGES = 260;

const booksOf = (sandbox: Sandbox) => sandbox.books(BAKERY);

/** Rows that differ in amount and description. */
function rowsFor(marks: string[], more: (item: number) => IDataObject = () => ({})): IDataObject[] {
	const amounts = marks.map((_, item) => -100 * (item + 1));
	return rowsOf(amounts).map((row, item) => ({ ...row, description: marks[item], ...more(item) }));
}

/** Rows are filled in with `source` where they have a source ID. */
const withSource = (item: number) => ({ apiSourceId: `source ${item}` });

/** What a record says of itself; the balance of its account changes with each row. */
function told(record?: IDataObject): IDataObject {
	const rest = { ...record };
	delete rest.bankAccount;
	return rest;
}

/** A save of rows, judged by how often the books hold the mark of each. */
function saving(
	kind: Kind | 'bankTransactions',
	parameters: INodeParameters,
	rowsOfMarks: (sandbox: Sandbox, marks: string[]) => IDataObject[],
): TightScenario['arrange'] {
	return (sandbox, items) => {
		const marks = marksFor(items);
		return {
			parameters: savingRows(parameters),
			input: rowsOfMarks(sandbox, marks),
			marks,
			made: (item) => holding<IDataObject>(booksOf(sandbox)[kind], marks[item]).length,
			record: (item) => told(holding<IDataObject>(booksOf(sandbox)[kind], marks[item])[0]),
		};
	};
}

/**
 * Rows of which the books have the first as it is, the second as it was, the third not at all, and
 * so on.
 */
function partlyStored(kind: 'bankTransactions' | 'payments') {
	return (sandbox: Sandbox, marks: string[]) => {
		const rows = rowsFor(marks, withSource);
		rows.forEach((row, item) => {
			const before = [row, { ...row, description: 'before' }][item % 3];
			if (before) sandbox.store(BAKERY, kind, [before]);
		});
		return rows;
	};
}

/** Operations on records of which the books have one for each item. */
function onRecords(
	kind: Kind,
	resource: string,
	rowsOfMarks: (marks: string[]) => IDataObject[],
): Record<'update' | 'upsert' | 'get' | 'delete', TightScenario['arrange']> {
	const stored = (sandbox: Sandbox, items: number) =>
		sandbox.store(BAKERY, kind, rowsOfMarks(upTo(items).map((item) => `before ${item}.`)));
	const named = (operation: string, ids: string[]) => ({
		resource,
		operation,
		recordId: byId(oneEach(ids)),
	});
	return {
		update: (sandbox, items) => {
			const ids = stored(sandbox, items);
			return saving(kind, { resource, operation: 'update' }, (_, marks) =>
				marks.map((notes, item) => ({ id: ids[item], notes })),
			)(sandbox, items);
		},
		upsert: (sandbox, items) => {
			const ids = stored(sandbox, items);
			return saving(kind, { resource, operation: 'upsert' }, (_, marks) =>
				rowsOfMarks(marks).map((row, item) => (item % 2 === 0 ? row : { ...row, id: ids[item] })),
			)(sandbox, items);
		},
		get: (sandbox, items) => {
			const ids = stored(sandbox, items);
			return { parameters: { ...named('get', ids), simplify: false }, input: inputOf(items) };
		},
		delete: (sandbox, items) => {
			const ids = stored(sandbox, items);
			return {
				parameters: named('delete', ids),
				input: inputOf(items),
				made: (item) => 1 - holding<IDataObject>(booksOf(sandbox)[kind], `"${ids[item]}"`).length,
			};
		},
	};
}

const inputOf = (items: number): IDataObject[] => upTo(items).map((number) => ({ number }));

/** A list; each item asks for one row more than the one before. */
function listing(resource: string, more: INodeParameters = {}): TightScenario['arrange'] {
	return (_, items) => ({
		parameters: {
			resource,
			operation: 'getAll',
			returnAll: false,
			limit: '={{ $itemIndex + 1 }}',
			...more,
		},
		input: inputOf(items),
	});
}

/** A list of rows that stand in the books. */
function listingStored(kind: Kind, resource: string, stored: number, more: INodeParameters = {}) {
	return (sandbox: Sandbox, items: number): Arrangement => {
		sandbox.store(BAKERY, kind, rowsFor(marksFor(stored)));
		return listing(resource, { simplify: false, ...more })(sandbox, items);
	};
}

const bankTransactions = onRecords('bankTransactions', 'bankTransaction', rowsFor);
const payments = onRecords('payments', 'payment', rowsFor);
const bankAccounts = onRecords('bankAccounts', 'bankAccount', (marks) =>
	marks.map((name) => ({ name, type: 'CASH' })),
);

/** Plaid's changes: one that is new, one that changes a row, one that takes a row away, and so on. */
function plaidChanges(removedTransactions: 'delete' | 'mark'): TightScenario['arrange'] {
	return (sandbox, items) => {
		const marks = marksFor(items);
		const sources = marks.map((_, item) => `plaid ${item}`);
		const input = marks.map((name, item) =>
			item % 3 === 2
				? removed(sources[item])
				: changed(sources[item], { name, amount: item + 1, change_type: 'modified' }),
		);
		const ids = input.map(({ date }, item) => {
			const own = { apiName: 'PLAID', apiSourceId: sources[item], date: date ?? today() };
			const row = { ...withSource(item), ...own };
			const [before] = rowsFor(['before'], () => row);
			return item % 3 === 0 ? '' : sandbox.store(BAKERY, 'bankTransactions', [before])[0];
		});
		const isRemoved = (item: number) => item % 3 === 2;
		return {
			parameters: fromPlaid({ removedTransactions }),
			input,
			marks: marks.map((mark, item) => (isRemoved(item) ? `"${ids[item]}"` : mark)),
			made: (item) => {
				const rows = booksOf(sandbox).bankTransactions;
				if (!isRemoved(item)) return holding(rows, marks[item]).length;
				const row = rows.find(({ id }) => id === ids[item]);
				return row === undefined || row.status === 'REMOVED' ? 1 : 0;
			},
		};
	};
}

const today = () => new Date(Date.now()).toISOString().slice(0, 10);

/** An import of rows of which the books have the first already. */
function importing(
	resource: string,
	rowOf: (item: number, description: string) => IDataObject,
	sourceIdOf: (row: IDataObject) => string,
	more: INodeParameters = {},
): TightScenario['arrange'] {
	const isMatched = more.matchOn !== 'none';
	return saving(
		'bankTransactions',
		{ resource, operation: 'import', ...more },
		(sandbox, marks) => {
			const rows = marks.map((description, item) => rowOf(item, description));
			const day = { date: '2025-02-24', apiSourceId: sourceIdOf(rows[0]) };
			const stored = rowsFor(marks.slice(0, 1), () => day);
			if (isMatched) sandbox.store(BAKERY, 'bankTransactions', stored);
			return rows;
		},
	);
}

const importingMx = (more?: INodeParameters) =>
	importing(
		'mxTransaction',
		(item, description) => mxImport(`TRN-${item}`, { description }),
		({ guid }) => String(guid),
		more,
	);

const importingFinicity = (more?: INodeParameters) =>
	importing(
		'finicityTransaction',
		(item, description) => finicityImport(9000 + item, { description }),
		({ id }) => String(id),
		more,
	);

const integrationIds = (sandbox: Sandbox) =>
	booksOf(sandbox).integrations.map(({ id }) => String(id));

/** The items bring the access tokens, as they do in a user's workflow. */
const tokensOf = (items: number) =>
	upTo(items).map((item) => ({ token: `access-sandbox-of-item-${item}-not-real` }));

function updatingIntegrations(secret: boolean): TightScenario['arrange'] {
	return (sandbox, items) => {
		const marks = marksFor(items);
		const input = tokensOf(items);
		const apiAccessToken = secret ? { apiAccessToken: '={{ $json.token }}' } : {};
		return {
			parameters: {
				resource: 'integration',
				operation: 'update',
				recordId: byId(oneEach(integrationIds(sandbox))),
				updateFields: { apiName: oneEach(marks), ...apiAccessToken },
				...(secret && { options: { includeAccessToken: true } }),
			},
			input,
			marks,
			secrets: input.map(({ token }) => token),
			made: (item) => holding(booksOf(sandbox).integrations, marks[item]).length,
		};
	};
}

const linkingPlaid: TightScenario['arrange'] = (sandbox, items) => {
	const input = tokensOf(items);
	const secrets = input.map(({ token }) => token);
	return {
		parameters: {
			resource: 'integration',
			operation: 'linkPlaid',
			accessToken: '={{ $json.token }}',
		},
		input,
		marks: secrets,
		secrets,
		made: (item) => holding(booksOf(sandbox).integrations, secrets[item]).length,
	};
};

const deletingIntegrations: TightScenario['arrange'] = (sandbox, items) => {
	const ids = integrationIds(sandbox);
	return {
		parameters: { resource: 'integration', operation: 'delete', recordId: byId(oneEach(ids)) },
		input: inputOf(items),
		made: (item) => 1 - holding(booksOf(sandbox).integrations, `"${ids[item]}"`).length,
	};
};

const updatingPlaidAccounts: TightScenario['arrange'] = (sandbox, items) => {
	const ids = booksOf(sandbox).plaidAccounts.map(({ id }) => id);
	const days = upTo(items).map((item) => `2024-05-0${item + 1}`);
	return {
		parameters: {
			resource: 'plaidAccount',
			operation: 'update',
			recordId: oneEach(ids),
			updateFields: { tranStartDate: oneEach(days) },
		},
		input: inputOf(items),
		marks: days.map((day) => `"tranStartDate":"${day}"`),
		made: (item) => {
			const account = booksOf(sandbox).plaidAccounts.find(({ id }) => id === ids[item]);
			return account?.tranStartDate === days[item] ? 1 : 0;
		},
		record: (item) => booksOf(sandbox).plaidAccounts.find(({ id }) => id === ids[item]),
	};
};

const gettingPlaidItems =
	(more: INodeParameters): TightScenario['arrange'] =>
	(sandbox, items) => ({
		parameters: {
			resource: 'plaidItem',
			operation: 'get',
			apiItemId: oneEach(booksOf(sandbox).plaidItems.map(({ apiItemId }) => apiItemId)),
			...more,
		},
		input: inputOf(items),
	});

const deletingPlaidItems =
	(removeFromPlaid: boolean): TightScenario['arrange'] =>
	(sandbox, items) => {
		const ids = booksOf(sandbox).plaidItems.map(({ id }) => id);
		return {
			parameters: {
				resource: 'plaidItem',
				operation: 'delete',
				recordId: oneEach(ids),
				removeFromPlaid,
			},
			input: inputOf(items),
			marks: ids.slice(0, items).map((id) => `{"id":${id},`),
			made: (item) => (booksOf(sandbox).plaidItems.some(({ id }) => id === ids[item]) ? 0 : 1),
		};
	};

const WITH_TOKENS = { options: { includeAccessToken: true } };

const transactionsSaved = (operation: string, more: INodeParameters = {}) => ({
	resource: 'bankTransaction',
	operation,
	...more,
});
const paymentsSaved = (operation: string, more: INodeParameters = {}) => ({
	resource: 'payment',
	operation,
	...more,
});
const BY_SOURCE = { matchOn: 'apiSourceId' };

/** A scenario of a resource. */
const of = (
	resource: string,
	operation: string,
	arrange: TightScenario['arrange'],
	more: Partial<TightScenario> = {},
): TightScenario => ({ resource, operation, arrange, ...more });

export const tightScenarios: TightScenario[] = [
	of('bankAccount', 'upsert', bankAccounts.upsert),
	of('bankAccount', 'delete', bankAccounts.delete),
	of('bankAccount', 'getAll', listing('bankAccount', { simplify: false })),
	of(
		'bankTransaction',
		'create',
		saving('bankTransactions', transactionsSaved('create'), (_, marks) => rowsFor(marks)),
	),
	of(
		'bankTransaction',
		'create',
		saving('bankTransactions', transactionsSaved('create'), (_, marks) =>
			rowsFor(marks, withSource),
		),
		{ variant: 'with source IDs' },
	),
	of('bankTransaction', 'update', bankTransactions.update),
	of('bankTransaction', 'upsert', bankTransactions.upsert),
	of(
		'bankTransaction',
		'upsert',
		saving(
			'bankTransactions',
			transactionsSaved('upsert', BY_SOURCE),
			partlyStored('bankTransactions'),
		),
		{ variant: 'by API Source ID' },
	),
	of(
		'bankTransaction',
		'upsert',
		saving('bankTransactions', transactionsSaved('upsert', BY_SOURCE), (sandbox, marks) => {
			sandbox.store(BAKERY, 'bankTransactions', rowsOf(Array<number>(TWO_PAGES).fill(7)));
			return partlyStored('bankTransactions')(sandbox, marks);
		}),
		{ variant: 'by API Source ID, in two pages' },
	),
	of('bankTransaction', 'upsert', plaidChanges('mark'), {
		variant: 'from Plaid, removed ones marked',
	}),
	of('bankTransaction', 'upsert', plaidChanges('delete'), {
		variant: 'from Plaid, removed ones deleted',
	}),
	of('bankTransaction', 'get', bankTransactions.get),
	of('bankTransaction', 'delete', bankTransactions.delete),
	of('bankTransaction', 'getAll', listingStored('bankTransactions', 'bankTransaction', 3)),
	of(
		'bankTransaction',
		'getAll',
		listingStored('bankTransactions', 'bankTransaction', TWO_PAGES, { returnAll: true }),
		{ variant: 'in two pages', most: 1 },
	),
	of(
		'payment',
		'create',
		saving('payments', paymentsSaved('create'), (_, marks) => rowsFor(marks)),
	),
	of('payment', 'update', payments.update),
	of('payment', 'upsert', payments.upsert),
	of(
		'payment',
		'upsert',
		saving('payments', paymentsSaved('upsert', BY_SOURCE), partlyStored('payments')),
		{ variant: 'by API Source ID' },
	),
	of('payment', 'get', payments.get),
	of('payment', 'delete', payments.delete),
	of('payment', 'getAll', listingStored('payments', 'payment', 3)),
	of('finicityTransaction', 'import', importingFinicity()),
	of('finicityTransaction', 'import', importingFinicity({ matchOn: 'none' }), {
		variant: 'unmatched',
	}),
	of('mxTransaction', 'import', importingMx()),
	of('mxTransaction', 'import', importingMx({ matchOn: 'none' }), { variant: 'unmatched' }),
	of('integration', 'update', updatingIntegrations(false), { most: MOST_LINKED }),
	of('integration', 'update', updatingIntegrations(true), {
		variant: 'with access tokens',
		most: MOST_LINKED,
		shows: ['apiAccessToken'],
	}),
	of('integration', 'linkPlaid', linkingPlaid),
	of('integration', 'delete', deletingIntegrations, { most: MOST_LINKED }),
	of('plaidAccount', 'update', updatingPlaidAccounts, { most: MOST_LINKED }),
	of('plaidAccount', 'getAll', listing('plaidAccount', { simplify: false })),
	of('plaidItem', 'get', gettingPlaidItems({ simplify: false }), { most: MOST_LINKED }),
	of('plaidItem', 'get', gettingPlaidItems(WITH_TOKENS), {
		variant: 'with access tokens',
		most: MOST_LINKED,
		shows: ['apiAccessToken'],
	}),
	of('plaidItem', 'delete', deletingPlaidItems(false), { most: MOST_LINKED }),
	of('plaidItem', 'delete', deletingPlaidItems(true), {
		variant: 'at Plaid as well',
		most: MOST_LINKED,
	}),
	of('plaidItem', 'getAll', listing('plaidItem', { simplify: false })),
	of('plaidItem', 'getAll', listing('plaidItem', WITH_TOKENS), {
		variant: 'with access tokens',
		shows: ['apiAccessToken'],
	}),
	...['category', 'glAccount', 'customer', 'vendor', 'classSegment'].map((resource) =>
		of(resource, 'getAll', listing(resource)),
	),
];
