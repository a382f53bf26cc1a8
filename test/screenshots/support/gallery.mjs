import { readdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const STYLE = `
	body { font: 14px sans-serif; background: #888; margin: 1em; }
	section { display: flex; flex-wrap: wrap; gap: 1em; align-items: start; }
	h2 { position: sticky; top: 0; background: #888; }
	figure { margin: 0; }
	img { display: block; max-width: 90vw; }
`;

const figure = (path) =>
	`<figure><figcaption>${path}</figcaption><img loading="lazy" src="${path}"></figure>`;

/**
 * Writes a page that shows all pictures of a folder, those of earlier runs included.
 *
 * @param {string} folder
 * @returns {number} how many there are
 */
export function writeGallery(folder) {
	const paths = readdirSync(folder, { recursive: true })
		.filter((name) => /\.(png|jpeg)$/.test(name))
		.map((name) => name.split(sep).join('/'))
		.sort();
	const groups = [...new Set(paths.map((path) => path.replace(/\/[^/]*$/, '')))];
	const sections = groups.map((group) => {
		const own = paths.filter((path) => path.replace(/\/[^/]*$/, '') === group);
		return `<h2>${group}</h2><section>${own.map(figure).join('')}</section>`;
	});
	writeFileSync(
		join(folder, 'index.html'),
		`<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${sections.join('\n')}`,
	);
	return paths.length;
}
