import type { IDataObject } from 'n8n-workflow';

import type { TightClient } from '../api/client';
import { queryAll } from '../api/pages';
import type { Unsaved } from '../api/results';

/** What another service shows of an account; what it does not know is missing. */
export interface AccountTraits {
	mask?: string;
	/** Kind of account in Tight's words, such as CREDIT. */
	type?: string;
	/** Names that the account goes by; the first one is shown in messages. */
	names: string[];
}

/** The account that is meant, why none is, or why Tight's accounts could not be read. */
export type FoundAccount =
	| { kind: 'found'; id: string }
	| { kind: 'notFound'; problem: string }
	| Unsaved;

/** Accounts that are out of use are no candidates; other states may be added by Tight. */
const OUT_OF_USE = ['INACTIVE', 'REMOVED'];

/** Tight's bank accounts, read once for each user in an execution. */
export class BankAccounts {
	private readonly byUser = new Map<string, Promise<IDataObject[] | Unsaved>>();

	/** @param path path of the bank accounts */
	constructor(
		private readonly client: TightClient,
		private readonly path: string,
	) {}

	/**
	 * The account with a mask; of several, the one with a name as well. Where both sides tell the kind
	 * of account, it has to agree. Tight's accounts show no ID of the service that they come from, so
	 * this is a likeness and no proof (inferred: docs/contract.md, "Bank account of a Plaid account").
	 */
	async find(userId: string, { mask, type, names }: AccountTraits): Promise<FoundAccount> {
		const rows = await this.rowsOf(userId);
		if (!Array.isArray(rows)) return rows;
		const shown = `the account ${names.length > 0 ? `'${names[0]}'` : 'without a name'}`;
		if (mask === undefined) return { kind: 'notFound', problem: `${shown} has no mask` };
		const masked = rows.filter((row) => String(row.mask ?? '').trim() === mask);
		const alike = masked.filter((row) => isOfType(row, type));
		const exact = alike.filter((row) => names.includes(String(row.name ?? '').trim()));
		const usable = alike.filter(isInUse);
		const named = exact.filter(isInUse);
		const unused =
			exact.find((row) => !isInUse(row)) ?? (usable.length === 0 ? alike[0] : undefined);
		if (named.length === 0 && unused) return { kind: 'notFound', problem: outOfUse(unused, shown) };
		const [found, ...others] = usable.length === 1 ? usable : named;
		if (found && others.length === 0) return { kind: 'found', id: String(found.id) };
		const count = usable.length === 0 ? 'no bank account' : `${usable.length} bank accounts`;
		const kind = alike.length < masked.length ? ` and the type ${type}` : '';
		const which = usable.length === 0 ? '' : `, and ${named.length} of them with its name`;
		return {
			kind: 'notFound',
			problem: `Tight has ${count} with the mask '${mask}'${kind} of ${shown}${which}`,
		};
	}

	private async rowsOf(userId: string): Promise<IDataObject[] | Unsaved> {
		const reading = this.byUser.get(userId) ?? this.read(userId);
		this.byUser.set(userId, reading);
		return await reading;
	}

	private async read(userId: string): Promise<IDataObject[] | Unsaved> {
		const rows: IDataObject[] = [];
		const problem = await queryAll(this.client, userId, { path: this.path }, (page) =>
			rows.push(...page),
		);
		return problem ?? rows;
	}
}

const isInUse = ({ status }: IDataObject) => !OUT_OF_USE.includes(String(status));

function isOfType(row: IDataObject, type: string | undefined): boolean {
	return type === undefined || !row.type || String(row.type).toUpperCase() === type;
}

function outOfUse({ id, status }: IDataObject, shown: string): string {
	return `the bank account ${String(id)} that matches ${shown} has the status ${String(status)} in Tight`;
}
