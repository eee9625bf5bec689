import { moreText, probabilityText } from '../../../../../src-shared/compare/verdict/verdict-text';
import type { GroupsVerdict } from '../../../../../src-shared/compare/verdict/compare-groups';
import type { Verdict } from '../../../../../src-shared/compare/verdict/verdict';
import { metricPhrase } from '../../../../../src-shared/run/figures/metric-labels';
import { printJson, printLine, short, table } from '../../../print/print';

/** What of it is printed: of two the verdict itself stands at the top of the JSON. */
export function printVerdicts(
  { metric, verdicts, ranks }: GroupsVerdict,
  { isJson }: { readonly isJson: boolean },
): void {
  const [first] = verdicts;
  if (first === undefined) return;
  if (isJson) {
    const alone = verdicts.length === 1 ? first : {};
    printJson({ metric, baseline: first.a.id, ...alone, verdicts, ranks });
    return;
  }
  for (const verdict of verdicts) printOne(verdict);
  printLine(
    table(
      ['', metricPhrase(metric), 'difference', '95 %', 'p', 'P(better)', 'equal', 'win/tie/loss'],
      [
        [`${first.a.name} (baseline)`, spread(first.a), null, null, null, null, null, null],
        ...verdicts.map((verdict) => tableRow(verdict)),
      ],
    ),
  );
  if (ranks !== null) {
    const order = ranks.names.map((name, i) => `${name} ${short(ranks.meanRanks[i] ?? NaN)}`);
    printLine(
      `\nMean ranks over ${ranks.blocks}: ${order.join(', ')}; Friedman p ${short(ranks.pValue)}; ranks further apart than ${short(ranks.criticalDifference)} differ (Nemenyi).`,
    );
  }
}

function printOne(verdict: Verdict): void {
  const { sentence, test, n, df, pValue, adjustedPValue, rows, notes } = verdict;
  printLine(sentence);
  const p = adjustedPValue === null ? `p ${short(pValue)}` : `p ${short(adjustedPValue)} by Holm`;
  printLine(`  ${test}${df === null ? '' : `, ${df} degrees of freedom`}, n ${n}, ${p}; ${rows}.`);
  const more = moreText(verdict);
  for (const note of more === null ? notes : [...notes, more]) printLine(`  ${note}`);
  printLine('');
}

function spread({ mean, sd }: Verdict['a']): string {
  return sd === null ? short(mean) : `${short(mean)} ± ${short(sd)}`;
}

function tableRow(verdict: Verdict): (string | number | null)[] {
  const { b, estimate, interval, pValue, adjustedPValue, probabilityBetter, rope, counts } = verdict;
  return [
    b.name,
    spread(b),
    short(estimate),
    interval.map(short).join(' to '),
    short(adjustedPValue ?? pValue),
    probabilityText(probabilityBetter),
    probabilityText(rope.within),
    counts === null ? null : `${counts.wins}/${counts.ties}/${counts.losses}`,
  ];
}
