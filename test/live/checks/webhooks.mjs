const CALL = 'needs a URL that Tight can reach and has registered';
const LOOK =
	"receive one call with n8n's Webhook node (option Raw Body), and decode the middle part of Tight-Verification from base64url";

/**
 * Tight's webhooks: a run asks for none, as Tight registers a URL by hand only.
 *
 * @type {import('../run.mjs').Check[]}
 */
export const webhooks = [
	{
		id: 'W1',
		byHand: `${CALL}: a call that the Tight Trigger takes confirms it, "not signed with the credential's 'Webhook Secret'" in n8n's log refutes it`,
	},
	{ id: 'W2', byHand: `${CALL}: ${LOOK}; iat, nbf and exp have ten digits if they are seconds` },
	{ id: 'W3', byHand: `${CALL}: ${LOOK}, and look for the SHA-256 of the body` },
	{
		id: 'W4',
		byHand: `${CALL}: change a record of each kind, and compare 'entity' in the Tight Trigger's output`,
	},
	{ id: 'W5', byHand: `${CALL}: ${LOOK}` },
	{
		id: 'W6',
		byHand: `${CALL}: let a Webhook node answer 500, then 401 and 400, and see in its executions whether the call comes again`,
	},
	{
		id: 'W7',
		byHand: `${CALL}: save 50 records one after the other, and compare the executions with them`,
	},
];
