import type { TightClient } from '../client/client';
import type { Problem } from '../form/check';
import { v5UserProblem } from '../v5/user';

const BELONGS_TO_TOKEN =
	"'User ID' must be empty, because the credential is an access token, which belongs to one user";
const NO_USER =
	"'User ID' is missing: set it here or in the credential, so that the record lands in the right books";

/**
 * Why a call cannot be made for a user.
 *
 * How a partner's own token names the company on a write is not known (docs/contract.md, "Partner
 * token on writes"), so a save needs a user.
 *
 * @param userId the item's own, not the credential's
 */
export function userProblem(
	client: TightClient,
	userId: string,
	isSave: boolean,
): Problem | undefined {
	const problem = (message: string): Problem => ({ path: 'userId', message });
	if (client.api === 'v5') {
		const message = v5UserProblem(client, userId, isSave);
		return message ? problem(message) : undefined;
	}
	if (client.hasFixedToken) return userId ? problem(BELONGS_TO_TOKEN) : undefined;
	return isSave && !client.actingUser(userId) ? problem(NO_USER) : undefined;
}
