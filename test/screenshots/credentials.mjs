/** The window of each credential: the choices of its form, and what its test says. */
import { after, before, describe, it } from 'node:test';
import { freePort } from '../../tools/n8n/settings.mjs';
import { mxKeys, plaidKeys, tightKeys } from '../../tools/n8n/sandboxCredentials.mjs';
import { stage } from '../e2e/support/stage.mjs';
import { startStranger } from '../e2e/support/stranger.mjs';
import { camera, openCamera, picture } from './support/camera.mjs';

const byToken = { authentication: 'accessToken', accessToken: 'not-a-token' };

/** For each type its keys, the choices of its form, and what can be wrong. */
const TYPES = {
	tightApi: {
		keys: () => tightKeys(stage.sandbox),
		forms: { keys: { environment: 'sandbox' }, token: { environment: 'production', ...byToken } },
		wrong: { keys: { clientSecret: 'wrong' }, user: { userId: 'user-nobody' }, token: byToken },
	},
	tightPlaidApi: {
		keys: () => plaidKeys(stage.plaid),
		forms: { keys: { environment: 'production' } },
		wrong: { keys: { secret: 'wrong' } },
	},
	tightMxApi: {
		keys: () => mxKeys(stage.mx),
		forms: { keys: { environment: 'integration' } },
		wrong: { keys: { apiKey: 'wrong' }, version: { acceptVersion: 'v20990101' } },
	},
};

const TEST = '**/rest/credentials/test';

describe('Credentials', () => {
	let stranger;
	before(openCamera);
	before(async () => {
		stranger = await startStranger(200);
	});
	after(() => stranger?.close());

	/**
	 * Saves credentials, opens the window of each, in which n8n tests it, and takes it.
	 *
	 * @param {object} variants by name: fields that differ from the right keys
	 * @param {(name: string) => Promise<void>} ready waits for what is to be seen
	 */
	async function takeWindows(test, type, variants, ready) {
		const { page } = camera.editor;
		for (const [name, more] of Object.entries(variants)) {
			const data = { ...TYPES[type].keys(), ...more };
			const body = { name: `${type} ${name}`, type, data };
			await stage.server.rest('/credentials', { method: 'POST', body });
		}
		await page.goto('/home/credentials');
		for (const name of Object.keys(variants)) {
			await test.test(name, async () => {
				await page.getByTestId('resources-list-search').fill(`${type} ${name}`);
				await page.getByTestId('resources-list-item').getByText(`${type} ${name}`).first().click();
				await ready(name);
				const clip = await page.getByTestId('credential-edit-dialog').boundingBox();
				await picture(`credentials/${type}/${name}`, { clip });
				if (name.startsWith('form')) {
					await page.getByText('Enterprise plan users').scrollIntoViewIfNeeded();
					await picture(`credentials/${type}/${name}-end`, { clip });
				}
				await page.keyboard.press('Escape');
			});
		}
	}

	for (const [type, { forms, wrong }] of Object.entries(TYPES)) {
		it(`${type}: forms`, async (test) => {
			const { page } = camera.editor;
			const variants = Object.entries(forms).map(([name, more]) => [`form-${name}`, more]);
			// No test: these environments are the services' own.
			await page.route(TEST, () => {});
			await takeWindows(test, type, Object.fromEntries(variants), async () => {
				await page.getByText('Environment').first().waitFor();
			});
			await page.unroute(TEST);
		});

		it(`${type}: tests`, async (test) => {
			const { page } = camera.editor;
			const baseUrl = `http://127.0.0.1:${await freePort()}`;
			const mistakes = { ...wrong, host: { baseUrl }, stranger: { baseUrl: stranger.url } };
			const variants = Object.entries(mistakes).map(([name, more]) => [`wrong-${name}`, more]);
			await takeWindows(
				test,
				type,
				{ right: {}, ...Object.fromEntries(variants) },
				async (name) => {
					if (name === 'right') {
						await page.getByTestId('credentials-config-container-test-success').waitFor();
					} else {
						await page.getByText('More details').click();
					}
				},
			);
		});
	}
});
