const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const manifest = require('../../package.json');
const { actions, nodes } = require('./published');

const packed = () => {
	const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: root,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	return JSON.parse(output)[0];
};

describe('package.json', () => {
	it('has no run-time dependencies and asks for n8n-workflow alone', () => {
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.overrides).toBeUndefined();
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('names nodes and credentials that exist, in strict mode', () => {
		const { strict, nodes, credentials } = manifest.n8n;
		expect(strict).toBe(true);
		for (const file of [...nodes, ...credentials]) {
			expect(fs.existsSync(path.join(root, file))).toBe(true);
		}
	});

	it('names every node and credential that was built', () => {
		const built = fs
			.readdirSync(path.join(root, 'dist'), { recursive: true })
			.filter((file) => /\.(node|credentials)\.js$/.test(file))
			.map((file) => `dist/${file.split(path.sep).join('/')}`);
		expect(built.sort()).toEqual([...manifest.n8n.nodes, ...manifest.n8n.credentials].sort());
	});

	it('runs nothing at installation', () => {
		const banned = ['prepare', 'preinstall', 'install', 'postinstall', 'prepublish'];
		expect(Object.keys(manifest.scripts).filter((script) => banned.includes(script))).toEqual([]);
	});
});

describe('the tarball', () => {
	const { files, size } = packed();
	const names = files.map(({ path: name }) => name);

	it('holds the compiled package and its papers, and nothing else', () => {
		const strangers = names.filter(
			(name) =>
				!/^dist\/(nodes|credentials)\//.test(name) &&
				!['LICENSE.md', 'README.md', 'package.json'].includes(name),
		);
		expect(strangers).toEqual([]);
		expect(names).toEqual(expect.arrayContaining(['LICENSE.md', 'README.md']));
	});

	it('holds no tests, maps or declarations', () => {
		expect(names.filter((name) => /\.(map|d\.ts|tsbuildinfo)$|\.(test|spec)\./.test(name))).toEqual(
			[],
		);
	});

	it.each(nodes)('holds the icons and the papers of $name', ({ name, folder, instance }) => {
		const { light, dark } = instance.description.icon;
		const inFolder = (file) => `dist/nodes/${folder}/${file}`;
		const icons = [light, dark].map((icon) => icon.replace('file:', ''));
		expect(names).toEqual(expect.arrayContaining([...icons, `${name}.node.json`].map(inFolder)));
	});

	it.each(actions)('holds the output schema of every operation of $name', (node) => {
		const { properties } = node.instance.description;
		const schemas = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options, displayOptions: { show } }) =>
				options.map(
					({ value }) =>
						`dist/nodes/${node.folder}/__schema__/v1.0.0/${show.resource[0]}/${value}.json`,
				),
			);
		expect(schemas.length).toBeGreaterThan(3);
		expect(names).toEqual(expect.arrayContaining(schemas));
	});

	it('is smaller than 200 kB', () => {
		expect(size).toBeLessThan(200_000);
	});
});
