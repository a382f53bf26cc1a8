import type { INodeProperties } from 'n8n-workflow';

import { resourceParameters, type ShownResource } from '../shared/resource';
import { resources } from './resources';
import type { Resource } from './resources/resource';
import { operationsOf } from './verbs';

function shown(resource: Resource): ShownResource {
	const operations = operationsOf(resource).map(({ verb, ...operation }) => ({
		...operation,
		parameters: verb.parameters(resource, operation.value),
	}));
	const { value, name } = resource;
	return { value, name, initial: operations[0].value, operations };
}

/** Every parameter of the node, made from the resources, their operations and their fields. */
export function properties(): INodeProperties[] {
	return resourceParameters(resources.map(shown), 'bankTransaction');
}
