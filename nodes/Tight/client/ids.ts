/**
 * Whether two ids are those of one record. Ids are opaque, but Tight shows the id of one account
 * as `bka_28868401` in requests and as `123456` in answers (stated: save-bank-accounts), so they
 * are compared without their prefix (inferred: docs/contract.md, "Forms of an ID").
 */
export function isSameId(left: unknown, right: unknown): boolean {
	const bare = (id: unknown) => String(id).replace(/^[a-z]+_/, '');
	return bare(left) === bare(right);
}
