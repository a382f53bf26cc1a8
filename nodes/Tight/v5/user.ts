import type { TightClient } from '../api/client';

const NO_TOKEN_OF_V6 =
	"Plaid Items and Plaid Accounts belong to version 5 of Tight's API, which takes no access token of version 6. Use a credential whose 'Authentication' is Client Credentials";
const NO_USER =
	"'User ID' is missing: set it here or in the credential, because version 5 of Tight's API gives tokens for one user only";
const READ_ONLY =
	"'Scope' of the credential is Read, and version 5 of Tight's API has no tokens that only read. So nothing is changed with this credential: set 'Scope' to Read and Write";

/**
 * Why a v5 call cannot be made for a user, or undefined.
 *
 * @param userId the item's own, not the credential's
 */
export function v5UserProblem(
	client: TightClient,
	userId: string,
	isSave: boolean,
): string | undefined {
	if (client.hasFixedToken) return NO_TOKEN_OF_V6;
	if (!client.actingUser(userId)) return NO_USER;
	return isSave && client.isReadOnly ? READ_ONLY : undefined;
}
