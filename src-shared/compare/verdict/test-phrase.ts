import { say } from '../../language/say';
import type { Verdict } from './verdict';

/** What a verdict's test is called, for people. */
export function testPhrase(test: Verdict['test']): string {
  const phrases: Readonly<Record<Verdict['test'], string>> = {
    'corrected resampled t': say('corrected resampled t test'),
    'paired t': say('paired t test'),
    'McNemar, exact': say('McNemar’s exact test'),
    DeLong: say('DeLong’s test'),
    'paired t over rows': say('paired t test over rows'),
  };
  return phrases[test];
}
