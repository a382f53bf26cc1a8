const LONGEST = 200;
/** Pages hold far more markup than words; what stands behind this is not looked at. */
const LONGEST_READ = 4000;

/** The beginning of an answer that is not the service's, such as a proxy's page, without its markup. */
export function excerpt(text: string): string {
	const plain = text
		.slice(0, LONGEST_READ)
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
}
