const HIDDEN = '••••••';

/** Takes secrets out of a text that people will read. */
export function hide(text: string, secrets: Iterable<string>): string {
	return [...secrets]
		.filter(Boolean)
		.reduce((shown, secret) => shown.split(secret).join(HIDDEN), text);
}
