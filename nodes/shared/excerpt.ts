import { parseObject } from './json';

const LONGEST = 200;
/** Pages hold far more markup than words; what stands behind this is not looked at. */
const LONGEST_READ = 4000;

/** What a cut has left of a word; no secret holds any of the signs that end one. */
const BROKEN_WORD = /[^\s"'<>()[\]{},;]*$/;

/** Cuts between words: half a secret, as of an echoed header, could not be recognised and hidden. */
function cut(text: string, longest: number): string {
	return text.length > longest ? text.slice(0, longest).replace(BROKEN_WORD, '') : text;
}

/** What an answer looks like, without a word of it: an answer of success may hold a token. */
export function kindOf(text: string): string {
	const start = text.trimStart();
	if (start === '') return 'it is empty';
	if (start.startsWith('<')) return 'it is a web page';
	if (!start.startsWith('{')) return 'it is text that is not a JSON object';
	return parseObject(text) ? 'it is JSON of something else' : 'it is JSON that is cut off';
}

/** The beginning of an answer that is not the service's, such as a proxy's page, without its markup. */
export function excerpt(text: string): string {
	const plain = cut(text, LONGEST_READ)
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return plain.length > LONGEST ? `${cut(plain, LONGEST).trimEnd()}…` : plain;
}
