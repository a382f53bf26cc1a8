import type { INodeProperties } from 'n8n-workflow';

import { resourceParameters } from '../shared/resource';
import { resources } from './operations';

/** Every parameter of the node. */
export function properties(): INodeProperties[] {
	return resourceParameters(resources, 'transaction');
}
