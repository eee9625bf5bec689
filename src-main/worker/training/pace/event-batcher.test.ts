import { expect, it } from 'vitest';
import type { RunEvent } from '../../../../src-shared/run/live/events';
import { EventBatcher, type MeasuredRows } from './event-batcher';

const MEASURED: MeasuredRows = {
  sample: { trainRows: 40, validationRows: 20 },
  all: { trainRows: 90, validationRows: 30 },
};

/** What is sent of rows at steps 1 and 2, the first of a sample, and of another batch with a third. */
function sent(measured: MeasuredRows | null): RunEvent[] {
  const events: RunEvent[] = [];
  const batcher = new EventBatcher({
    ...{ runId: 'run', firstSeq: 1, metricNames: ['loss'], historyColumns: [], measured },
    send: (batch) => events.push(...batch),
  });
  batcher.add({ step: 1, metrics: { loss: 0.5 }, history: null, isOfSample: true }, 10);
  batcher.add({ step: 2, metrics: { loss: 0.4 }, history: null, ofSample: { loss: 0.3 } }, 20);
  batcher.flush();
  batcher.add({ step: 3, metrics: { loss: 0.2 }, history: null, isOfSample: true }, 30);
  batcher.flush();
  return events;
}

const linesOf = (events: readonly RunEvent[]): string[] =>
  events.map((event) =>
    event.type === 'metrics' && event.lines !== undefined ? Buffer.from(event.lines).toString() : '',
  );

it('says how many rows each logged one is of, and whether the last is of a sample', () => {
  const events = sent(MEASURED);
  expect(events).toMatchObject([
    {
      columns: {
        series: { loss: Float64Array.of(0.5, 0.4) },
        rowCounts: { rows: Float64Array.of(40, 90), validationRows: Float64Array.of(20, 30) },
      },
    },
    { endsOnSample: true },
  ]);
  expect(events[0]).not.toHaveProperty('endsOnSample');
  expect(linesOf(events)).toEqual(['1,10,0.5,40,20\n2,20,0.4,90,30\n', '3,30,0.2,40,20\n']);
});

it('has no counts of validation rows where there are none, and none at all where all rows are measured', () => {
  const alone = sent({
    sample: { trainRows: 40, validationRows: 0 },
    all: { trainRows: 90, validationRows: 0 },
  });
  expect(linesOf(alone)[1]).toBe('3,30,0.2,40\n');
  const plain = sent(null);
  expect(linesOf(plain)).toEqual(['1,10,0.5\n2,20,0.4\n', '3,30,0.2\n']);
  expect(plain[0]).not.toHaveProperty('columns.rowCounts');
});
