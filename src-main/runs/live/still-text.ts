import { sentence, type Sentence } from '../../../src-shared/language/sentence';

/** What is told of a worker that has not moved for a while. @param name of its run; null: it answers questions */
export function stillText(name: string | null, seconds: number): Sentence {
  return name === null
    ? sentence(
        'Reading data or drawing has not moved for {seconds} s: cancel it, or end Benchtop; runs that train go on.',
        { seconds },
      )
    : sentence(
        '“{name}” has not moved for {seconds} s: it may be in one long step. Stop ends it, with its last checkpoint.',
        { name, seconds },
      );
}

/** What is told when it moves again. */
export function movingText(name: string | null): Sentence {
  return name === null
    ? sentence('Reading data or drawing goes on.')
    : sentence('“{name}” goes on.', { name });
}
