import type { INodeParameters } from 'n8n-workflow';

import { BAKERY, STUDIO, type MxSandbox } from '../mx';
import { oneEach, upTo, type Arrangement, type Scenario } from './scenario';

/** Every operation of the MX node, on what the sandbox's users hold. */

type MxScenario = Scenario<MxSandbox>;

/** More transactions than a page of MX's lists holds. */
const TWO_PAGES = 1010;

const inputOf = (items: number) => upTo(items).map((number) => ({ number }));

/** The members of both users, each with its user. */
function membersOf(sandbox: MxSandbox) {
	return [BAKERY, STUDIO].flatMap((user) =>
		sandbox.holding(user).members.map(({ guid, user_guid }) => ({ guid, user_guid })),
	);
}

const MOST_MEMBERS = 3;

/** One member for each item. */
function onMembers(operation: string) {
	return (sandbox: MxSandbox, items: number): Arrangement => {
		const members = membersOf(sandbox);
		return {
			parameters: {
				resource: 'member',
				operation,
				userGuid: oneEach(members.map(({ user_guid }) => user_guid)),
				memberGuid: oneEach(members.map(({ guid }) => guid)),
			},
			input: inputOf(items),
		};
	};
}

function aggregating(sandbox: MxSandbox, items: number): Arrangement {
	const members = membersOf(sandbox);
	const isRunning = (item: number) =>
		[BAKERY, STUDIO]
			.flatMap((user) => sandbox.holding(user).members)
			.some(({ guid, is_being_aggregated }) => guid === members[item].guid && is_being_aggregated);
	return {
		...onMembers('aggregate')(sandbox, items),
		marks: members.map(({ guid }) => guid as string),
		made: (item) => (isRunning(item) ? 1 : 0),
	};
}

/** A list of one of the two users in turn. */
function ofUsers(resource: string, more: INodeParameters = {}) {
	return (_: MxSandbox, items: number): Arrangement => ({
		parameters: {
			resource,
			operation: 'getAll',
			userGuid: `={{ ["${BAKERY}", "${STUDIO}"][$itemIndex % 2] }}`,
			scope: 'user',
			returnAll: true,
			...more,
		},
		input: inputOf(items),
	});
}

function ofMember(resource: string) {
	return (sandbox: MxSandbox, items: number): Arrangement => {
		const { parameters, input } = onMembers('getAll')(sandbox, items);
		return { parameters: { ...parameters, resource, scope: 'member' }, input };
	};
}

function ofAccount(sandbox: MxSandbox, items: number): Arrangement {
	const accounts = oneEach(sandbox.holding(BAKERY).accounts.map(({ guid }) => guid));
	const more = { userGuid: BAKERY, scope: 'account', accountGuid: accounts };
	return ofUsers('transaction', more)(sandbox, items);
}

function inTwoPages(sandbox: MxSandbox, items: number): Arrangement {
	const [{ guid }] = sandbox.holding(BAKERY).accounts;
	upTo(TWO_PAGES).forEach(() => sandbox.add(guid as string));
	return ofUsers('transaction')(sandbox, items);
}

export const mxScenarios: MxScenario[] = [
	{ resource: 'account', operation: 'getAll', arrange: ofUsers('account') },
	{
		resource: 'account',
		operation: 'getAll',
		variant: 'of a member',
		most: MOST_MEMBERS,
		arrange: ofMember('account'),
	},
	{ resource: 'member', operation: 'aggregate', most: MOST_MEMBERS, arrange: aggregating },
	{ resource: 'member', operation: 'get', most: MOST_MEMBERS, arrange: onMembers('get') },
	{ resource: 'member', operation: 'getAll', arrange: ofUsers('member') },
	{
		resource: 'member',
		operation: 'getStatus',
		most: MOST_MEMBERS,
		arrange: onMembers('getStatus'),
	},
	{ resource: 'transaction', operation: 'getAll', arrange: ofUsers('transaction') },
	{
		resource: 'transaction',
		operation: 'getAll',
		variant: 'of a member',
		most: MOST_MEMBERS,
		arrange: ofMember('transaction'),
	},
	{
		resource: 'transaction',
		operation: 'getAll',
		variant: 'of an account',
		most: 3,
		arrange: ofAccount,
	},
	{
		resource: 'transaction',
		operation: 'getAll',
		variant: 'in two pages',
		most: 1,
		arrange: inTwoPages,
	},
	{ resource: 'user', operation: 'getAll', arrange: ofUsers('user') },
];
