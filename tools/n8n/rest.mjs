/** The owner of every n8n that these tools start. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'Tight-Demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** n8n's internal REST API, as its editor uses it. */
export class Rest {
	#cookie = '';

	/** @param {string} url where n8n listens */
	constructor(url) {
		this.url = url;
	}

	/**
	 * @param {string} path such as `/workflows`
	 * @param {{ method?: string, body?: unknown, headers?: Record<string, string> }} [init]
	 * @returns {Promise<any>} the `data` of n8n's answer
	 */
	async request(path, { method = 'GET', body, headers } = {}) {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				cookie: this.#cookie,
				// n8n closes connections that were idle for 5 s; a busy machine notices too late.
				connection: 'close',
				...headers,
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) {
			const error = new Error(`${method} ${path}: ${response.status} ${text}`);
			throw Object.assign(error, { status: response.status });
		}
		const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		if (cookies.length) this.#cookie = cookies.join('; ');
		return text && JSON.parse(text).data;
	}

	/** Makes the owner account of a new n8n, or logs in to that of one that was used before. */
	async login() {
		const { userManagement } = await this.request('/settings');
		if (userManagement.showSetupOnFirstLoad) {
			await this.request('/owner/setup', { method: 'POST', body: OWNER });
			return;
		}
		const body = { emailOrLdapLoginId: OWNER.email, password: OWNER.password };
		await this.request('/login', { method: 'POST', body });
	}

	/** @returns {Promise<object[]>} the descriptions of all node types */
	async nodeTypes() {
		return await this.#types('nodes');
	}

	/** @returns {Promise<object[]>} the descriptions of all credential types */
	async credentialTypes() {
		return await this.#types('credentials');
	}

	async #types(kind) {
		const response = await fetch(`${this.url}/types/${kind}.json`, {
			headers: { cookie: this.#cookie },
		});
		return await response.json();
	}
}
