/** An access token, made the way that a partner's own program makes one. */
export async function mintToken({ url, clientId, clientSecret }, userId) {
	const keys = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
	const response = await fetch(`${url}/v6/auth/token`, {
		method: 'POST',
		headers: { authorization: `Basic ${keys}` },
		body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'write', userId }),
	});
	const { access_token: token } = await response.json();
	return token;
}
