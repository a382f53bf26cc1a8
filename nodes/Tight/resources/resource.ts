import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';

import type { Api } from '../api/connection';
import type { Compared } from '../saving/differences';
import type { IdentityFields } from '../saving/identify';
import type { Lookup } from '../saving/row';
import type { ReferenceTarget } from '../entities/field';
import type { Filter } from '../entities/filters';
import type { InputSchema } from '../entities/kinds';
import type { Source } from '../sources/source';

/** Operations in the words and values of n8n. */
export type OperationName =
	| 'create'
	| 'delete'
	| 'get'
	| 'getAll'
	| 'import'
	| 'linkPlaid'
	| 'update'
	| 'upsert';

/** Rows that are saved in batches: `POST {path}` with `{data: […]}`. */
export interface Saving {
	operations: Array<Extract<OperationName, 'create' | 'update' | 'upsert' | 'import'>>;
	input: InputSchema;
	/** Fields that the form asks for, although a row of JSON may lack them. */
	asked?: string[];
	/** How rows of an earlier save are recognised; without it only by Tight's id. */
	match?: Matching;
	/** Brings an item's JSON under Tight's names, where the service it comes from has others. */
	renamed?: (json: IDataObject) => IDataObject;
	/** Whether a row may yet be replaced by another; the user chooses what happens to it. */
	isPending?: (row: IDataObject) => boolean;
	/** Other services whose records can be saved as rows of this one; they are matched. */
	sources?: Source[];
}

export interface Matching extends Lookup, IdentityFields {
	/** `update`: a row that is found is saved under its id. `skip`: it is left as it is. */
	found: 'update' | 'skip';
	/** By what a row is compared with the record that is left as it is. */
	compared?: Compared;
	/** Whether the source gives each record an id of its own, so that exact copies are surplus. */
	hasUniqueIds?: boolean;
}

/** One record that is sent by itself: `POST {path}`. */
export interface Posting {
	operation: Extract<OperationName, 'update' | 'linkPlaid'>;
	/** Below the path of the resource (v5: a whole path); `{id}` stands for the record's id. */
	path: string;
	input: InputSchema;
	/** What Tight answers, if it is not the record. */
	output?: z.ZodObject;
}

/** Lists: `POST {path}/query`, or `GET {path}` where `list` is given. */
export interface Listing {
	filters?: Record<string, Filter>;
	/** Relations that can be shown in full with `expand`, as paths. */
	expandable?: string[];
	/** Documented values of `sort.orderBy`. */
	sortableBy?: string[];
	/** Takes the rows out of an answer that is no list; undefined when there are none in it. */
	list?: (data: IDataObject) => IDataObject[] | undefined;
}

/** Facts about a resource of Tight's API. No behaviour stands here. */
export interface Resource {
	/** Value of the resource in saved workflows. Never change it. */
	value: string;
	/** Singular, in Title Case. */
	name: string;
	/** Plural, in lower case except for abbreviations. */
	plural: string;
	/** The version of the API that has the resource; v6 if not given. */
	api?: Api;
	path: string;
	/** The record as Tight answers it. */
	output: z.ZodObject;
	/** At most ten fields for Simplify, as paths; resources with few fields have none. */
	simplified?: string[];
	/** How one record is picked in the form. */
	reference?: ReferenceTarget;
	/** What an id of the resource looks like. */
	idExample?: string;
	saving?: Saving;
	posting?: Posting[];
	listing?: Listing;
	canGet?: boolean;
	canDelete?: boolean;
}
