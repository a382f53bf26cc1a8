/**
 * n8n's editor in a real browser.
 *
 *   const editor = await openEditor(server);
 *   await editor.openWorkflow(workflowId);
 *   await editor.openNode('Tight');
 *   await editor.choose('resource', 'Payment');
 *   await editor.screenshot('panel.png');
 *   await editor.close();
 */
import { chromium, selectors } from 'playwright-core';
import { findChromium } from './chromium.mjs';

const FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];
const VIEWPORT = { width: 1440, height: 900 };

selectors.setTestIdAttribute('data-test-id');

/**
 * Opens n8n's editor and logs in.
 *
 * @param {{ url: string, email: string, password: string }} server a started n8n
 * @returns {Promise<Editor>}
 */
export async function openEditor({ url, email, password }) {
	const executablePath = findChromium();
	if (!executablePath) {
		throw new Error('No Chromium was found: run `node tools/install.mjs --chromium` first.');
	}
	const browser = await chromium.launch({ executablePath, args: FLAGS });
	try {
		const page = await browser.newPage({ viewport: VIEWPORT, baseURL: url });
		await page.goto('/signin');
		await page.locator('input[name=emailOrLdapLoginId]').fill(email);
		await page.locator('input[name=password]').fill(password);
		await page.getByTestId('form-submit-button').click();
		await page.waitForURL((address) => !address.pathname.includes('signin'));
		await takeOver(page);
		return new Editor(browser, page);
	} catch (error) {
		await browser.close();
		throw error;
	}
}

/** A browser that closed a moment ago still counts as the one in which a workflow is edited. */
async function takeOver(page) {
	const button = page.getByRole('button', { name: 'Edit here' });
	await page.addLocatorHandler(button, () => button.click());
}

class Editor {
	#browser;

	constructor(browser, page) {
		this.#browser = browser;
		/** Playwright's page, for all that has no method here. */
		this.page = page;
	}

	/** @param {string} workflowId */
	async openWorkflow(workflowId) {
		await this.page.goto(`/workflow/${workflowId}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens a node's panel. @param {string} name as it stands on the canvas */
	async openNode(name) {
		await this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`).dblclick();
		await this.panel().waitFor();
	}

	/** Closes the open node's panel. */
	async closeNode() {
		await this.page.getByTestId('ndv-close-button').click();
		await this.panel().waitFor({ state: 'hidden' });
	}

	/** The open node's parameters. */
	panel() {
		return this.page.getByTestId('node-parameters').first();
	}

	/** One of the open node's parameters. @param {string} name its name in code */
	parameter(name) {
		return this.page.getByTestId(`parameter-input-${name}`).first();
	}

	/** @returns {Promise<string[]>} what a parameter's dropdown offers */
	async options(parameter) {
		const offered = await this.#openDropdown(parameter);
		const texts = await offered.allInnerTexts();
		await this.page.keyboard.press('Escape');
		return texts.map((text) => text.split('\n')[0]);
	}

	/** Chooses in a parameter's dropdown. @param {string} parameter @param {string} option its text */
	async choose(parameter, option) {
		const offered = await this.#openDropdown(parameter);
		await offered.filter({ hasText: new RegExp(`^\\s*${escape(option)}\\s*(\\n|$)`) }).click();
	}

	/** @param {string} path of a PNG */
	async screenshot(path) {
		// Opacity and the like at their end.
		await this.page.screenshot({ path, animations: 'disabled' });
	}

	async close() {
		await this.#browser.close();
	}

	async #openDropdown(parameter) {
		await this.parameter(parameter).click();
		const offered = this.page.locator('.el-select-dropdown__item:visible');
		await offered.first().waitFor();
		return offered;
	}
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
