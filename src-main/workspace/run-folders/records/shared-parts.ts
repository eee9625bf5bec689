/**
 * The same JSON value, of which each part that `other` holds at the same place is the part of `other` itself: of the
 * thousands of records of a group, which differ in little, the equal parts lie in memory once. Keys keep their
 * order, and neither value is changed.
 * @param value plain JSON, which nobody changes in place
 * @param other likewise; null where there is none yet
 */
export function withSharedParts<T>(value: T, other: T | null): T {
  return other === null ? value : (shared(value, other) as T);
}

function shared(value: unknown, other: unknown): unknown {
  // Equal strings, too, lie in memory once.
  if (Object.is(value, other)) return other;
  if (Array.isArray(value)) return Array.isArray(other) ? sharedList(value, other) : value;
  return isPlain(value) && isPlain(other) ? sharedObject(value, other) : value;
}

function sharedList(value: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
  const parts = value.map((part, i) => shared(part, other[i]));
  const isSame = parts.length === other.length && parts.every((part, i) => Object.is(part, other[i]));
  return isSame ? other : parts;
}

function sharedObject(value: Plain, other: Plain): Plain {
  const keys = Object.keys(value);
  const parts: Plain = { ...value };
  // As a column may be called: set so, it would be another thing.
  for (const key of keys) if (key !== '__proto__') parts[key] = shared(value[key], other[key]);
  const otherKeys = Object.keys(other);
  const isSame =
    keys.length === otherKeys.length &&
    keys.every((key, i) => key === otherKeys[i] && key !== '__proto__' && Object.is(parts[key], other[key]));
  return isSame ? other : parts;
}

type Plain = Record<string, unknown>;

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
