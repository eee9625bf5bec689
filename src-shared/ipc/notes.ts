import { z } from 'zod';
import { saySentence } from '../language/sentence';
import { MOST_NOTE_BYTES, nameProblem, type Note, type NoteEntry } from '../notes/name';

/** Requests about the notebook's pages; part of the map of all requests. */

/** A name that a file of every system may have. */
export const noteName = z
  .string()
  .max(200)
  .superRefine((name, context) => {
    const problem = nameProblem(name);
    if (problem !== null) context.addIssue({ code: 'custom', message: saySentence(problem) });
  });
const stamp = z.string().min(1).max(100);

export const NOTE_REQUESTS = {
  'notes.list': z.undefined(),
  'notes.read': z.strictObject({ name: noteName }),
  /** `stamp`: that it had when it was read; null: it is new. */
  'notes.write': z.strictObject({
    name: noteName,
    text: z.string().max(MOST_NOTE_BYTES),
    stamp: stamp.nullable(),
  }),
  'notes.rename': z.strictObject({ name: noteName, to: noteName }),
  'notes.delete': z.strictObject({ name: noteName }),
  'notes.restore': z.strictObject({ trashed: z.string().min(1).max(300) }),
} as const;

export interface NoteResponses {
  /** The one that was changed last first. */
  'notes.list': readonly NoteEntry[];
  'notes.read': Note;
  'notes.write': Note;
  'notes.rename': Note;
  /** What brings it back. */
  'notes.delete': { readonly trashed: string };
  'notes.restore': Note;
}
