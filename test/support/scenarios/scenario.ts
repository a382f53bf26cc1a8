import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** What was made of a service, so that an operation can run over some items, and how it is judged. */
export interface Arrangement {
	parameters: INodeParameters;
	/** One input item for each of those that were asked for. */
	input: IDataObject[];
	/**
	 * How often what an item asks for stands in the service. An operation without it only reads, and
	 * is judged by what it puts out.
	 */
	made?: (item: number) => number;
	/** What comes out for an item that is done, as the service has it; undefined where that is not said. */
	record?: (item: number) => object | undefined;
	/** A text that stands in the requests of an item that can change something, and in no others. */
	marks?: string[];
	/** What the operation is given that must not come to light. */
	secrets?: string[];
}

/** One operation of a node, as a user would run it. */
export interface Scenario<Sandbox> {
	resource: string;
	operation: string;
	/** What sets it apart from other scenarios of the same operation. */
	variant?: string;
	/** How many items it can have; any number if not given. */
	most?: number;
	/** Fields of its output in which it shows what is otherwise secret, because it was asked to. */
	shows?: string[];
	arrange: (sandbox: Sandbox, items: number) => Arrangement;
}

/** `bankTransaction upsert, by API Source ID`. */
export function titleOf({ resource, operation, variant }: Scenario<never>): string {
	return [`${resource} ${operation}`, variant].filter(Boolean).join(', ');
}

/** From 0 to count - 1. */
export function upTo(count: number): number[] {
	return Array.from({ length: count }, (_, index) => index);
}

/** Texts that no other text of a run holds, one for each item. */
export function marksFor(items: number): string[] {
	return upTo(items).map((item) => `mark ${item}.`);
}

/** An expression that gives each input item its own value. */
export function oneEach(values: unknown[]): string {
	return `={{ ${JSON.stringify(values)}[$itemIndex] }}`;
}

/** The records that hold a text. */
export function holding<Row extends object>(records: Row[], text: string): Row[] {
	return records.filter((record) => JSON.stringify(record).includes(text));
}
