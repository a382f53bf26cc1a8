import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian puts the programs of each version of PostgreSQL. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

const onPath = () => (process.env.PATH ?? '').split(delimiter).filter(Boolean);

/** @returns {string | undefined} the path of redis-server */
export function findRedis() {
	return onPath()
		.map((folder) => join(folder, 'redis-server'))
		.find((path) => existsSync(path));
}

function folderOfPostgres() {
	const versions = existsSync(POSTGRES_VERSIONS) ? readdirSync(POSTGRES_VERSIONS) : [];
	const newestFirst = versions.sort((left, right) => Number(right) - Number(left));
	const folders = [
		...newestFirst.map((version) => join(POSTGRES_VERSIONS, version, 'bin')),
		...onPath(),
	];
	return folders.find((folder) =>
		['postgres', 'initdb', 'createdb'].every((program) => existsSync(join(folder, program))),
	);
}

/** @returns {Record<'postgres' | 'initdb' | 'createdb', string> | undefined} paths of its programs */
export function findPostgres() {
	const folder = folderOfPostgres();
	if (!folder) return undefined;
	const at = (program) => join(folder, program);
	return { postgres: at('postgres'), initdb: at('initdb'), createdb: at('createdb') };
}
