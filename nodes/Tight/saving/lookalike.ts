import type { IDataObject } from 'n8n-workflow';

import { centsFromCurrencyUnits } from '../entities/money';
import { holds } from './compare';
import { differencesOf, type Compared } from './differences';
import { dayIn, identityOfRecord, isSameRecord } from './identify';
import type { Save } from './row';

/** IDs in lower case, with and without what is before a colon or slash. */
function partsOf(sourceId: string): string[] {
	const whole = sourceId.toLowerCase();
	return [...new Set([whole, ...whole.split(/[:/|]/)])];
}

function addTo(map: Map<string, IDataObject[]>, key: string, record: IDataObject) {
	const records = map.get(key);
	if (records) records.push(record);
	else map.set(key, [record]);
}

/**
 * Records that are most probably a row that was saved before, although Tight does not show the
 * row's source ID for them. That Tight keeps and shows the ID as it was sent is inferred
 * (docs/contract.md, T15 and T34); were it not so, each run would add its rows once more.
 */
export class Lookalikes {
	/** Records without a source ID, by day and amount. */
	private readonly byFacts = new Map<string, IDataObject[]>();
	/** Records with a source ID that nobody asked for, by its parts. */
	private readonly byPart = new Map<string, IDataObject[]>();

	add(record: IDataObject) {
		if (record.status === 'REMOVED') return;
		const sourceId = identityOfRecord(record)?.apiSourceId;
		if (sourceId === undefined) addTo(this.byFacts, factsOf(record), record);
		else partsOf(sourceId).forEach((part) => addTo(this.byPart, part, record));
	}

	/**
	 * The record that looks like the row of a save, or undefined.
	 *
	 * @param compared how the row of another service is compared; without it, the row has the fields
	 * of records
	 */
	of({ body, identity }: Save, sourceField: string, compared?: Compared): IDataObject | undefined {
		const { apiSourceId, date } = identity!;
		const amount = compared ? centsFromCurrencyUnits(body[compared.amount]) : body.amount;
		const variants = this.byPart.get(apiSourceId.toLowerCase()) ?? [];
		// Parts are no proof: a file may call the fee of purchase '1001' '1001:fee'.
		const variant = variants.find(
			(record) =>
				isSameRecord({ ...identityOfRecord(record)!, apiSourceId }, identity!, 0) &&
				Math.abs(Number(record.amount)) === Math.abs(Number(amount)),
		);
		if (variant) return variant;
		const alike = this.byFacts.get(factsOf({ date, amount } as IDataObject)) ?? [];
		const row = { ...body };
		delete row[sourceField];
		return alike.find((record) =>
			compared ? differencesOf(record, body, compared).length === 0 : holds(record, row),
		);
	}
}

/** Signs are left aside: which way Tight shows imported amounts is not stated. */
const factsOf = ({ date, amount }: IDataObject) => `${dayIn(date)} ${Math.abs(Number(amount))}`;
