'use strict';

const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Where each file of tests leaves its figures, for index.mjs. */
const FIGURES = join(__dirname, '../../test-results/faults');

/**
 * @param {string} title
 * @param {object} figures
 */
function writeFigures(title, figures) {
	mkdirSync(FIGURES, { recursive: true });
	writeFileSync(join(FIGURES, `${title}.json`), JSON.stringify({ title, ...figures }, null, '\t'));
}

/** Says how far the tests are. @param {string} line */
function sayProgress(line) {
	process.stdout.write(`  ${line}\n`);
}

module.exports = { sayProgress, writeFigures };
