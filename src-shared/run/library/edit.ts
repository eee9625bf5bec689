import { say } from '../../language/say';
import { z } from 'zod';
import type { RunRecord } from '../record/record';

const tag = z.string().trim().min(1, say('A tag needs a letter.')).max(60);

/** What a person may change of runs in the table, of one or of many at once. */
export const runEditSchema = z.strictObject({
  name: z.string().trim().min(1, say('A run needs a name.')).max(300).optional(),
  note: z.string().max(100000).optional(),
  starred: z.boolean().optional(),
  archived: z.boolean().optional(),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .optional(),
  addTags: z.array(tag).max(50).optional(),
  removeTags: z.array(tag).max(50).optional(),
  /** A person has seen that the record was rebuilt. */
  recovered: z.literal('seen').optional(),
});
export type RunEdit = z.infer<typeof runEditSchema>;

/** The record with the edit made; itself where nothing of it is new. */
export function edited(record: RunRecord, edit: RunEdit): RunRecord {
  const { addTags = [], removeTags = [], recovered, ...fields } = edit;
  const removed = new Set(removeTags);
  const tags = [...new Set([...record.tags, ...addTags])].filter((name) => !removed.has(name));
  const changed = { ...record, ...defined(fields) };
  if (recovered === 'seen') changed.recovered = undefined;
  if (tags.join('\n') !== record.tags.join('\n')) changed.tags = tags;
  const isSame = (Object.keys(changed) as (keyof RunRecord)[]).every((key) => changed[key] === record[key]);
  return isSame ? record : changed;
}

function defined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
