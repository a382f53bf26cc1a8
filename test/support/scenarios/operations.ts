import type { INodePropertyOptions, INodeType } from 'n8n-workflow';

/** Everything that a node offers, read from its own form: resource and operation. */
export function operationsOf({ description }: INodeType): Array<[string, string]> {
	return description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [], displayOptions }) =>
			(displayOptions!.show!.resource as string[]).flatMap((resource) =>
				(options as INodePropertyOptions[]).map(({ value }): [string, string] => [
					resource,
					String(value),
				]),
			),
		);
}
