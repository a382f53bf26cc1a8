import type { IDataObject, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

/** How n8n keeps what a user fills in, made from the parameters alone. */

type Filled = Record<string, unknown>;

const groupsOf = ({ options = [] }: INodeProperties) => options as INodePropertyCollection[];
const membersOf = ({ options = [] }: INodeProperties) => options as INodeProperties[];

/** The value of one parameter as the form holds it. */
export function held(value: unknown, parameter: INodeProperties): unknown {
	const { type, typeOptions } = parameter;
	if (type === 'resourceLocator') return { __rl: true, mode: 'id', value };
	if (type === 'json') return JSON.stringify(value);
	if (type === 'collection') return heldAll(value as Filled, membersOf(parameter));
	if (type !== 'fixedCollection') return value;
	const groups = groupsOf(parameter);
	if (typeOptions?.multipleValues) {
		const [{ name, values }] = groups;
		return { [name]: (value as unknown[]).map((row) => heldRow(row, values)) };
	}
	const given = groups.filter(({ name }) => name in (value as Filled));
	return Object.fromEntries(
		given.map(({ name, values }) => [name, heldAll((value as Filled)[name] as Filled, values)]),
	);
}

/** A row of a repeatable field. One with a single parameter holds a bare value. */
function heldRow(row: unknown, values: INodeProperties[]): Filled {
	const isBare = typeof row !== 'object';
	return heldAll(isBare ? { [values[0].name]: row } : (row as Filled), values);
}

/** All values of a record. What has no parameter of its own stands in the collection beside. */
export function heldAll(record: Filled, parameters: INodeProperties[]): IDataObject {
	const form: Filled = {};
	const left = { ...record };
	for (const parameter of parameters) {
		const { name } = parameter;
		if (!(name in left)) continue;
		form[name] = held(left[name], parameter);
		delete left[name];
	}
	const beside = parameters.find(({ type, name }) => type === 'collection' && !(name in form));
	if (Object.keys(left).length > 0) {
		if (!beside) throw new Error(`The form has no place for ${Object.keys(left).join(', ')}`);
		form[beside.name] = heldAll(left, membersOf(beside));
	}
	return form as IDataObject;
}
