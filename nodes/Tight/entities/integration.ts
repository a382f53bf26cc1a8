import * as z from 'zod/v4';

import { apiNames, statuses } from './enums';
import { choice, customData, date, text } from './kinds';

/**
 * What `POST /v6/integrations/{id}` takes: one object, no list.
 *
 * Source: seed 000 (docs.tight.com/api-reference/integration-management/save-integration, stated).
 */
export const integrationInput = () =>
	z.object({
		status: choice('Status', statuses, 'Whether the integration is in use').optional(),
		apiName: choice('API Name', apiNames, 'Provider of the integration', 'PLAID').optional(),
		apiAccessToken: text('API Access Token', 'Access token at the provider', {
			secret: true,
		}).optional(),
		customData: customData().optional(),
	});

/**
 * What `POST /v6/integrations/plaid/connection` takes.
 *
 * Source: docs.tight.com/api-reference/integration-management/link-plaid (stated; that the access
 * token is required is inferred).
 */
export const plaidConnectionInput = () =>
	z.object({
		accessToken: text('Access Token', 'Access token of the Plaid Item, not the public token', {
			secret: true,
			placeholder: 'e.g. access-production-…',
		}),
		tranStartDate: date(
			'Earliest Transaction Date',
			'First day whose transactions are pulled',
		).optional(),
	});

/** The answer to linking Plaid: the input again, and no id of the integration (stated). */
export const plaidConnection = z.looseObject({ tranStartDate: z.iso.date() });

/**
 * An integration as Tight answers it. Source: seed 000 (stated). `apiAccessToken` reaches the
 * output only when asked for, so it is not named here. Unknown keys are kept.
 */
export const integration = z.looseObject({
	id: z.string(),
	status: z.string(),
	apiName: z.string(),
	iconUrl: z.string(),
	apiUsername: z.string(),
	lastSyncedDate: z.iso.date(),
	apiInstitutionId: z.string(),
	apiInstitutionName: z.string(),
	apiErrorType: z.string(),
	apiErrorCode: z.string(),
});
