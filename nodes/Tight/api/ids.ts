/** An id without its prefix. */
export const bareId = (id: unknown) => String(id).replace(/^[a-z]+_/, '');

/**
 * Whether two ids of one kind of record are those of one record. Ids are opaque, but Tight shows the
 * id of one account as `bka_28868401` in requests and as `123456` in answers (stated:
 * save-bank-accounts), and payments as `pmt_` or `ptxn_` by the generation of a page, so they are
 * compared without their prefix (inferred: docs/contract.md, "Forms of an ID").
 */
export function isSameId(left: unknown, right: unknown): boolean {
	return bareId(left) === bareId(right);
}

/**
 * An order of ids that is the same for everyone, for use with `sort`. Numbers stand in their own
 * order, so that in practice the record that was added first comes first.
 */
export function compareIds(left: unknown, right: unknown): number {
	const [one, other] = [bareId(left), bareId(right)];
	if (one.length !== other.length) return one.length - other.length;
	return one < other ? -1 : Number(one > other);
}
