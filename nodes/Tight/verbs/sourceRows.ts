import type { IDataObject } from 'n8n-workflow';

import { dayPlus, today } from '../../shared/days';
import { done, type Outcome } from '../../shared/outcome';
import type { ReadParameter } from '../../shared/parameters';
import { identityOfRow, type IdentityFields } from '../saving/identify';
import type { Match, Row } from '../saving/row';
import { BankAccounts } from '../saving/bankAccounts';
import type { TightClient } from '../api/client';
import { failureOf } from '../api/failure';
import type { RowReader } from '../form/row';
import { bankAccount } from '../resources/bankAccount';
import { chosenAccount } from '../sources/bankAccountChoice';
import type { Intent, SaveIntent, Source, SourceAccount } from '../sources/source';
import { invalid } from './invalid';
import { taskFor, type RowItem, type RowSource, type Task } from './rowSource';

const USE_TABLE = "Set 'Bank Accounts' to Table and name the bank account there";
const ACCOUNT_UNKNOWN = 'So it is not known on which bank account the money moved';

interface Reading {
	source: Source;
	read: ReadParameter;
	reader: RowReader;
	client: TightClient;
	match: Match & IdentityFields;
}

/** Rows that another service's items ask for. They are always matched by that service's ids. */
export function sourceRows(given: Reading): RowSource {
	const reading = { ...given, match: { ...given.match, hasUniqueIds: true } };
	const { source, client, match } = reading;
	const accounts = new BankAccounts(client, bankAccount.path);
	return {
		match: {
			...match,
			changeOf: source.changeOf,
			removal: {
				how: source.removal(given.read),
				since: dayPlus(today(), -source.removalLookbackDays(given.read)),
			},
		},
		tasksOf: async (items) => {
			const tasks: Task[] = [];
			const preliminary = new Set<Row>();
			for (const item of items) {
				const task = await taskFor(item.index, async () => {
					const intent = source.intentAt(item.index, item.json, reading.read);
					const made = await taskOf(intent, item, reading, accounts);
					const isPreliminary = intent.kind === 'save' && intent.isPreliminary;
					if (made.kind === 'save' && isPreliminary) preliminary.add(made.row);
					return made;
				});
				tasks.push(task);
			}
			return withoutReplaced(tasks, preliminary);
		},
	};
}

const settled = (outcome: Outcome): Task => ({ kind: 'settled', outcome });

const skipped = (apiSourceId: string, reason: string) =>
	settled(done([{ apiSourceId, skipped: reason }]));

async function taskOf(
	intent: Intent,
	item: RowItem,
	reading: Reading,
	accounts: BankAccounts,
): Promise<Task> {
	switch (intent.kind) {
		case 'invalid':
			return settled(invalid(item.index, intent.problems));
		case 'skip':
			return skipped(intent.apiSourceId, intent.reason);
		case 'remove':
			return {
				kind: 'save',
				row: {
					item: item.index,
					userId: item.userId,
					body: {},
					identity: {
						apiSourceId: intent.apiSourceId,
						apiName: intent.apiName,
						bankAccountId: knownAccount(item, intent.account, reading.read),
					},
					change: 'removed',
				},
			};
		case 'save':
			return await saveTask(intent, item, reading, accounts);
	}
}

/** The account of a removed row; where it is not known, all accounts are searched. */
function knownAccount(
	{ index }: RowItem,
	account: SourceAccount,
	read: ReadParameter,
): string | undefined {
	const chosen = chosenAccount(index, account, read);
	return chosen.kind === 'known' ? chosen.id : undefined;
}

async function saveTask(
	{ row, replaces, account, change }: SaveIntent,
	item: RowItem,
	reading: Reading,
	accounts: BankAccounts,
): Promise<Task> {
	const found = await accountOf(account, item, reading, accounts);
	if (typeof found !== 'string') return settled(found);
	const filled: IDataObject = { ...row, bankAccountId: found };
	const checked = reading.reader.completed(item.index, filled);
	if (checked.kind === 'invalid') return settled(invalid(item.index, checked.problems));
	const body = checked.row;
	const identity = identityOfRow(body, reading.match);
	const { index, userId } = item;
	return { kind: 'save', row: { item: index, userId, body, identity, replaces, change } };
}

/** The id of the bank account of a row, or why the row cannot be saved. */
async function accountOf(
	account: SourceAccount,
	{ index, userId }: RowItem,
	{ read, client }: Reading,
	accounts: BankAccounts,
): Promise<string | Outcome> {
	const chosen = chosenAccount(index, account, read);
	if (chosen.kind === 'known') return chosen.id;
	if (chosen.kind === 'invalid') return invalid(index, [chosen.problem]);
	const found = await accounts.find(userId, chosen.traits);
	if (found.kind === 'found') return found.id;
	if (found.kind === 'notFound') {
		const message = `${found.problem}. ${USE_TABLE}`;
		return invalid(index, [{ path: 'account', message }]);
	}
	const explanation = [found.explanation, ACCOUNT_UNKNOWN].filter(Boolean).join('. ');
	return failureOf(
		{ ...found, kind: 'notSent', explanation },
		{ item: index, isSave: true, hide: (text) => client.hide(text) },
	);
}

/** A preliminary row that another one of the same user replaces need not be saved first. */
function withoutReplaced(tasks: Task[], preliminary: Set<Row>): Task[] {
	const idOf = (userId: string, sourceId: string) => JSON.stringify([userId, sourceId]);
	const replaced = new Set(
		tasks.flatMap((task) => {
			if (task.kind !== 'save' || task.row.replaces === undefined) return [];
			return idOf(task.row.userId, task.row.replaces);
		}),
	);
	return tasks.map((task) => {
		if (task.kind !== 'save' || !preliminary.has(task.row)) return task;
		const { userId, identity } = task.row;
		const { apiSourceId } = identity!;
		return replaced.has(idOf(userId, apiSourceId)) ? skipped(apiSourceId, 'replaced') : task;
	});
}
