/** A local Tight. Told its settings, it says its URL and keys. */
import { createRequire } from 'node:module';

const { startSandbox } = createRequire(import.meta.url)('../../sandbox');

const settings = JSON.parse(process.argv[2]);
const { url, clientId, clientSecret } = await startSandbox({ journalBodies: false, ...settings });
process.send({ url, clientId, clientSecret });
process.once('disconnect', () => process.exit());
