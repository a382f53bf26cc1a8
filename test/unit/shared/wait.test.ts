import { cancellableWait } from '../../../nodes/shared/wait';

describe('cancellableWait', () => {
	it('is over once the time is', async () => {
		const start = Date.now();
		expect(await cancellableWait(undefined)(20)).toBe(true);
		expect(Date.now()).toBeGreaterThanOrEqual(start + 20);
	});

	it.each([0, -5])('does not wait for %i milliseconds', async (milliseconds) => {
		expect(await cancellableWait(new AbortController().signal)(milliseconds)).toBe(true);
	});

	it('does not begin when the execution is cancelled already', async () => {
		const cancelled = AbortSignal.abort();
		expect(await cancellableWait(cancelled)(60 * 60 * 1000)).toBe(false);
		expect(await cancellableWait(cancelled)(0)).toBe(false);
	});

	it('ends early when the execution is cancelled meanwhile', async () => {
		const controller = new AbortController();
		const waiting = cancellableWait(controller.signal)(60 * 60 * 1000);
		controller.abort();
		expect(await waiting).toBe(false);
	});
});
