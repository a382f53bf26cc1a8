const REDACTED = '••••••';
/** Secrets are found by their first letters, so that a text is read once for any number of them. */
const KEY_LENGTH = 6;
/** In base64, letters at the edges also depend on what is before and after the secret. */
const MIN_SECRET_INSIDE_BASE64 = 12;

const HTML_ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** The part of base64 that depends on the secret alone, wherever it begins in the encoded text. */
function insideBase64(secret: string): string[] {
	if (secret.length < MIN_SECRET_INSIDE_BASE64) return [];
	return [0, 1, 2].map((offset) => {
		const encoded = Buffer.from('x'.repeat(offset) + secret).toString('base64');
		const first = Math.ceil((offset * 8) / 6);
		const last = Math.floor(((offset + Buffer.byteLength(secret)) * 8) / 6);
		return encoded.slice(first, last);
	});
}

/** A secret as it may stand in a text: plain, or encoded for a URL, a form, JSON, HTML or a header. */
function formsOf(secret: string): string[] {
	const url = encodeURIComponent(secret);
	const forms = [
		secret,
		url,
		url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
		url.replace(/%20/g, '+'),
		new URLSearchParams({ '': secret }).toString().slice(1),
		JSON.stringify(secret).slice(1, -1),
		secret.replace(/[&<>"']/g, (sign) => HTML_ESCAPES[sign]),
		...insideBase64(secret),
		Buffer.from(secret).toString('base64'),
		Buffer.from(secret).toString('base64').replace(/=+$/, ''),
	];
	const urlSafe = forms.map((form) => form.replace(/\+/g, '-').replace(/\//g, '_'));
	return [...new Set([...forms, ...urlSafe])];
}

/** Takes secrets out of texts that people will read, in every common encoding. */
export class Redactor {
	private readonly known = new Set<string>();
	private readonly byKey = new Map<string, string[]>();
	private readonly short: string[] = [];

	/** @param secrets empty ones are left out */
	constructor(secrets: Iterable<string> = []) {
		for (const secret of secrets) this.add(secret);
	}

	add(secret: string) {
		if (secret === '' || this.known.has(secret)) return;
		this.known.add(secret);
		for (const form of formsOf(secret)) {
			if (form.length < KEY_LENGTH) this.short.push(form);
			else this.addForm(form);
		}
	}

	private addForm(form: string) {
		const key = form.slice(0, KEY_LENGTH);
		const forms = this.byKey.get(key) ?? [];
		if (forms.includes(form)) return;
		this.byKey.set(
			key,
			[...forms, form].sort((one, other) => other.length - one.length),
		);
	}

	redact(text: string): string {
		const long = this.withoutLong(text);
		return this.short.reduce((rest, secret) => rest.split(secret).join(REDACTED), long);
	}

	private withoutLong(text: string): string {
		const parts: string[] = [];
		let kept = 0;
		for (let at = 0; at + KEY_LENGTH <= text.length; at++) {
			const forms = this.byKey.get(text.slice(at, at + KEY_LENGTH));
			const found = forms?.find((form) => text.startsWith(form, at));
			if (found === undefined) continue;
			parts.push(text.slice(kept, at), REDACTED);
			kept = at + found.length;
			at = kept - 1;
		}
		return kept === 0 ? text : [...parts, text.slice(kept)].join('');
	}
}

/** Takes secrets out of a text that people will read; see {@link Redactor}. */
export function redact(text: string, secrets: Iterable<string>): string {
	return new Redactor(secrets).redact(text);
}
