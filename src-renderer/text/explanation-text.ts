import { say } from '../../src-shared/language/say';
import type { Explanation } from '../../src-shared/run/explanation/explanation';
import { rowsPhrase } from '../../src-shared/run/figures/metric-labels';
import { formatCount } from './format';

/** Which rows an explanation is of, as a clause. */
export function explainedRowsText({ part, rows, partRows }: Explanation): string {
  const counts = { rows: formatCount(rows), of: formatCount(partRows) };
  if (part === 'validation')
    return rows === partRows ? rowsPhrase(rows, 'validation') : say('{rows} of {of} validation rows', counts);
  if (part === 'test')
    return rows === partRows
      ? rows === 1
        ? say('{rows} test row', counts)
        : say('{rows} test rows', counts)
      : say('{rows} of {of} test rows', counts);
  return rows === partRows
    ? say('{rows}, for none were kept apart', { rows: rowsPhrase(rows, 'training') })
    : say('{rows} of {of} training rows, for none were kept apart', counts);
}

/** What is explained, as an axis is called. */
export function outputText(
  { scale, outputs }: Pick<Explanation, 'scale' | 'outputs'>,
  output: number,
): string {
  const name = outputs[output] ?? '';
  switch (scale) {
    case 'number':
      return name;
    case 'probability':
      return say('probability of {name}', { name });
    case 'decision':
      return say('decision value of {name}', { name });
    case 'membership':
      return say('share in cluster {name}', { name });
  }
}

/** The answer that is shown until a person chooses: of two probabilities the second, else the first. */
export function defaultOutput({ scale, outputs }: Pick<Explanation, 'scale' | 'outputs'>): number {
  return scale === 'probability' && outputs.length === 2 ? 1 : 0;
}
