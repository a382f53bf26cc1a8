// n8n's engine logs every error that a test provokes.
process.env.N8N_LOG_LEVEL ??= 'silent';

/** The levels of tests that Jest runs: see docs/architecture.md, "Tests". */
const level = (name, more = {}) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.[jt]s`],
	transform: {
		'\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
	},
	modulePathIgnorePatterns: ['<rootDir>/\\.n8n', '<rootDir>/tools/n8n/'],
	...more,
});

module.exports = {
	// The nodes' waits are real, and so is what else a machine has to do; no test measures time.
	testTimeout: 30_000,
	projects: [
		level('unit', { setupFiles: ['./test/support/seed.js'] }),
		level('engine', { setupFiles: ['reflect-metadata'] }),
		level('package'),
		level('faults', { setupFiles: ['reflect-metadata', './test/faults/shortTimeouts.js'] }),
	],
};
