import * as z from 'zod/v4';

const text = z.string().nullable();
const flag = z.boolean().nullable();

/** A member as MX answers it. Source: MX's OpenAPI file, `MemberResponse` (stated). */
export const member = z.object({
	guid: z.string(),
	aggregated_at: text,
	background_aggregation_is_disabled: flag,
	connection_status: text,
	connection_status_message: text,
	id: text,
	institution_code: text,
	institution_guid: text,
	is_being_aggregated: flag,
	is_managed_by_user: flag,
	is_manual: flag,
	is_oauth: flag,
	metadata: text,
	most_recent_job_detail_code: z.number().nullable(),
	most_recent_job_detail_text: text,
	most_recent_job_guid: text,
	name: text,
	needs_updated_credentials: flag,
	oauth_window_uri: text,
	successfully_aggregated_at: text,
	use_cases: z.array(z.string()),
	user_guid: text,
	user_id: text,
});

/** How far a member is. Source: MX's OpenAPI file, `MemberStatusResponse` (stated). */
export const memberStatus = z.object({
	guid: z.string(),
	aggregated_at: text,
	challenges: z.array(z.looseObject({ guid: z.string(), label: text, type: text })),
	connection_status: text,
	has_processed_account_numbers: flag,
	has_processed_accounts: flag,
	has_processed_transactions: flag,
	is_authenticated: flag,
	is_being_aggregated: flag,
	successfully_aggregated_at: text,
});
