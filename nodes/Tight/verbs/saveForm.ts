import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { optionsCollection, timeout } from '../../shared/options';
import { DIFFERENCES } from '../saving/differences';
import { fieldOf } from '../entities/field';
import { MOST_DAYS, userId } from '../form/common';
import { parameterOf } from '../form/parameters';
import { anyUnit } from '../form/row';
import { MAP_EACH, mappingMode, rowOptions, rowParameters, unitParameter } from '../form/rowForm';
import type { OperationName, Resource, Saving } from '../resources/resource';
import type { Source } from '../sources/source';

/** How rows that stand in Tight already are recognised. */
export type MatchOn = 'apiSourceId' | 'id' | 'none';

function matchOn({ saving }: Resource): INodeProperties {
	const isUpdate = saving!.match!.found === 'update';
	const base = {
		displayName: 'Match On',
		name: 'matchOn',
		type: 'options' as const,
		noDataExpression: true,
		description: 'How rows that stand in Tight already are recognised',
	};
	const bySource = (description: string) => ({
		name: 'API Source ID',
		value: 'apiSourceId',
		description,
	});
	return isUpdate
		? {
				...base,
				default: 'id',
				options: [
					{
						name: 'Tight ID',
						value: 'id',
						description: 'Rows with an ID are updated, rows without one are added',
					},
					bySource('Rows that Tight has under the same API Source ID are updated, others added'),
				],
			}
		: {
				...base,
				// An import adds nothing twice, unless the user wants it.
				default: 'apiSourceId',
				options: [
					bySource(
						`Rows that Tight has already are left as they are, others are imported. Where Tight shows something else than the row, such as another amount, "${DIFFERENCES}" says what.`,
					),
					{ name: 'Nothing', value: 'none', description: 'All rows are imported' },
				],
			};
}

/** Values of the form's choice. Users' saved workflows hold them: never change one. */
export type PendingChoice = 'import' | 'skip';

/**
 * MX does not say which posted transaction takes the place of a pending one (stated: it is often
 * another record with another GUID), and Tight's import updates nothing (inferred).
 */
const pendingTransactions: INodeProperties = {
	displayName: 'Pending Transactions',
	name: 'pendingTransactions',
	type: 'options',
	noDataExpression: true,
	default: 'skip',
	description: 'What happens to transactions that the bank has not posted yet',
	options: [
		{
			name: 'Import',
			value: 'import',
			description:
				'They are imported like others. One that is posted as a new transaction then stands in Tight twice.',
		},
		{ name: 'Skip', value: 'skip', description: 'Only posted transactions are imported' },
	],
};

export const BATCH_SIZE: INodeProperties = {
	displayName: 'Batch Size',
	name: 'batchSize',
	type: 'number',
	default: 200,
	typeOptions: { minValue: 1 },
	description: 'How many rows are sent in one request',
};

export const PARALLEL_REQUESTS: INodeProperties = {
	displayName: 'Parallel Requests',
	name: 'parallelRequests',
	type: 'number',
	default: 4,
	typeOptions: { minValue: 1 },
	description:
		'Max number of requests at the same time. By default 4, and up to 16 where the items belong to many users.',
};

/** For so long a transaction may be pending at Plaid and at MX before it is posted (stated). */
export const MATCH_WINDOW: INodeProperties = {
	displayName: 'Match Window (Days)',
	name: 'matchWindow',
	type: 'number',
	default: 14,
	typeOptions: { minValue: 0, maxValue: MOST_DAYS },
	description: 'How many days the date of a row may have moved since it was saved',
};

/** The options of rows that come from another service. */
function sourceOptions({ value, options, matchWindowDays }: Source): INodeProperties[] {
	const shown = { show: { '/mappingMode': [value] } };
	return updateDisplayOptions(shown, [...options, { ...MATCH_WINDOW, default: matchWindowDays }]);
}

function saveOptions(match: Saving['match'], sources: Source[]): INodeProperties {
	const options: INodeProperties[] = [...rowOptions, BATCH_SIZE, PARALLEL_REQUESTS, timeout];
	if (match?.hasDateFilter) {
		const isMatched = { show: { '/matchOn': ['apiSourceId'] } };
		options.push(
			...hiddenIn(sources, '/mappingMode', updateDisplayOptions(isMatched, [MATCH_WINDOW])),
		);
	}
	options.push(...sources.flatMap(sourceOptions));
	return optionsCollection(options);
}

/** Parameters that stand above Additional Fields, although the record does without them. */
function promoted({ saving }: Resource, operation: OperationName): INodeProperties[] {
	const { shape } = anyUnit(saving!.input);
	if (operation === 'update') {
		return [{ ...parameterOf('id', fieldOf(shape.id)), required: true, displayOptions: MAP_EACH }];
	}
	if (operation !== 'upsert') return [];
	const shown = (matchOnValue: MatchOn) => ({
		show: { ...MAP_EACH.show, ...(saving!.match && { matchOn: [matchOnValue] }) },
	});
	const id = parameterOf('id', fieldOf(shape.id));
	return [
		{
			...id,
			description: `${id.description}; leave empty to add a new one`,
			displayOptions: shown('id'),
		},
		...(saving!.match
			? [
					{
						...parameterOf('apiSourceId', fieldOf(shape.apiSourceId)),
						required: true,
						displayOptions: shown('apiSourceId'),
					},
				]
			: []),
	];
}

/** The collection of fields without the one that {@link promoted} puts above it. */
function withoutPromoted(parameter: INodeProperties): INodeProperties {
	if (parameter.type !== 'collection') return parameter;
	const options = (parameter.options as INodeProperties[]).map((option) =>
		option.name === 'apiSourceId'
			? { ...option, displayOptions: { hide: { '/matchOn': ['apiSourceId'] } } }
			: option,
	);
	return { ...parameter, options };
}

/** Sources of rows; what is matched against them stands in Tight already, or is added. */
export function sourcesOf({ sources = [] }: Saving, operation: OperationName): Source[] {
	return operation === 'upsert' ? sources : [];
}

function mappingModes(sources: Source[], operation: OperationName): INodeProperties {
	const modes = sources.map(({ name, value, description }) => ({ name, value, description }));
	return {
		...mappingMode,
		// What is imported comes from the service whose names the fields have.
		...(operation === 'import' && { default: 'autoMapInputData' }),
		options: [...mappingMode.options!, ...modes],
	};
}

/** Parameters of rows that the user maps; a source knows these things itself. */
function hiddenIn(
	sources: Source[],
	parameter: string,
	parameters: INodeProperties[],
): INodeProperties[] {
	if (sources.length === 0) return parameters;
	return updateDisplayOptions(
		{ hide: { [parameter]: sources.map(({ value }) => value) } },
		parameters,
	);
}

/** The form of a save: whose books, how the record is filled, its fields, options. */
export function saveParameters(resource: Resource, operation: OperationName): INodeProperties[] {
	const { input, asked, match, isPending } = resource.saving!;
	const record = anyUnit(input);
	const isMatching = match && (operation === 'upsert' || operation === 'import');
	const sources = sourcesOf(resource.saving!, operation);
	return [
		userId,
		mappingModes(sources, operation),
		...sources.flatMap(({ value, parameters }) =>
			updateDisplayOptions({ show: { mappingMode: [value] } }, parameters),
		),
		...hiddenIn(sources, 'mappingMode', [
			...(isMatching ? [matchOn(resource)] : []),
			...(isPending ? [pendingTransactions] : []),
		]),
		...promoted(resource, operation),
		...rowParameters(
			record,
			operation === 'update',
			{ asked, except: ['id'] },
			hiddenIn(sources, 'mappingMode', unitParameter(record)),
		).map((parameter) => (isMatching ? withoutPromoted(parameter) : parameter)),
		saveOptions(isMatching ? match : undefined, sources),
	];
}
