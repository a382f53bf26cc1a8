/**
 * All end-to-end tests in one process, so that one n8n serves them all. Each file also runs by
 * itself: `node --test test/e2e/credential.test.mjs`.
 */
import './package.test.mjs';
import './workflows.test.mjs';
import './triggers.test.mjs';
import './saving.test.mjs';
import './credential.test.mjs';
import './bankCredentials.test.mjs';
import './httpRequest.test.mjs';
import './aiTool.test.mjs';
import './editor.test.mjs';
