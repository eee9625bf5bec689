import { describe, expect, it } from 'vitest';
import type { RunEvent, RunEventBody } from '../../../src-shared/run/live/events';
import { datasetFactsSchema } from '../../../src-shared/run/record/dataset-facts';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { xnorExperiment } from '../../testing/data';
import { afterEvents, type LatestValues } from './record-changes';

const record: RunRecord = {
  schemaVersion: 1,
  id: 'run-12345678',
  name: 'XNOR',
  experiment: xnorExperiment(),
  status: 'stopping',
  error: null,
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  endedAt: null,
  elapsedMs: 900,
  steps: 500,
  totalSteps: 5000,
  engine: null,
  dataset: null,
  dataCopy: null,
  parent: null,
  group: null,
  check: null,
  rateChanges: [],
  summary: { loss: 0.25 },
  result: { kind: 'network', parameterCount: 9, shapes: [[2, 2]] },
  checkpoints: [],
  findings: [],
  environment: {
    benchtop: '',
    node: '',
    electron: null,
    tensorflow: null,
    platform: '',
    v8: null,
    math: null,
  },
  session: 's',
  clusterNames: [],
  tags: [],
  note: '',
  starred: false,
  archived: false,
  colour: '#000000',
};
const event = (body: RunEventBody): RunEvent => ({ runId: record.id, seq: 1, ...body });
const live = { latest: {}, isLatestOfSample: false, progress: null, ranges: {} };

describe('afterEvents', () => {
  it('keeps what an earlier start came to where a run is stopped while it loads', () => {
    const change = afterEvents(
      [event({ type: 'done', outcome: 'stopped', steps: 0, elapsedMs: 0, result: null, summary: {} })],
      live,
    );
    expect(change?.(record)).toEqual({ ...record, status: 'stopped', endedAt: expect.any(String) as string });
  });

  it('takes over what a run came to', () => {
    const result = { kind: 'network' as const, parameterCount: 1, shapes: [] };
    const change = afterEvents(
      [
        event({
          type: 'done',
          outcome: 'stopped',
          steps: 700,
          elapsedMs: 1200,
          result,
          summary: { loss: 0.1 },
          notices: ['predictions.csv: renamed'],
        }),
      ],
      live,
    );
    expect(change?.(record)).toMatchObject({
      steps: 700,
      elapsedMs: 1200,
      result,
      summary: { loss: 0.1 },
      notices: ['predictions.csv: renamed'],
    });
  });

  it('says of figures of a sample that they are, until the run is measured on all rows at its end', () => {
    const sampled = {
      ...live,
      latest: { loss: 0.3 },
      isLatestOfSample: true,
      progress: { step: 600, elapsedMs: 1000 },
    };
    const checkpoint = { step: 600, path: 'checkpoints/step-0000600', bytes: 1, metrics: { loss: 0.3 } };
    const after = (body: RunEventBody, from: RunRecord, of: LatestValues = sampled): RunRecord =>
      afterEvents([event(body)], of)!(from);
    const kept = after({ type: 'checkpoint', checkpoint: { ...checkpoint, isOfSample: true } }, record);
    expect(kept).toMatchObject({ summary: { loss: 0.3 }, isSummaryOfSample: true });
    expect(kept.checkpoints[0]?.isOfSample).toBe(true);
    // A run that logged nothing since it went on has what it came to before.
    expect(after({ type: 'checkpoint', checkpoint }, kept, live).isSummaryOfSample).toBe(true);
    const error = { kind: 'diverged', message: 'It diverged.' } as const;
    const failed = after({ type: 'failed', error, steps: 600, elapsedMs: 1000 }, record);
    expect(failed).toMatchObject({ summary: { loss: 0.3 }, isSummaryOfSample: true });
    const summary = { loss: 0.31 };
    const end = {
      type: 'done',
      outcome: 'finished',
      steps: 700,
      elapsedMs: 1,
      result: record.result,
    } as const;
    const done = after({ ...end, summary }, kept);
    expect([done.summary, done.isSummaryOfSample]).toEqual([summary, undefined]);
  });

  it('rewrites nothing for the progress of loading', () => {
    expect(afterEvents([event({ type: 'loading', bytes: 1, totalBytes: 2, rows: 3 })], live)).toBeNull();
  });
});

describe('facts of older records', () => {
  it('parse with what is known of them', () => {
    const old = {
      name: 'd.csv',
      sha256: 'a',
      rows: 4,
      droppedRows: 0,
      trainRows: 4,
      validationRows: 0,
      features: ['a'],
      target: null,
      classes: [],
      featureRanges: [[0, 1]],
      scaler: { kind: 'none', offset: [0], scale: [1] },
      fingerprint: 'f',
    };
    expect(datasetFactsSchema.parse(old)).toEqual({
      ...old,
      path: null,
      droppedByReason: {},
      schema: [],
      encoders: [],
      weight: null,
      filter: null,
      sample: null,
      split: null,
      rowsSha256: null,
    });
  });
});
