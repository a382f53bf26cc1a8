/** The lists from which records are picked: full, searched, empty, and why they cannot be had. */
import { before, describe, it } from 'node:test';
import { freePort } from '../../tools/n8n/settings.mjs';
import { BAKERY, addCredential } from '../e2e/support/stage.mjs';
import {
	camera,
	columnPicture,
	inPanel,
	openCamera,
	openCanvas,
	ourNode,
} from './support/camera.mjs';

const get = { resource: 'bankAccount', operation: 'delete', userId: BAKERY };
const RECORD = { mode: 'list', value: '', __rl: true };

/** A form for each of the lists, and the parameter that has it. */
const LISTS = {
	bankAccount: { given: get, parameter: 'recordId' },
	integration: { given: { ...get, resource: 'integration' }, parameter: 'recordId' },
	...Object.fromEntries(
		['category', 'customer', 'glAccount', 'vendor'].map((name) => [
			name,
			{
				given: {
					resource: 'bankTransaction',
					operation: 'create',
					userId: BAKERY,
					additionalFields: { [`${name}Id`]: RECORD },
				},
				parameter: `${name}Id`,
			},
		]),
	),
	classSegment: {
		given: {
			resource: 'bankTransaction',
			operation: 'create',
			userId: BAKERY,
			additionalFields: { classSegmentIds: { references: [{ id: RECORD }] } },
		},
		parameter: 'id',
	},
};

const openedAndTaken = async (parameter, name, typed) => {
	await camera.editor.openList(parameter, typed);
	await columnPicture(`lists/${name}`);
};

describe('Lists', () => {
	before(openCamera);

	it('with entries', async (test) => {
		await openCanvas(
			Object.entries(LISTS).map(([name, { given }]) => ourNode(name, 'tight', given)),
		);
		for (const [name, { parameter }] of Object.entries(LISTS)) {
			await test.test(name, async () => {
				await inPanel(name, async () => await openedAndTaken(parameter, name));
			});
		}
		await test.test('searched', async () => {
			await inPanel('bankAccount', async () => await openedAndTaken('recordId', 'searched', 'sav'));
		});
		await test.test('nothing found', async () => {
			await inPanel('bankAccount', async () => {
				const { page } = camera.editor;
				await camera.editor.openList('recordId');
				const answer = page.waitForResponse(/resource-locator-results/);
				await page.getByTestId('rlc-search').filter({ visible: true }).fill('zebra');
				await answer;
				await page.getByText('No results').waitFor();
				await columnPicture('lists/nothing-found');
			});
		});
	});

	it('that cannot be had', async (test) => {
		const refusing = `http://127.0.0.1:${await freePort()}`;
		const problems = {
			'wrong-keys': { credential: { clientSecret: 'wrong' } },
			'no-host': { credential: { baseUrl: refusing } },
			'unknown-user': { given: { userId: 'user-nobody' } },
			'no-user-yet': { given: { userId: '={{ $json.userId }}' } },
		};
		const nodes = [];
		for (const [name, { credential, given }] of Object.entries(problems)) {
			const credentials = await addCredential(credential);
			nodes.push(ourNode(name, 'tight', { ...get, ...given }, { credentials }));
		}
		await openCanvas(nodes);
		for (const name of Object.keys(problems)) {
			await test.test(name, async () => {
				await inPanel(name, async () => await openedAndTaken('recordId', name));
			});
		}
	});
});
