/** A function that makes something of an object once, and gives it again for the same object. */
export function memoized<K extends object, V>(make: (key: K) => V): (key: K) => V {
	const kept = new WeakMap<K, V>();
	return (key) => {
		if (!kept.has(key)) kept.set(key, make(key));
		return kept.get(key)!;
	};
}
