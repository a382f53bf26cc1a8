import type { ReadParameter } from '../../shared/parameters';
import type { TightClient } from '../api/client';
import type { Problem } from '../form/check';
import { v5UserProblem } from '../v5/user';

const BELONGS_TO_TOKEN =
	"'User ID' must be empty, because the credential is an access token, which belongs to one user";
const NO_USER =
	"'User ID' is missing: set it here or in the credential, so that the record lands in the right books";
const GIVES_NOTHING =
	"'User ID' has no value for this item. Correct the expression, or clear the field to use the credential's user";

/**
 * The user whose books to use: the one that the item names, else the credential's where the field is
 * empty. An expression that gives nothing or blank text, as one with a misspelt field or a blank cell
 * does, names nobody; with the credential's user the record could land in somebody else's books.
 *
 * How a partner's own token names the company on a write is not known (docs/contract.md, "Partner
 * token on writes"), so a save needs a user.
 *
 * @returns the user, empty for a partner's own token, or why no call can be made
 */
export function userOf(
	item: number,
	read: ReadParameter,
	client: TightClient,
	isSave: boolean,
): { userId: string } | Problem {
	const given = String(read<unknown>('userId', item) ?? '').trim();
	const message = problemWith(client, given, isSave);
	if (message) return { path: 'userId', message };
	const isNobody = given === '' && read.isExpression('userId') && !client.hasFixedToken;
	if (isNobody) return { path: 'userId', message: GIVES_NOTHING };
	return { userId: client.actingUser(given) };
}

function problemWith(client: TightClient, given: string, isSave: boolean): string | undefined {
	if (client.api === 'v5') return v5UserProblem(client, given, isSave);
	if (client.hasFixedToken) return given ? BELONGS_TO_TOKEN : undefined;
	return isSave && !client.actingUser(given) ? NO_USER : undefined;
}
