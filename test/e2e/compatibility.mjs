/**
 * The end-to-end tests that run in every version of n8n that tools/n8n/versions holds: all but
 * those of the editor, which looks different in each. `REAL_N8N` names the version.
 */
import './version.test.mjs';
import './package.test.mjs';
import './workflows.test.mjs';
import './triggers.test.mjs';
import './saving.test.mjs';
import './credential.test.mjs';
import './bankCredentials.test.mjs';
import './httpRequest.test.mjs';
import './aiTool.test.mjs';
