const cell = (text) => String(text ?? '').replace(/\|/g, '\\|');

/** A table in Markdown. */
exports.table = (head, rows) =>
	[head, head.map(() => '---'), ...rows]
		.map((row) => `| ${row.map(cell).join(' | ')} |`)
		.join('\n');
