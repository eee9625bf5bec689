import type { RunRecord } from '../../run/record/record';
import { holm } from '../../statistics/holm';
import type { GroupsVerdict, VerdictOptions } from './compare-groups';
import { weighRows } from './compare-runs';
import { judge } from './judge';
import type { RowComparison } from './row-comparison';
import { earlyStoppingNotes } from './stopped-early';

/**
 * Runs held against the first of them by their rows; of several the p values are Holm's.
 * @param found each run but the first with the first, in their order
 * @throws BenchtopError `usage` for a figure that they have not
 */
export function judgeRuns(
  runs: readonly RunRecord[],
  found: readonly RowComparison[],
  { metric = null, rope = null }: VerdictOptions = {},
): GroupsVerdict {
  const [first, ...others] = runs;
  if (first === undefined) return { metric: metric ?? '', verdicts: [], ranks: null };
  const weighed = others.flatMap((other, i) => {
    const rows = found[i];
    if (rows === undefined) return [];
    const evidence = weighRows(first, other, rows, metric);
    const stopped = earlyStoppingNotes(
      { name: evidence.a.name, records: [first] },
      { name: evidence.b.name, records: [other] },
    );
    return [{ ...evidence, notes: [...evidence.notes, ...stopped] }];
  });
  const adjusted = holm(weighed.map(({ pValue }) => pValue));
  return {
    metric: weighed[0]?.metric ?? metric ?? '',
    verdicts: weighed.map((evidence, i) =>
      judge(evidence, rope, weighed.length > 1 ? (adjusted[i] ?? NaN) : null),
    ),
    ranks: null,
  };
}
