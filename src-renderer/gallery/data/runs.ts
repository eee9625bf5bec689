import { at } from '../../../src-shared/present';
import { edited, type RunEdit } from '../../../src-shared/run/library/edit';
import { toRunRow, type RunRow } from '../../../src-shared/run/library/row';
import type { RunRecord } from '../../../src-shared/run/record/record';
import type { RunStatus } from '../../../src-shared/run/record/status';
import { fakeRun } from '../../testing/fake-api';

const STATUSES: readonly RunStatus[] = ['finished', 'running', 'failed', 'stopped', 'interrupted'];

/** Records of runs, the newest first. @param count at most 99 */
export function runRecords(count: number): RunRecord[] {
  return Array.from({ length: count }, (_, i) => {
    const id = `run-${String(count - i).padStart(2, '0')}`;
    const { record } = fakeRun(id, at(STATUSES, i % STATUSES.length), {
      name: `xnor ${count - i}`,
      elapsedMs: 1500 * (i + 1),
      steps: 5000,
      summary: { loss: 0.01 * (i + 1), accuracy: 1 - 0.01 * i },
      metricRanges: { loss: { min: 0.01 * (i + 1), minStep: 5000, max: 0.25, maxStep: 0 } },
      tags: i % 3 === 0 ? ['baseline', 'paper'] : [],
      note: i === 0 ? 'Learned at once.' : '',
      starred: i === 2,
    });
    return record;
  });
}

/** A run's row in the table with an edit made. */
export function editedRow(record: RunRecord, edit: RunEdit): { record: RunRecord; row: RunRow } {
  const next = edited(record, edit);
  return { record: next, row: toRunRow(next) };
}
