/**
 * Element of an array, or character of a text, at an index that is known to be inside; as in `Array.at`, a
 * negative one counts from the end. Not for hot loops: `values[i]` alone is faster.
 * @throws RangeError where there is none, which is a bug of the caller
 */
export function at<T>(values: ArrayLike<T>, index: number): T {
  const i = index < 0 ? values.length + index : index;
  if (!Number.isInteger(i) || i < 0 || i >= values.length) {
    throw new RangeError(`There is no element ${index}: the length is ${values.length}.`);
  }
  return values[i] as T;
}

/**
 * Value that may be missing by its type and never is: `present(byName.get(name))`.
 * @param what the value, for the message of the error
 * @throws Error where it is undefined or null, which is a bug of the caller
 */
export function present<T>(value: T, what = 'A value'): NonNullable<T> {
  if (value === undefined || value === null) throw new Error(`${what} is missing.`);
  return value;
}
