import type { IDataObject } from 'n8n-workflow';

import type { Arrangement } from '../support/scenarios/scenario';
import type { Kind, Service } from './service';
import { tryOut, type AnyScenario, type Result, type Trial } from './trial';

/** Kinds of the requests that were made. */
function kindsOf({ requests, patternOf, purposeOf }: Service): Kind[] {
	const kinds = new Map<string, Kind>();
	for (const request of requests()) {
		const { method, path } = request;
		const pattern = patternOf(path);
		const key = `${method} ${pattern}`;
		const kind = kinds.get(key) ?? { method, pattern, purpose: purposeOf(request), times: 0 };
		kinds.set(key, { ...kind, times: kind.times + 1 });
	}
	return [...kinds.values()];
}

/** An operation that runs over and over, each time from the same beginning. */
export class Repeated {
	private arrangement?: Arrangement;
	private baseline?: Result;
	kinds: Kind[] = [];

	constructor(
		private readonly service: Service,
		private readonly scenario: AnyScenario,
		private readonly items: number,
		private readonly logged: () => string[],
	) {}

	/** A run without faults: everything is done. */
	async begin(options?: Trial['options']): Promise<Result> {
		await this.service.reset();
		this.baseline = await this.run({ meetings: [], leaves: 'nothing', mode: undefined, options });
		this.kinds = kindsOf(this.service);
		return this.baseline;
	}

	async run(trial: Pick<Trial, 'meetings' | 'leaves' | 'mode' | 'options'>): Promise<Result> {
		const isChange = this.arrangement?.made !== undefined;
		if (isChange) await this.service.reset();
		else this.service.restart();
		// What only reads finds the same again.
		if (isChange || !this.arrangement) this.arrangement = this.arrange();
		const { made, record } = this.arrangement;
		const read = this.baseline?.told;
		return await tryOut(
			this.service,
			{
				...trial,
				arrangement: this.arrangement,
				shows: this.scenario.shows,
				expected: (item) => {
					if (record) return [record(item) ?? {}];
					return made ? undefined : read?.[item].rows?.map(withoutRequestId);
				},
			},
			this.logged,
		);
	}

	private arrange(): Arrangement {
		return this.service.arrange(
			this.scenario,
			Math.min(this.items, this.scenario.most ?? this.items),
		);
	}
}

/** Plaid's ID of a request is another one each time. */
function withoutRequestId(row: IDataObject): IDataObject {
	const rest = { ...row };
	delete rest.request_id;
	return rest;
}
