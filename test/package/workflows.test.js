const fs = require('node:fs');
const path = require('node:path');

const folder = path.join(__dirname, '..', '..', 'workflows');
const examples = fs.readdirSync(folder).map((file) => {
	const workflow = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
	return { file, ...workflow };
});

describe.each(examples)('$file', ({ nodes, connections }) => {
	it('loses no item that leaves by an error output', () => {
		const leaks = nodes
			.filter(({ onError }) => onError === 'continueErrorOutput')
			.map(({ name }) => name)
			.filter((name) => !connections[name]?.main[1]?.length);
		expect(leaks).toEqual([]);
	});
});
