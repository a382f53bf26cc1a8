/** Says on the error output what is being measured, so that the figures alone are the output. */
export function say(line) {
	console.error(`${Math.round(process.uptime()).toString().padStart(5)} s  ${line}`);
}
