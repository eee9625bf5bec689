/** Reading and changing a document by dotted path, without changing the original. */

export function getPath(document: unknown, path: string): unknown {
  let value: unknown = document;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** A copy with the value at `path` replaced; what is not on the way is shared. undefined removes it. */
export function setPath<T>(document: T, path: string, value: unknown): T {
  return replace(document, path.split('.'), value) as T;
}

function replace(node: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(node)) {
    const copy: unknown[] = [...(node as readonly unknown[])];
    copy[Number(key)] = replace(copy[Number(key)], rest, value);
    return copy;
  }
  const copy: Record<string, unknown> = { ...(node as Record<string, unknown> | null) };
  const next = replace(copy[key], rest, value);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}
