/**
 * All end-to-end tests in one process, so that one n8n serves them all. Each file also runs by
 * itself: `node --test test/e2e/credential.test.mjs`.
 */
import './compatibility.mjs';
import './editor.test.mjs';
