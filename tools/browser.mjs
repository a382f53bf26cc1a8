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
/** The machine may have much else to do. */
const TIMEOUT_MS = 120_000;

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
		const page = await browser.newPage({
			viewport: VIEWPORT,
			baseURL: url,
			reducedMotion: 'reduce',
		});
		page.setDefaultTimeout(TIMEOUT_MS);
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

	/**
	 * One of the open node's parameters.
	 *
	 * @param {string} name its name in code
	 * @param {number} [index] which of several with that name, as in repeated line items
	 */
	parameter(name, index = 0) {
		return this.page.getByTestId(`parameter-input-${name}`).nth(index);
	}

	/** Types into a parameter. @param {string} name @param {string} text @param {number} [index] */
	async fill(name, text, index) {
		const input = this.parameter(name, index).locator('input, textarea').first();
		await input.fill(text);
		// A date is taken over when its calendar closes.
		await input.press('Enter');
	}

	/** Opens a parameter's dropdown. @returns {Promise<object>} Playwright's locator of its options */
	async openOptions(parameter) {
		await this.parameter(parameter).click();
		const offered = this.page.locator('.el-select-dropdown__item:visible');
		await offered.first().waitFor();
		return offered;
	}

	/** @returns {Promise<string[]>} what a parameter's dropdown offers */
	async options(parameter) {
		const offered = await this.openOptions(parameter);
		const texts = await offered.allInnerTexts();
		await this.page.keyboard.press('Escape');
		return texts.map((text) => text.split('\n')[0]);
	}

	/** Chooses in a parameter's dropdown. @param {string} parameter @param {string} option its text */
	async choose(parameter, option) {
		const offered = await this.openOptions(parameter);
		// An option holds its description too.
		await offered.filter({ has: this.page.getByText(option, { exact: true }) }).click();
	}

	/**
	 * Opens the list of a parameter that picks a record, and waits for what it shows.
	 *
	 * @param {string} parameter
	 * @param {string} [typed] what to search for in it
	 * @returns {Promise<string[]>} what it offers; when it could not be loaded, the reason alone
	 */
	async openList(parameter, typed) {
		const locator = this.page.getByTestId(`resource-locator-${parameter}`).first();
		const offered = this.page.getByTestId('rlc-item').filter({ visible: true });
		const problem = this.page.getByTestId('rlc-error-message').filter({ visible: true });
		await locator.getByTestId('rlc-input-container').click();
		await offered.first().or(problem).waitFor();
		if (typed !== undefined) {
			const search = this.page.getByTestId('rlc-search').filter({ visible: true });
			const answer = this.page.waitForResponse(/resource-locator-results/);
			await search.fill(typed);
			await answer;
			await offered.first().or(problem).waitFor();
		}
		return await offered.or(problem).allInnerTexts();
	}

	/** Picks in the list that {@link openList} opened. @param {string} text */
	async pick(text) {
		await this.page.getByTestId('rlc-item').filter({ visible: true, hasText: text }).click();
	}

	/**
	 * Adds to a collection of the open node.
	 *
	 * @param {string} button its text, such as `Add Field`
	 * @param {string} option
	 * @param {number} [index] which of several such buttons
	 */
	async add(button, option, index = 0) {
		await this.page.getByPlaceholder(button).nth(index).click();
		const offered = this.page.locator('.el-select-dropdown__item:visible');
		await offered.filter({ has: this.page.getByText(option, { exact: true }) }).click();
	}

	/** Executes the open node and waits until its output or its error is there. */
	async execute() {
		await this.page.getByTestId('node-execute-button').click();
		const output = this.page.getByTestId('output-panel');
		const succeeded = output.getByTestId('node-run-status-success');
		await succeeded.or(output.getByTestId('node-run-status-danger')).waitFor();
	}

	/** The open node's output. */
	output() {
		return this.page.getByTestId('output-panel');
	}

	/** @param {'light' | 'dark'} theme for this and all later pages */
	async useTheme(theme) {
		await this.page.evaluate((name) => localStorage.setItem('N8N_THEME', name), theme);
		await this.page.reload();
	}

	/** @param {string} path of a PNG */
	async screenshot(path) {
		// Opacity and the like at their end.
		await this.page.screenshot({ path, animations: 'disabled' });
	}

	async close() {
		await this.#browser.close();
	}
}
