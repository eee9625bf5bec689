import { sentence, type Sentence } from '../language/sentence';

/** Characters of a page's name at most: with its ending a name that every file system takes. */
export const MOST_NAME = 80;
/** Bytes of a page at most. */
export const MOST_NOTE_BYTES = 1_000_000;
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\\/:*?"<>|]/;
/** Names of devices on Windows, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/i;

/** A page as it is listed. */
export interface NoteEntry {
  readonly name: string;
  /** Of its file. */
  readonly bytes: number;
  /** ISO 8601 */
  readonly changedAt: string;
}

/** A page as it was read. */
export interface Note {
  readonly name: string;
  /** Markdown. */
  readonly text: string;
  /** Of its file, so that what somebody else wrote meanwhile is not written over. */
  readonly stamp: string;
}

/** Why a page cannot be called so, as a sentence; null: it can. */
export function nameProblem(name: string): Sentence | null {
  if (name.trim() === '') return sentence('The page needs a name.');
  if (name.length > MOST_NAME)
    return sentence('The name of a page has at most {count} characters.', { count: MOST_NAME });
  if (FORBIDDEN.test(name))
    return sentence('The name of a page must not hold any of {characters}.', {
      characters: '\\ / : * ? " < > |',
    });
  if (name.startsWith('.') || /[. ]$/.test(name) || name.startsWith(' '))
    return sentence('The name of a page must not begin with a dot or a space, or end with one.');
  if (DEVICE.test(name)) return sentence('Windows keeps the name "{name}" for a device.', { name });
  return null;
}
