import { toRunRow } from '../../../src-shared/run/library/row';
import type { RunRecord } from '../../../src-shared/run/record/record';

/** Settings of a run as other programs keep them: flat, by dotted path, as in the table of runs; none that is empty. */
export function trackedParams(record: RunRecord): ReadonlyMap<string, string | number | boolean> {
  const { params, seed } = toRunRow(record);
  const known = Object.entries(params).flatMap(([path, value]) =>
    value === null ? [] : [[path.replace(/^config\./, ''), value] as const],
  );
  return new Map([...(seed === null ? [] : [['seed', seed] as const]), ...known]);
}
