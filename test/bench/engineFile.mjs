import { transformFileSync } from '@swc/core';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../../tools/paths.mjs';

const SOURCE = join(PROJECT_ROOT, 'test', 'support', 'engine.ts');
const COMPILED = join(PROJECT_ROOT, 'test-results', 'bench', 'engine.cjs');

/**
 * Compiles the tests' engine for processes without Jest, which need no compiler then: it would
 * count as their memory.
 *
 * @returns {string} the compiled file
 */
export function engineFile() {
	const { code } = transformFileSync(SOURCE, {
		jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
		module: { type: 'commonjs' },
	});
	mkdirSync(dirname(COMPILED), { recursive: true });
	writeFileSync(COMPILED, code);
	return COMPILED;
}
