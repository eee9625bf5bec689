import { inEnglish, saySentence, type Sentence } from '../language/sentence';
import type { Dialect } from './schema';

export type { LeftOutRows } from './left-out';

/** Something in reading a file that was decided and could also be otherwise. */
export interface ReadingDoubt {
  /** One sentence: what was decided, and why it is not certain. */
  readonly message: string;
  /** Text of the button that takes the other reading, such as `Read the first line as values`. */
  readonly label: string;
  /** The other reading: fields to lay over the present dialect. */
  readonly dialect: Dialect;
  /** What both texts are made of, for another language. */
  readonly said: { readonly message: Sentence; readonly label: Sentence };
}

/** A doubt in English, and what another language says it from. */
export function readingDoubt(message: Sentence, label: Sentence, dialect: Dialect): ReadingDoubt {
  return { message: inEnglish(message), label: inEnglish(label), dialect, said: { message, label } };
}

/** Both texts of a doubt in the person's language. */
export function sayDoubt({ said }: ReadingDoubt): Pick<ReadingDoubt, 'message' | 'label'> {
  return { message: saySentence(said.message), label: saySentence(said.label) };
}
