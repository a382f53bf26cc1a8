const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const TIMEOUT_MS = 15 * 60_000;

describe('test/live', () => {
	it.each(fs.readdirSync(__dirname).filter((name) => name.endsWith('.test.mjs')))(
		'passes %s, in the runner of Node, as Jest loads no modules of this kind',
		(name) => {
			const args = ['--test', '--test-reporter=tap', path.join(__dirname, name)];
			const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
			// What failed, with its reason.
			const failures = stdout.split(/^ *# Subtest: /m).filter((part) => /^ *not ok/m.test(part));
			expect(failures.join('\n')).toBe('');
			expect(status).toBe(0);
		},
		TIMEOUT_MS,
	);
});
