import { describe, expect, it } from 'vitest';
import { RUN_EVENTS } from './event-table';
import type { RunEvent, RunEventBody } from './events';
import type { MetricColumns, ModelHistory } from './frames';
import { applyEvent, NOTHING_HEARD, type LiveState } from './live-state';

const step = Float64Array.of(1, 2);
const columns: MetricColumns = { step, elapsedMs: step, series: { loss: step } };

/** The state after some events in their order, and the rows that were handed on. */
function folded(...bodies: RunEventBody[]): { state: LiveState; rows: (MetricColumns | ModelHistory)[] } {
  const rows: (MetricColumns | ModelHistory)[] = [];
  const into = {
    metrics: (added: MetricColumns) => rows.push(added),
    history: (added: ModelHistory) => rows.push(added),
  };
  const state = bodies.reduce<LiveState>(
    (before, body, index) => applyEvent(before, { runId: 'a', seq: index + 1, ...body } as RunEvent, into),
    NOTHING_HEARD,
  );
  return { state, rows };
}

describe(applyEvent, () => {
  it('knows how far reading has come until the data is there', () => {
    const loading = { bytes: 5, totalBytes: 10, rows: 3 };
    expect(folded({ type: 'loading', ...loading }).state).toEqual({ ...NOTHING_HEARD, seq: 1, loading });
    const sample = {
      features: ['x'],
      target: null,
      totalRows: 1,
      count: 1,
      values: Float64Array.of(7),
      targets: new Float64Array(0),
      classes: [],
    };
    const loaded = {
      type: 'loaded',
      sample,
      engine: { kind: 'typed', reason: '' },
      totalSteps: 9,
      tensorflow: null,
    } as unknown as RunEventBody;
    expect(folded({ type: 'loading', ...loading }, loaded).state).toEqual({
      ...NOTHING_HEARD,
      seq: 2,
      sample,
    });
  });

  it('has the last progress, with the stage only while there is one', () => {
    const progress = { step: 4, totalSteps: 9, stepsPerSecond: 2, elapsedMs: 8 };
    const stage = { label: 'Cross-validation', share: 0.5 };
    expect(folded({ type: 'progress', ...progress, stage }).state.progress).toEqual({ ...progress, stage });
    const { state } = folded({ type: 'progress', ...progress, stage }, { type: 'progress', ...progress });
    expect(state.progress).toEqual(progress);
  });

  it('lists kept steps once each, ascending', () => {
    const { state } = folded({ type: 'moments', steps: [4, 9] }, { type: 'moments', steps: [2, 9, 12] });
    expect(state.moments).toEqual([2, 4, 9, 12]);
  });

  it('hands rows on and counts every event', () => {
    const history: ModelHistory = { step, columns: ['w'], values: step };
    const { state, rows } = folded(
      { type: 'metrics', columns },
      { type: 'history', ...history },
      { type: 'status', status: 'paused' },
    );
    expect(rows).toMatchObject([columns, history]);
    expect(state).toEqual({ ...NOTHING_HEARD, seq: 3 });
  });
});

describe('the table of events', () => {
  it('sends no event to a page by itself that changes the record, but for what was read', () => {
    const both = Object.entries(RUN_EVENTS).filter(
      ([, { page, record }]) => (page === 'record') !== (record !== 'no'),
    );
    expect(both.map(([type]) => type)).toEqual(['loaded']);
  });

  it('keeps on disk before anybody hears of it what nobody could find out again', () => {
    const now = Object.entries(RUN_EVENTS).filter(([, { record }]) => record === 'now');
    expect(now.map(([type]) => type)).toEqual(['rate-changed', 'done', 'failed']);
  });
});
