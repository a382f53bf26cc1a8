import { BAKERY, runMx, useMxSandbox } from '../../support/mx';

const sandbox = useMxSandbox();

const bakery = () => sandbox.current.holding(BAKERY);

const asking = (resource: string, operation: string, more = {}) => ({
	resource,
	operation,
	userGuid: bakery().user.guid,
	...more,
});

describe('Member', () => {
	const one = (operation: string) =>
		asking('member', operation, { memberGuid: bakery().members[0].guid });

	it('Get reads one', async () => {
		const run = await runMx(sandbox.current, { parameters: one('get') });

		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([bakery().members[0]]);
	});

	it('Get Many reads those of a user', async () => {
		const run = await runMx(sandbox.current, { parameters: asking('member', 'getAll') });

		expect(run.items).toEqual(bakery().members);
	});

	it('Aggregate starts one, and Get Status tells how far it is', async () => {
		const started = await runMx(sandbox.current, { parameters: one('aggregate') });

		expect(started.error).toBeUndefined();
		expect(started.items).toMatchObject([{ guid: bakery().members[0].guid }]);
		expect(sandbox.current.journal).toMatchObject([
			{ method: 'POST', path: expect.stringMatching(/\/aggregate$/) as string, status: 202 },
		]);
		const running = await runMx(sandbox.current, { parameters: one('getStatus') });
		expect(running.items).toMatchObject([{ is_being_aggregated: true }]);
		sandbox.current.finishAggregation(bakery().members[0].guid);
		const finished = await runMx(sandbox.current, { parameters: one('getStatus') });
		expect(finished.items).toMatchObject([
			{ is_being_aggregated: false, connection_status: 'CONNECTED' },
		]);
	});

	it.each([
		['a broken connection', { effect: 'cut' as const }, 'the connection broke before the answer'],
		['a 503', { effect: 'status' as const, status: 503 }, 'Armed fault: 503'],
		['a page', { effect: 'html' as const }, "the answer is not MX's: it is a web page"],
	])('Aggregate is not sent a second time after %s', async (_, fault, message) => {
		sandbox.current.fault({ ...fault, stored: true });
		const run = await runMx(sandbox.current, { parameters: one('aggregate') });

		expect(run.error?.message).toMatch(/^MX may or may not have handled item 0: /);
		expect(run.error?.message).toContain(message);
		expect(run.error?.message).toContain("Look at the member's status before you run it again");
		expect(sandbox.current.journal).toHaveLength(1);
	});

	it("Aggregate shows MX's words when another job is running", async () => {
		const error = {
			message: 'A job of another type is running for this member',
			status: 'conflict',
			type: 'job_conflict',
		};
		sandbox.current.fault({ effect: 'status', status: 409, body: { error } });
		const run = await runMx(sandbox.current, {
			parameters: one('aggregate'),
			onError: 'continueErrorOutput',
		});

		expect(run.failedItems).toMatchObject([
			{
				error: `MX refused item 0: ${error.message} (job_conflict, conflict)`,
				details: { outcome: 'refused', ...error, statusCode: 409 },
			},
		]);
	});

	it('Aggregate is sent again after a rate limit, which let nothing through', async () => {
		sandbox.current.fault({ effect: 'status', status: 429, headers: { 'retry-after': '1' } });
		const run = await runMx(sandbox.current, { parameters: one('aggregate') });

		expect(run.error).toBeUndefined();
		expect(sandbox.current.journal.map(({ status }) => status)).toEqual([429, 202]);
	});
});

describe('Account', () => {
	it('Get Many reads those of a user, or of a member', async () => {
		const { accounts, members } = bakery();
		const ofUser = await runMx(sandbox.current, {
			parameters: asking('account', 'getAll', { scope: 'user' }),
		});
		const ofMember = await runMx(sandbox.current, {
			parameters: asking('account', 'getAll', { scope: 'member', memberGuid: members[1].guid }),
		});

		expect(ofUser.items).toEqual(accounts);
		expect(ofMember.items).toEqual([accounts[2]]);
	});

	it('what a deleted member left stands under the user alone', async () => {
		const [{ guid }] = bakery().members;
		sandbox.current.deleteMember(guid);
		const ofUser = await runMx(sandbox.current, {
			parameters: asking('account', 'getAll', { scope: 'user' }),
		});
		const ofMember = await runMx(sandbox.current, {
			parameters: asking('account', 'getAll', { scope: 'member', memberGuid: guid }),
		});

		expect(ofUser.items).toHaveLength(3);
		expect(ofMember.error?.message).toContain('MX refused item 0: Member not found');
	});
});

describe('User', () => {
	it.each([
		[{}, ['user-bakery', 'user-studio']],
		[{ id: 'user-studio' }, ['user-studio']],
		[{ email: 'books@rosewater.example' }, ['user-bakery']],
	])('Get Many with %j', async (filters, ids) => {
		const run = await runMx(sandbox.current, {
			parameters: { resource: 'user', operation: 'getAll', filters },
		});

		expect(run.error).toBeUndefined();
		expect(run.items.map(({ id }) => id)).toEqual(ids);
	});
});
