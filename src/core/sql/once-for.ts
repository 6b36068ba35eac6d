/**
 * The function with its answers kept by what it is asked about, so that each clause of thousands may ask about all of them.
 * For lists and tables that no longer change.
 */
export function onceFor<Key extends object, Value extends object>(
  compute: (key: Key) => Value,
): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}
