import * as echarts from 'echarts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../../tools/paths.mjs';

const FILE = join(PROJECT_ROOT, 'docs', 'pictures', 'growth.svg');
const SIZE = { width: 800, height: 340 };

/** Of each colour the one on a light page, and the one on a dark page. */
const COLOURS = {
	page: ['#ffffff', '#0d1117'],
	text: ['#1f2328', '#e6edf3'],
	faint: ['#d1d9e0', '#3d444d'],
	tight: ['#0969da', '#4493f8'],
	fetch: ['#bc4c00', '#f0883e'],
};
const [page, text, faint, tight, fetch] = Object.values(COLOURS).map(([light]) => light);

const WAYS = {
	tight: { name: 'Tight node', color: tight, symbol: 'circle' },
	fetch: { name: 'a loop of fetch that sends the same batches', color: fetch, symbol: 'diamond' },
};

const PANELS = [
	{
		title: 'Time for each row',
		unit: 'µs',
		left: 55,
		figure: ({ microseconds }, way) => microseconds[way],
	},
	{
		title: 'Most memory of the process',
		unit: 'MB',
		left: 455,
		figure: ({ peakBytes }, way) => peakBytes[way] / 1e6,
	},
];

/** A picture has one set of colours; this exchanges them where the page is dark. */
function withDarkColours(svg) {
	const rules = Object.values(COLOURS).flatMap(([light, dark]) =>
		['fill', 'stroke'].map((what) => `[${what}="${light}"]{${what}:${dark}}`),
	);
	const style = `<style>@media (prefers-color-scheme: dark){${rules.join('')}}</style>`;
	return svg.replace('>', `>${style}`);
}

/**
 * Draws how time and memory grow with the rows, one beside the other, for a light or a dark page.
 *
 * @param {import('./rows/growth.mjs').Point[]} points
 * @returns {string} the file
 */
export function drawGrowth(points) {
	const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
	const textStyle = { color: text, fontFamily: 'system-ui, sans-serif' };
	const axis = {
		nameTextStyle: textStyle,
		axisLabel: textStyle,
		axisLine: { lineStyle: { color: faint } },
		axisTick: { show: false },
		splitLine: { lineStyle: { color: faint } },
	};
	chart.setOption({
		animation: false,
		backgroundColor: page,
		title: PANELS.map(({ title, unit, left }) => ({
			text: `${title} (${unit})`,
			left: left - 5,
			top: 10,
			padding: 0,
			textStyle: { ...textStyle, fontSize: 15, fontWeight: 600 },
		})),
		legend: {
			bottom: 10,
			textStyle,
			itemGap: 30,
			data: Object.values(WAYS).map(({ name }) => name),
		},
		grid: PANELS.map(({ left }) => ({ left, width: 310, top: 50, bottom: 90 })),
		xAxis: PANELS.map((_, gridIndex) => ({
			...axis,
			gridIndex,
			type: 'category',
			boundaryGap: false,
			data: points.map(({ rows }) => rows.toLocaleString('en')),
			name: 'rows in one execution',
			nameLocation: 'middle',
			nameGap: 28,
		})),
		yAxis: PANELS.map((_, gridIndex) => ({ ...axis, gridIndex, type: 'value', min: 0 })),
		series: PANELS.flatMap(({ figure }, panel) =>
			Object.entries(WAYS).map(([way, { name, color, symbol }]) => ({
				name,
				type: 'line',
				xAxisIndex: panel,
				yAxisIndex: panel,
				symbol,
				symbolSize: 8,
				itemStyle: { color },
				lineStyle: { color, width: 2.5 },
				data: points.map((point) => Math.round(figure(point, way))),
			})),
		),
	});
	const picture = withDarkColours(chart.renderToSVGString());
	chart.dispose();
	mkdirSync(dirname(FILE), { recursive: true });
	writeFileSync(FILE, `${picture}\n`);
	return FILE;
}
