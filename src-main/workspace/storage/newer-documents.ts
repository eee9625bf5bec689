import type { z } from 'zod';
import { copyJson } from '../../../src-shared/bounded-json';
import { checked } from '../../../src-shared/checked';
import { JITLESS } from '../../../src-shared/lazy';
import { MODEL_KINDS } from '../../../src-shared/models';

/**
 * A document by its schema; keys that this version does not know are left out of the check and kept in the
 * value, so that they are there when it is written again.
 * @returns the first field that does not fit, where it does not
 */
export function parseDocument<T>(
  content: unknown,
  schema: z.ZodType<T>,
): { readonly isGood: true; readonly value: T } | { readonly isGood: false; readonly field: string } {
  const parsed = checked(schema, content, JITLESS);
  if (parsed.success) return { isGood: true, value: withUnknownKeys(content, parsed.data) };
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  const known = copyJson(content);
  if (!parsed.error.issues.every((issue) => dropUnknownKeys(known, issue))) return { isGood: false, field };
  const again = checked(schema, known, JITLESS);
  return again.success
    ? { isGood: true, value: withUnknownKeys(content, again.data) }
    : { isGood: false, field };
}

/**
 * Part of a newer version's document that this version understands: items of its lists that do not fit
 * are left out, and so are fields that may be absent or null. To be looked at only: writing it would lose them.
 */
export function parseNewer<T>(content: unknown, schema: z.ZodType<T>, version: number): T | null {
  const known = copyJson(content) as Record<string, unknown>;
  known['schemaVersion'] = version;
  const parsed = checked(schema, known, JITLESS);
  if (parsed.success) return withUnknownKeys(content, parsed.data);
  const items = new Map<string, Set<number>>();
  const fields = new Set<string>();
  for (const issue of parsed.error.issues) {
    const [list, index] = issue.path;
    if (dropUnknownKeys(known, issue)) continue;
    if (typeof list !== 'string') return null;
    if (typeof index === 'number') items.set(list, (items.get(list) ?? new Set()).add(index));
    else fields.add(list);
  }
  for (const [list, indices] of items)
    known[list] = (known[list] as unknown[]).filter((_, index) => !indices.has(index));
  // A field that has another form now: left out, or null, where the schema knows either.
  for (const field of fields) Reflect.deleteProperty(known, field);
  const without = checked(schema, known, JITLESS);
  if (!without.success) for (const { path } of without.error.issues) known[String(path[0])] = null;
  const value = checked(schema, known, JITLESS).data;
  return value === undefined ? null : withUnknownKeys(content, value);
}

/** Whether a document names a kind of model that this version does not know: a newer one wrote it. */
export function namesUnknownKind(content: unknown): boolean {
  const { experiment, experiments } = (content ?? {}) as { experiment?: unknown; experiments?: unknown };
  const saved = Array.isArray(experiments)
    ? experiments.map((item) => (item as Saved | null)?.experiment)
    : [];
  return [experiment, ...saved].some((one) => {
    const kind = (one as { model?: { kind?: unknown } } | null | undefined)?.model?.kind;
    return typeof kind === 'string' && !(MODEL_KINDS as readonly string[]).includes(kind);
  });
}

interface Saved {
  readonly experiment?: unknown;
}

/** Takes the keys of an issue out of a document. @returns whether the issue is of such keys alone */
function dropUnknownKeys(content: unknown, issue: z.core.$ZodIssue): boolean {
  if (issue.code !== 'unrecognized_keys') return false;
  let part = content;
  for (const key of issue.path) part = (part as Record<PropertyKey, unknown> | undefined)?.[key];
  if (typeof part !== 'object' || part === null) return false;
  for (const key of issue.keys) Reflect.deleteProperty(part, key);
  return true;
}

/** Gives a checked document the keys back that its schema does not know. */
function withUnknownKeys<T>(content: unknown, value: T): T {
  addUnknownKeys(content, value);
  return value;
}

function addUnknownKeys(content: unknown, value: unknown): void {
  if (Array.isArray(content) && Array.isArray(value)) {
    if (content.length !== value.length) return;
    content.forEach((item, i) => {
      addUnknownKeys(item, value[i]);
    });
    return;
  }
  if (!isPlain(content) || !isPlain(value)) return;
  for (const [key, part] of Object.entries(content)) {
    if (Object.hasOwn(value, key)) addUnknownKeys(part, value[key]);
    else if (key !== '__proto__') value[key] = part;
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
