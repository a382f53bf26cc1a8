const CALM_INTERVAL_MS = 15_000;
const LIVE_INTERVAL_MS = 500;
const CLEAR_LINE = '\r\x1b[K';

/**
 * Shows that `work` is alive: one line that changes in place on a terminal, a calm line every
 * 15 seconds in a log.
 *
 * @template T
 * @param {string} title what is going on
 * @param {() => Promise<T>} work
 * @param {() => string} [detail] how far it is
 * @returns {Promise<T>} what `work` resolves to
 */
export async function withProgress(title, work, detail = () => '') {
	const started = Date.now();
	const live = process.stderr.isTTY;
	const line = () => [title, `${seconds(started)} s`, detail()].filter(Boolean).join(' · ');
	const write = (text) => process.stderr.write(live ? CLEAR_LINE + text : `${text}\n`);

	write(`${title} …`);
	const timer = setInterval(() => write(`${line()} …`), live ? LIVE_INTERVAL_MS : CALM_INTERVAL_MS);
	try {
		const result = await work();
		write(`✓ ${line()}${live ? '\n' : ''}`);
		return result;
	} catch (error) {
		write(live ? '' : `✗ ${title}`);
		throw error;
	} finally {
		clearInterval(timer);
	}
}

const seconds = (since) => Math.round((Date.now() - since) / 1000);
