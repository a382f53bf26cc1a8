// @ts-check
'use strict';

/**
 * The chosen class segments of a row, each as the chain from its root down, which is the form of
 * the samples (stated): `{id, label, name, child: {…}}`. Without `expand` the chain holds ids only.
 *
 * @param {Record<string, any>} row
 * @param {import('./books').Book} book
 * @param {'id' | 'brief' | 'full'} form
 */
function classSegmentsOf(row, book, form) {
	return (row.classSegmentIds ?? []).map((/** @type {string} */ id) => {
		/** @type {Record<string, any> | undefined} */
		let chain;
		for (let step = book.classSegments.get(id); step; step = step.parent) {
			const shown = form === 'id' ? {} : { label: step.label, name: step.name };
			chain = { id: step.id, ...shown, ...(chain && { child: chain }) };
		}
		return chain;
	});
}

module.exports = { classSegmentsOf };
