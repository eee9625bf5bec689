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
}
