/**
 * Pictures of all that a user of the editor sees of this package, for people to look at. They lie
 * in `test-results/screenshots`; its `index.html` shows them side by side.
 *
 *   npm run screenshots
 *
 * After a build, each series can also be taken by itself:
 *
 *   node --test test/screenshots/lists.mjs
 */
import './panels.mjs';
import './lists.mjs';
import './credentials.mjs';
import './results.mjs';
import './creator.mjs';
import './tools.mjs';
import './workflows.mjs';
import './themes.mjs';
import './guide.mjs';
