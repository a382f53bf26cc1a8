/** The editor with a camera: pictures of the whole page, and of panels that are longer than it. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { openEditor } from '../../../tools/browser.mjs';
import { PROJECT_ROOT } from '../../../tools/paths.mjs';
import { addWorkflow, stage } from '../../e2e/support/stage.mjs';
import { chain, node, start, to } from '../../e2e/support/workflow.mjs';
import { writeGallery } from './gallery.mjs';

/** Where the pictures lie. */
export const PICTURES = join(PROJECT_ROOT, 'test-results', 'screenshots');

/** Where the example workflows lie. */
export const EXAMPLES = join(PROJECT_ROOT, 'workflows');

const SIZE = { width: 1440, height: 900 };

/** The credentials that the sandboxes take, by the type of node. */
export const CREDENTIALS = {
	mx: { tightMxApi: { id: 'mxSandbox0000001', name: 'MX' } },
	plaid: { tightPlaidApi: { id: 'plaidSandbox0001', name: 'Plaid' } },
	tight: { tightApi: { id: 'tightSandbox0001', name: 'Tight' } },
};

/** Filled by {@link openCamera}. */
export const camera = {
	/** @type {Awaited<ReturnType<typeof openEditor>>} */
	editor: undefined,
};

/** Opens the editor, for the first series of pictures. n8n is there before any series begins. */
export async function openCamera() {
	camera.editor ??= await openEditor(stage.server);
}

after(async () => {
	await camera.editor?.close();
	console.log(`${writeGallery(PICTURES)} pictures: ${join(PICTURES, 'index.html')}`);
});

function pathOf(name, type = 'png') {
	const path = join(PICTURES, `${name}.${type}`);
	mkdirSync(dirname(path), { recursive: true });
	rmSync(path, { force: true });
	return path;
}

/**
 * A picture of the page.
 *
 * @param {string} name a path below the folder, without its ending
 * @param {object} [more] what Playwright's `screenshot` takes
 */
export async function picture(name, more = {}) {
	await camera.editor.page.screenshot({
		path: pathOf(name, more.type),
		animations: 'disabled',
		...more,
	});
}

/** A picture of the open node's column, with what lies over it. */
export async function columnPicture(name) {
	const { x, width } = await camera.editor.panel().boundingBox();
	await picture(name, { clip: { x: x - 10, y: 0, width: width + 20, height: SIZE.height } });
}

/** A picture of the open node's parameters, all of them, however long the form is. */
export async function panelPicture(name) {
	const { page } = camera.editor;
	const panel = camera.editor.panel();
	const hidden = async () => await panel.evaluate((it) => it.scrollHeight - it.clientHeight);
	// A form that has more room may fill in more of itself.
	for (let more = await hidden(); more > 0; more = await hidden()) {
		const { width, height } = page.viewportSize();
		await page.setViewportSize({ width, height: height + more });
		await settled();
	}
	try {
		const clip = await panel.locator('xpath=..').boundingBox();
		await picture(name, { clip });
	} finally {
		await page.setViewportSize(SIZE);
	}
}

/** Does something while the window is as tall as the longest list. */
export async function inTallWindow(look) {
	const { page } = camera.editor;
	await page.setViewportSize({ ...SIZE, height: 2000 });
	try {
		await settled();
		await look();
	} finally {
		await page.setViewportSize(SIZE);
	}
}

/** Waits until the page has drawn what is new on it. */
async function settled() {
	await camera.editor.page.evaluate(
		() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 100))),
	);
}

/** A node of this package. @param {string} type such as `plaidTrigger` */
export function ourNode(name, type, parameters, more = {}) {
	const credentials = CREDENTIALS[type.replace(/(Trigger|Tool)$/, '')];
	return node(name, `n8n-nodes-tight.${type}`, parameters, { credentials, ...more });
}

/** Opens a new workflow with these nodes, unconnected, so that all of them can be seen at once. */
export async function openCanvas(nodes) {
	const columns = Math.ceil(Math.sqrt(nodes.length * 2));
	const placed = nodes.map((each, index) => ({
		...each,
		position: [200 * (index % columns), 180 * Math.floor(index / columns)],
	}));
	const workflow = { ...chain('Pictures', []), nodes: placed, connections: {} };
	await camera.editor.openWorkflow(await addWorkflow(workflow));
}

/**
 * Opens a workflow in which every node has its own input.
 *
 * @param {Array<{ name: string, source?: string, type: string, given: object, input?: object[],
 *   onError?: string }>} runs `source` is the name of the node that holds the input
 */
export async function openRuns(runs) {
	const workflow = chain('Runs', [start()]);
	workflow.pinData = {};
	workflow.connections.Start = { main: [[]] };
	runs.forEach(
		({ name, source = `Rows of ${name}`, type, given, input = [{}], onError }, index) => {
			const place = (column) => ({ position: [220 * column, 180 * index] });
			workflow.nodes.push(
				node(source, 'n8n-nodes-base.noOp', {}, place(1)),
				ourNode(name, type, given, { ...place(2), ...(onError && { onError }) }),
			);
			workflow.connections.Start.main[0].push(to(source));
			workflow.connections[source] = { main: [[to(name)]] };
			workflow.pinData[source] = input.map((json) => ({ json }));
		},
	);
	await camera.editor.openWorkflow(await addWorkflow(workflow));
}

/** Opens the canvas of an example workflow. @param {string} file */
export async function openExample(file) {
	const { id, ...workflow } = JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8'));
	await camera.editor.openWorkflow(await addWorkflow(workflow));
	await camera.editor.page.getByTestId('zoom-to-fit').click();
}

/** Does something with the panel of a node of the open workflow. */
export async function inPanel(name, look) {
	await camera.editor.openNode(name);
	try {
		await look();
	} finally {
		await camera.editor.closeNode();
	}
}

/** The description of one of this package's nodes. */
export async function typeOf(name) {
	const types = await stage.server.nodeTypes();
	return types.find((each) => each.name === `n8n-nodes-tight.${name}`);
}
