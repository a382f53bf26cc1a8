import type { ReadParameter } from '../../shared/parameters';
import type { TightClient } from '../api/client';
import type { Problem } from '../form/check';
import { v5UserProblem } from '../v5/user';

const BELONGS_TO_TOKEN =
	"'User ID' must be empty, because the credential is an access token, which belongs to one user";
const NO_USER =
	"'User ID' is missing: set it here or in the credential, so that the record lands in the right books";
const GIVES_NOTHING =
	"'User ID' is an expression that gives nothing for this item. Correct it, or let it give an empty text where the credential's user is meant";

/**
 * Whose books an item is about: those of the user that it names, else of the credential's. An
 * expression that gives null or undefined, as one with a misspelt field does, names nobody; were the
 * credential's user taken for it, the record could land in somebody else's books.
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
	const value = read<unknown>('userId', item);
	const given = String(value ?? '').trim();
	const message = problemWith(client, given, isSave);
	if (message) return { path: 'userId', message };
	const isNobody = (value ?? undefined) === undefined && !client.hasFixedToken;
	if (isNobody) return { path: 'userId', message: GIVES_NOTHING };
	return { userId: client.actingUser(given) };
}

function problemWith(client: TightClient, given: string, isSave: boolean): string | undefined {
	if (client.api === 'v5') return v5UserProblem(client, given, isSave);
	if (client.hasFixedToken) return given ? BELONGS_TO_TOKEN : undefined;
	return isSave && !client.actingUser(given) ? NO_USER : undefined;
}
