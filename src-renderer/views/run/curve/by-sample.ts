import { say } from '../../../../src-shared/language/say';
import { sampledRows } from '../../../../src-shared/run/figures/measured-text';
import type { MetricColumns } from '../../../../src-shared/run/live/frames';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import type { LossSeries } from '../../../charts/loss/loss-curves';

/**
 * The curve of a run whose steps are measured on a sample, and beside it the steps that are measured on all
 * rows: their values lie a little apart, and a line through both would show a change that is none. One curve
 * where all steps are of the same rows.
 */
export function bySample(
  line: LossSeries,
  record: Pick<RunRecord, 'measuring' | 'dataset'>,
  { rowCounts, step }: MetricColumns,
): LossSeries[] {
  const sampled = sampledRows(record);
  if (sampled === null || rowCounts === undefined) return [line];
  const { rows, validationRows } = rowCounts;
  // What a fork's parent had measured on all rows has no counts.
  const isOfSample = Array.from(
    step,
    (_, row) =>
      (rows?.[row] ?? NaN) < sampled.all.trainRows ||
      (validationRows?.[row] ?? NaN) < sampled.all.validationRows,
  );
  if (line.x.length !== step.length || !isOfSample.includes(false)) return [line];
  const pick = (wanted: boolean): Pick<LossSeries, 'x' | 'y'> => {
    const at = isOfSample.flatMap((is, row) => (is === wanted ? [row] : []));
    return {
      x: Float64Array.from(at, (row) => line.x[row]!),
      y: Float64Array.from(at, (row) => line.y[row]!),
    };
  };
  const all = {
    ...line,
    id: `${line.id} all rows`,
    label: say('{line}, all rows', { line: line.label }),
    pale: true,
    ...pick(false),
  };
  if (!isOfSample.includes(true)) return [line];
  return [{ ...line, ...pick(true) }, all];
}
