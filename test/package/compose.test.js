const fs = require('node:fs');
const path = require('node:path');
const yaml = require('yaml');
const { REDIS_ARGUMENTS, ROLES, WORKERS, sharedSettings } = require('../../tools/queue/settings');

const FILE = path.join(__dirname, '..', '..', 'docs', 'queue-mode', 'docker-compose.yml');

/** Where the containers find each other; what the user has to enter stands for itself. */
const places = {
	postgres: {
		host: 'postgres',
		port: 5432,
		database: 'n8n',
		user: 'n8n',
		password: '${POSTGRES_PASSWORD:?}',
	},
	redis: { host: 'redis', port: 6379 },
	encryptionKey: '${N8N_ENCRYPTION_KEY:?}',
	webhookUrl: '${WEBHOOK_URL:?}',
};

describe('docs/queue-mode/docker-compose.yml', () => {
	const { services } = yaml.parse(fs.readFileSync(FILE, 'utf8'), { merge: true });

	it.each(Object.entries(ROLES))('has the %s process that test:queue tries', (role, facts) => {
		const { command, environment } = services[role];
		expect(command).toEqual(facts.command);
		expect(environment).toEqual({ ...sharedSettings(places), ...facts.settings });
	});

	it('has as many workers, and a Redis that keeps its queue', () => {
		expect(services.worker.deploy.replicas).toBe(WORKERS);
		expect(services.redis.command).toEqual(['redis-server', ...REDIS_ARGUMENTS]);
	});

	it('has the database that n8n is told of', () => {
		const { database, user, password } = places.postgres;
		expect(services.postgres.environment).toEqual({
			POSTGRES_DB: database,
			POSTGRES_USER: user,
			POSTGRES_PASSWORD: password,
		});
	});

	it('installs the package in an n8n of the version that the tests run', () => {
		const { name } = require('../../package.json');
		const { dependencies } = require('../../tools/n8n/versions/2/package.json');
		for (const role of Object.keys(ROLES)) {
			const dockerfile = services[role].build.dockerfile_inline;
			expect(dockerfile).toContain(`n8nio/n8n:${dependencies.n8n}\n`);
			expect(dockerfile).toContain(` ${name}\n`);
		}
	});
});
