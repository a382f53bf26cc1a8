import type { IDataObject } from 'n8n-workflow';

import { optionsCollection, timeout } from '../../shared/options';
import { done } from '../../shared/outcome';
import { writtenDay } from '../entities/dates';
import { plaidAccountId } from '../entities/plaidAccount';
import { labelOf, type Problem } from '../form/check';
import { userId } from '../form/common';
import { anyUnit, RowReader } from '../form/row';
import { mappingMode, rowOptions, rowParameters } from '../form/rowForm';
import type { Resource } from '../resources/resource';
import { eachItem, notSaved, type Item } from '../verbs/eachItem';
import { invalid } from '../verbs/invalid';
import type { Verb } from '../verbs/verb';
import { resultOfV5 } from './answers';
import { SAVE_ACCOUNTS } from './api';
import { findRow } from './lists';
import { targetFrom, targetParameters } from './target';

/** Values of `autoClassify` with which `defaultBusinessId` is not used (stated: seed 003). */
const WITHOUT_BUSINESS: unknown[] = ['OFF', 'NOT_BUSINESS'];

const inputOf = ({ posting }: Resource) => posting![0].input;

/**
 * What of the changes does not fit the account.
 *
 * Source: seed 003, section 3 (stated): `tranStartDate` must not be before `tranMinStartDate`. That
 * the day written in the latter counts is inferred.
 */
function problemsWith(changes: IDataObject, account: IDataObject): Problem[] {
	const problems: Problem[] = [];
	const { tranStartDate: start, defaultBusinessId } = changes;
	const least = writtenDay(account.tranMinStartDate);
	if (typeof start === 'string' && typeof least === 'string' && start < least) {
		problems.push({
			path: 'tranStartDate',
			message: `'Pull History From' must not be before ${least}, the earliest day that Plaid has for this account, but is ${start}`,
		});
	}
	const { autoClassify } = { ...account, ...changes };
	if (defaultBusinessId !== undefined && WITHOUT_BUSINESS.includes(autoClassify)) {
		problems.push({
			path: 'defaultBusinessId',
			message: "'Business ID' is used only where 'Auto Classify' is Business",
		});
	}
	return problems;
}

/** Whether an account has what was to be changed. A day can come back with a time. */
function holds(account: IDataObject, changes: IDataObject): boolean {
	return Object.entries(changes).every(
		([name, value]) => JSON.stringify(writtenDay(account[name])) === JSON.stringify(value),
	);
}

async function readAccount({ client, userId: user }: Item, resource: Resource, named: number) {
	return await findRow(
		client,
		user,
		resource,
		({ id }) => String(id) === String(named),
		`Tight ID ${named}`,
	);
}

/**
 * Update: one Plaid Account by Tight's ID of it.
 *
 * The account is read, and sent back as a whole with what changes: so the guide has it (inferred
 * from seed 003: "POST that account"). Tight answers without the account, so it is read again for
 * the output; where that fails, the output is what was sent. After an unknown outcome it counts as
 * saved if it then holds the changes.
 */
export const updateAccount: Verb = {
	parameters: (resource) => [
		userId,
		...targetParameters(plaidAccountId),
		mappingMode,
		...rowParameters(anyUnit(inputOf(resource)), true),
		optionsCollection([...rowOptions, timeout]),
	],
	execute: async (context, resource) => {
		const record = anyUnit(inputOf(resource));
		return await eachItem<{ named: number; changes: IDataObject }>(context, (read) => {
			const reader = new RowReader(read, inputOf(resource), true, (full) => () => full);
			return {
				api: 'v5',
				isSave: true,
				prepare: (item) => {
					const target = targetFrom<number>(plaidAccountId, item.read);
					if (Array.isArray(target)) return target;
					const checked = reader.rowAt(item.index, item.json);
					return checked.kind === 'valid' ? { ...target, changes: checked.row } : checked.problems;
				},
				run: async (item, { named, changes }) => {
					const found = await readAccount(item, resource, named);
					// Nothing was sent that could change anything.
					if (found.kind !== 'found') return notSaved(item, found, { isSave: false });
					const problems = problemsWith(changes, found.row);
					if (problems.length > 0) return invalid(item.index, problems);

					const account = { ...found.row, ...changes, id: found.row.id };
					const reply = await item.client.call(item.userId, {
						...SAVE_ACCOUNTS,
						body: { accounts: [account] },
						repeatable: false,
					});
					const result = resultOfV5(reply, SAVE_ACCOUNTS);
					const refusal = { isSave: true, labelOf: (param: string) => labelOf(record, param) };
					if (result.kind !== 'saved' && result.kind !== 'unknown') {
						return notSaved(item, result, refusal);
					}
					const after = await readAccount(item, resource, named);
					if (result.kind === 'saved') {
						return done([after.kind === 'found' ? after.row : account]);
					}
					const isSaved = after.kind === 'found' && holds(after.row, changes);
					return isSaved ? done([after.row]) : notSaved(item, result, refusal);
				},
			};
		});
	},
	doneWords: 'saved',
};
