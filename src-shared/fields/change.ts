/** One setting with another value; the path is dotted, e.g. `model.optimizer.learningRate`. */
export interface Change {
  readonly path: string;
  readonly value: unknown;
}

/** A copy of a document with other values; what is not on the way to them is shared. */
export function withChanges<T>(document: T, changes: readonly Change[]): T {
  return changes.reduce((changed, { path, value }) => setPath(changed, path, value), document);
}

/** A copy with the value at `path` replaced. undefined removes it. */
export function setPath<T>(document: T, path: string, value: unknown): T {
  return replace(document, path.split('.'), value) as T;
}

/** The value at a dotted path; undefined where there is none. */
export function getPath(document: unknown, path: string): unknown {
  let value: unknown = document;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
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
