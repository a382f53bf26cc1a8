import { parseArgs } from 'node:util';

export const USAGE = `Checks the inferred and unknown lines of docs/contract.md against the services.

  npm run test:live                     with the keys in the environment, see below
  npm run test:live -- --local          against the local sandboxes; no keys are needed
  npm run test:live -- --only V         lines of one part, one line (V3), or lines with a text;
                                        can be given several times
  npm run test:live -- --json           the results as JSON

It ends with status 0 unless a line is refuted (with --local: is not as it should be of the
sandboxes), or something that was created could not be taken away.

  Tight  TIGHT_CLIENT_ID, TIGHT_CLIENT_SECRET, TIGHT_USER_ID (a user made for this)
         TIGHT_URL if not https://sandbox.tight.com
         TIGHT_V5_URL if not https://sandbox.hurdlr.com, or a TIGHT_URL of one's own
  Plaid  PLAID_CLIENT_ID, PLAID_SECRET
         PLAID_URL if not https://sandbox.plaid.com
  MX     MX_CLIENT_ID, MX_API_KEY
         MX_USER_GUID a user with transactions, if not the first that has some
         MX_URL if not https://int-api.mx.com`;

/** Where real books are kept. */
const PRODUCTION = ['prod.tight.com', 'prod.hurdlr.com', 'production.plaid.com', 'api.mx.com'];

const TIGHT = 'https://sandbox.tight.com';

/** Variables of each service: those it needs, and addresses with what they are without one. */
const VARIABLES = {
	tight: {
		title: 'Tight',
		needs: {
			clientId: 'TIGHT_CLIENT_ID',
			clientSecret: 'TIGHT_CLIENT_SECRET',
			userId: 'TIGHT_USER_ID',
		},
		urls: {
			url: ['TIGHT_URL', () => TIGHT],
			// A server of one's own serves both versions.
			v5Url: ['TIGHT_V5_URL', ({ url }) => (url === TIGHT ? 'https://sandbox.hurdlr.com' : url)],
		},
	},
	plaid: {
		title: 'Plaid',
		needs: { clientId: 'PLAID_CLIENT_ID', secret: 'PLAID_SECRET' },
		urls: { url: ['PLAID_URL', () => 'https://sandbox.plaid.com'] },
	},
	mx: {
		title: 'MX',
		needs: { clientId: 'MX_CLIENT_ID', apiKey: 'MX_API_KEY' },
		more: { userGuid: 'MX_USER_GUID' },
		urls: { url: ['MX_URL', () => 'https://int-api.mx.com'] },
	},
};

/** A mistake of the user's; its message says what to do. */
export class UsageError extends Error {}

/** @param {string[]} args */
export function readArguments(args) {
	try {
		const options = {
			json: { type: 'boolean', default: false },
			local: { type: 'boolean', default: false },
			only: { type: 'string', multiple: true, default: [] },
			help: { type: 'boolean', default: false },
		};
		return parseArgs({ args, options }).values;
	} catch (error) {
		throw new UsageError(`${error.message}\n\n${USAGE}`);
	}
}

function addressFrom(env, variable, usual) {
	const text = env[variable]?.trim() || usual;
	if (!URL.canParse(text) || !/^https?:/.test(text)) {
		throw new UsageError(`${variable} must be an address such as ${usual}`);
	}
	const url = new URL(text);
	if (PRODUCTION.includes(url.hostname.replace(/\.$/, ''))) {
		throw new UsageError(
			`${variable}: ${url.hostname} is a production host. This run adds and deletes records; it calls sandboxes only`,
		);
	}
	return url.href.replace(/\/+$/, '');
}

function serviceFrom(env, { needs, more = {}, urls }) {
	const valuesOf = (names) =>
		Object.entries(names).map(([key, variable]) => [key, env[variable]?.trim()]);
	const keys = valuesOf(needs);
	const addresses = {};
	for (const [key, [variable, usual]] of Object.entries(urls)) {
		addresses[key] = addressFrom(env, variable, usual(addresses));
	}
	if (keys.every(([, value]) => !value)) return undefined;
	const lacking = keys.filter(([, value]) => !value).map(([key]) => needs[key]);
	if (lacking.length > 0) throw new UsageError(`${lacking.join(' and ')} must be set as well`);
	return { ...Object.fromEntries([...keys, ...valuesOf(more)]), ...addresses };
}

/**
 * The services whose keys stand in the environment.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {import('./context.mjs').Services}
 * @throws {UsageError} for production hosts, half of the keys, or none at all
 */
export function readServices(env) {
	const found = Object.entries(VARIABLES).map(([name, variables]) => [
		name,
		serviceFrom(env, variables),
	]);
	const services = Object.fromEntries(found.filter(([, service]) => service));
	if (Object.keys(services).length > 0) return services;
	throw new UsageError(`There are no keys in the environment.\n\n${USAGE}`);
}

/** What is left out, as a sentence for each service. @param {import('./context.mjs').Services} services */
export const leftOut = (services) =>
	Object.entries(VARIABLES)
		.filter(([name]) => !services[name])
		.map(([, { title, needs }]) => `${title} is left out: set ${Object.values(needs).join(', ')}`);

/** The name of a service. */
export const titleOf = (name) => VARIABLES[name].title;

/**
 * Whether the user wants a line: by its ID, its part's letter, or a text of its claim.
 *
 * @param {string[]} only
 */
export const isWanted = (only, id, claim) =>
	only.length === 0 ||
	only.some((text) => {
		const isPart = text.length === 1 && id.startsWith(text.toUpperCase());
		const isText = text.length > 1 && claim.toLowerCase().includes(text.toLowerCase());
		return isPart || isText || id.toLowerCase() === text.toLowerCase();
	});
