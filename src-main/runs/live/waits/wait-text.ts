import type { ErrorInfo } from '../../../../src-shared/errors';
import { sentence, type Sentence, type SentenceValue } from '../../../../src-shared/language/sentence';

/** What a person is told of a run that waits. @param limitMs how long it waits at most; null: as long as it takes */
export function waitText(name: string, { kind, message, said }: ErrorInfo, limitMs: number | null): Sentence {
  const until =
    kind === 'disk-full'
      ? sentence('“{name}” waits until there is room', { name })
      : sentence('“{name}” waits until it can be written', { name });
  const limit =
    limitMs === null ? '' : sentence(', for {seconds} s at most', { seconds: Math.round(limitMs / 1000) });
  return sentence('{problem} {until}{limit}, and then goes on by itself.', {
    problem: said === undefined ? message : withoutAdvice(said),
    until,
    limit,
  });
}

/** What was wrong, without what to do about it: the run does that. */
function withoutAdvice(said: Sentence): SentenceValue {
  const { problem } = said.values;
  if (problem !== undefined) return problem;
  return 'kept' in said.values ? { ...said, values: { ...said.values, kept: '' } } : said;
}
