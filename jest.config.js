/** Levels of tests, from pure functions to a real n8n: see docs/architecture.md, "Tests". */
const level = (name, more = {}) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.[jt]s`],
	transform: {
		'\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
	},
	modulePathIgnorePatterns: [
		'<rootDir>/\\.n8n/',
		'<rootDir>/tools/n8n/',
		'<rootDir>/dist/package.json',
	],
	...more,
});

module.exports = {
	projects: [
		level('unit'),
		level('engine', { setupFiles: ['reflect-metadata'] }),
		level('package'),
		level('e2e'),
	],
};
