'use strict';

const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

/**
 * Which day a point in time is, in three zones of the process and three of the workflow. The zone of
 * a process is fixed when it starts, so each one is a process of its own.
 */

const ROOT = join(__dirname, '../../..');
const PROCESS_ZONES = ['UTC', 'Europe/Berlin', 'America/New_York'];
const WORKFLOW_ZONES = ['UTC', 'America/New_York', 'Asia/Tokyo'];

const SCRIPT = `
require('@swc/core');
const { readFileSync } = require('fs');
const { transformSync } = require('@swc/core');
const code = transformSync(readFileSync('nodes/shared/days.ts', 'utf8'), {
	jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
	module: { type: 'commonjs' },
}).code;
const module_ = { exports: {} };
new Function('exports', 'require', 'module', code)(module_.exports, require, module_);
const { dayOfMidnight } = module_.exports;
const { DateTime } = require('luxon');
const zone = process.argv[1];
const inZone = (value) => value.setZone(zone);
console.log(JSON.stringify({
	database: dayOfMidnight(new Date('2025-02-24T00:00:00Z')),
	spreadsheet: dayOfMidnight(inZone(DateTime.fromISO('2025-02-24T00:00:00Z'))),
	text: dayOfMidnight(inZone(DateTime.fromFormat('2/24/2025', 'M/d/yyyy'))),
	own: dayOfMidnight(DateTime.fromISO('2025-02-24', { zone })),
	noon: dayOfMidnight(DateTime.fromISO('2025-02-24T12:34:00', { zone })) ?? null,
}));
`;

describe.each(PROCESS_ZONES)('In a process in %s', (TZ) => {
	it.each(WORKFLOW_ZONES)('and a workflow in %s, the day is the one at the source', (zone) => {
		const said = execFileSync('node', ['-e', SCRIPT, zone], {
			cwd: ROOT,
			env: { ...process.env, TZ },
		});
		expect(JSON.parse(said.toString())).toEqual({
			database: '2025-02-24',
			spreadsheet: '2025-02-24',
			text: '2025-02-24',
			own: '2025-02-24',
			noon: null,
		});
	});
});
