import { baselineLabel } from '../../../../../src-shared/compare/baselines/baselines';
import { baselineNotes, baselineSentence } from '../../../../../src-shared/compare/baselines/baseline-text';
import type { BaselinesVerdict } from '../../../../../src-shared/compare/baselines/weigh-baselines';
import { probabilityText } from '../../../../../src-shared/compare/verdict/verdict-text';
import type { Verdict } from '../../../../../src-shared/compare/verdict/verdict';
import { metricPhrase } from '../../../../../src-shared/run/figures/metric-labels';
import { printLine, short, table } from '../../../print/print';

/** A sentence for each baseline, and their figures on the same rows. */
export function printBaselines(found: BaselinesVerdict): void {
  const { kind, metric, verdicts } = found;
  const first = verdicts[0]?.verdict;
  if (first === undefined) return;
  for (const { id, verdict } of verdicts) printLine(baselineSentence(id, kind, verdict));
  printLine(`  ${first.test}, n ${first.n}, p by Holm; ${first.rows}.`);
  for (const note of [...first.notes, ...baselineNotes(found)]) printLine(`  ${note}`);
  printLine('');
  printLine(
    table(
      ['', metricPhrase(metric), 'the model gains', '95 %', 'p', 'P(better)', 'win/tie/loss'],
      [
        [first.b.name, spread(first.b), null, null, null, null, null],
        ...verdicts.map(({ id, verdict }) => [baselineLabel(id, kind), ...cells(verdict)]),
      ],
    ),
  );
}

function spread({ mean, sd }: Verdict['a']): string {
  return sd === null ? short(mean) : `${short(mean)} ± ${short(sd)}`;
}

function cells(verdict: Verdict): (string | null)[] {
  const { a, estimate, interval, lowerIsBetter, adjustedPValue, pValue, probabilityBetter, counts } = verdict;
  const sign = lowerIsBetter ? -1 : 1;
  const ends = interval.map((end) => end * sign).sort((low, high) => low - high);
  return [
    spread(a),
    short(estimate * sign),
    ends.map(short).join(' to '),
    short(adjustedPValue ?? pValue),
    probabilityText(probabilityBetter),
    counts === null ? null : `${counts.wins}/${counts.ties}/${counts.losses}`,
  ];
}
