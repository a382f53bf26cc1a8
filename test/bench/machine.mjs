import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { N8N_ROOT, nodeForN8n } from '../../tools/paths.mjs';

const GIBIBYTE = 1024 ** 3;

/** What the figures were measured on. */
export function machine() {
	const n8n = join(N8N_ROOT, 'node_modules', 'n8n', 'package.json');
	return {
		processors: availableParallelism(),
		model: cpus()[0]?.model,
		memoryGiB: Math.round(totalmem() / GIBIBYTE),
		node: execFileSync(nodeForN8n(), ['--version'], { encoding: 'utf8' }).trim(),
		n8n: JSON.parse(readFileSync(n8n, 'utf8')).version,
	};
}
