const path = require('node:path');
const manifest = require('../../package.json');

const root = path.join(__dirname, '..', '..');

/** An instance of each class that package.json names, with its name in code and its folder. */
const instances = (files) =>
	files.map((file) => {
		const name = path.basename(file).split('.')[0];
		const Class = require(path.join(root, file))[name];
		return { name, folder: path.basename(path.dirname(file)), instance: new Class() };
	});

/** The nodes of the compiled package. */
exports.nodes = instances(manifest.n8n.nodes);
/** Those that a workflow is started by, and the others. */
exports.triggers = exports.nodes.filter(({ name }) => name.endsWith('Trigger'));
exports.actions = exports.nodes.filter(({ name }) => !name.endsWith('Trigger'));
/** The credentials of the compiled package. */
exports.credentials = instances(manifest.n8n.credentials);
