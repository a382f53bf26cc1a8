/**
 * Loads the package as n8n does at its start: every class that package.json names, and an instance
 * of each. What n8n has loaded by then is loaded before. Says the seconds.
 */
import { createRequire } from 'node:module';
import { basename } from 'node:path';

const require = createRequire(import.meta.url);
const { n8n } = require('../../../package.json');
require('n8n-workflow');
require('zod/v4');

const started = performance.now();
for (const file of [...n8n.nodes, ...n8n.credentials]) {
	const [name] = basename(file).split('.');
	new (require(`../../../${file}`)[name])();
}
process.send((performance.now() - started) / 1000, () => process.disconnect());
