import { describe, expect, it, vi } from 'vitest';
import type { RunSnapshot } from '../../../src-shared/ipc/runs';
import type { RunEvent, RunEventBody } from '../../../src-shared/run/live/events';
import type { MetricColumns } from '../../../src-shared/run/live/frames';
import { datasetFactsSchema } from '../../../src-shared/run/record/dataset-facts';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import type { RunStatus } from '../../../src-shared/run/record/status';
import type { BenchtopApi } from '../../api/client';
import { RunState } from './run-state.svelte';
import { Toasts } from '../base/toasts.svelte';

const ID = 'run-00000001';

function storedRun(status: RunStatus): StoredRun {
  const record = { id: ID, status, name: 'a', note: '', checkpoints: [{}] } as unknown as RunRecord;
  return { record, path: '/runs/a' };
}

function rows(...steps: number[]): MetricColumns {
  return {
    step: Float64Array.from(steps),
    elapsedMs: Float64Array.from(steps),
    series: { loss: Float64Array.from(steps, (step) => 1 / step) },
  };
}

const FACTS = {
  name: 'd.csv',
  sha256: 'a',
  rows: 1,
  droppedRows: 0,
  trainRows: 1,
  validationRows: 0,
  features: ['a'],
  target: null,
  classes: [],
  featureRanges: [[0, 1]],
  scaler: { kind: 'none', offset: [0], scale: [1] },
  fingerprint: 'f',
};
const SAMPLE = {
  features: ['a'],
  target: null,
  totalRows: 1,
  count: 1,
  values: Float64Array.of(1),
  targets: new Float64Array(0),
  classes: [],
};

function snapshot(seq: number, status: RunStatus, steps: number[]): RunSnapshot {
  return {
    run: storedRun(status),
    seq,
    metrics: rows(...steps),
    isThinned: false,
    history: null,
    sample: null,
    frame: null,
    moments: [],
    progress: null,
    loading: null,
    speed: null,
    problems: [],
  };
}

/** A main process that answers when told to and pushes when told to. */
function fakeMain() {
  const listeners = new Map<string, (payload: unknown) => void>();
  const answers: ((snapshot: RunSnapshot) => void)[] = [];
  const frames: (() => void)[] = [];
  const api = {
    on: (name: string, listener: (payload: unknown) => void) => {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
    runsSnapshot: () =>
      new Promise((resolve) => {
        answers.push((value) => {
          resolve({ ok: true, value });
        });
      }),
    runsWatch: vi.fn(() => Promise.resolve({ ok: true, value: null })),
    runsPause: vi.fn(() => Promise.resolve({ ok: true, value: null })),
    runsResume: vi.fn(() => Promise.resolve({ ok: true, value: null })),
    runsExportPredictions: vi.fn(() =>
      Promise.resolve({ ok: true, value: { path: '/out/predictions.csv' } }),
    ),
    runsSetSpeed: () =>
      Promise.resolve({ ok: false, error: { kind: 'conflict', message: 'The run is over.' } }),
  };
  const toasts = new Toasts();
  const state = new RunState(api as unknown as BenchtopApi, ID, {
    toasts,
    schedule: (run) => {
      frames.push(run);
      return () => {
        frames.splice(frames.indexOf(run), 1);
      };
    },
  });
  return {
    api,
    toasts,
    state,
    frames,
    answer: async (value: RunSnapshot) => {
      answers.shift()?.(value);
      await new Promise((resolve) => setTimeout(resolve));
    },
    requestCount: () => answers.length,
    push: (seq: number, body: RunEventBody, since?: number) => {
      const events: RunEvent[] = [{ runId: ID, seq, ...(since === undefined ? {} : { since }), ...body }];
      listeners.get('run.events')?.({ runId: ID, events });
    },
    slow: (runId: string, speed: number) => listeners.get('run.speed')?.({ runId, speed }),
    change: (run: StoredRun | null) => listeners.get('run.changed')?.({ runId: ID, run }),
    draw: () => {
      for (const run of frames.splice(0)) run();
    },
  };
}

describe(RunState, () => {
  it('drops what the snapshot already holds and keeps what came while it was on its way', async () => {
    const main = fakeMain();
    main.state.start();
    main.push(4, { type: 'metrics', columns: rows(30) });
    main.push(5, { type: 'metrics', columns: rows(40) });
    await main.answer(snapshot(4, 'running', [10, 20, 30]));
    main.draw();
    expect([...main.state.metrics.step]).toEqual([10, 20, 30, 40]);
    main.push(5, { type: 'metrics', columns: rows(40) });
    main.push(6, { type: 'metrics', columns: rows(50) });
    main.draw();
    expect([...main.state.metrics.step]).toEqual([10, 20, 30, 40, 50]);
  });

  it('fetches anew what was joined across the snapshot, and takes what was joined after it', async () => {
    const main = fakeMain();
    main.state.start();
    await main.answer(snapshot(4, 'running', [10, 20]));
    main.push(6, { type: 'metrics', columns: rows(20, 30) }, 3);
    expect(main.requestCount()).toBe(1);
    await main.answer(snapshot(6, 'running', [10, 20, 30]));
    main.push(9, { type: 'metrics', columns: rows(40, 50) }, 7);
    main.draw();
    expect(main.requestCount()).toBe(0);
    expect([...main.state.metrics.step]).toEqual([10, 20, 30, 40, 50]);
  });

  it('takes nothing late of a run that is over, whose files hold all', async () => {
    const main = fakeMain();
    main.state.start();
    await main.answer(snapshot(0, 'finished', [10, 20]));
    main.push(5, { type: 'metrics', columns: rows(20) });
    main.draw();
    expect([...main.state.metrics.step]).toEqual([10, 20]);
  });

  it('has main send its rows for as long as it is watched', async () => {
    const main = fakeMain();
    const stop = main.state.start();
    await main.answer(snapshot(0, 'running', []));
    stop();
    expect(main.api.runsWatch.mock.calls).toEqual([[{ ids: [ID] }], [{ ids: [] }]]);
  });

  it('has the predictions of the last model written where the dialog says, one at a time', async () => {
    const main = fakeMain();
    const saving = main.state.savePredictions();
    expect(main.state.isSavingPredictions).toBe(true);
    await main.state.savePredictions();
    await saving;
    expect(main.state.isSavingPredictions).toBe(false);
    expect(main.api.runsExportPredictions.mock.calls).toEqual([
      [{ id: ID, step: null, task: `${ID}-predictions` }],
    ]);
    expect(main.toasts.items.map(({ message }) => message)).toEqual(['Saved as /out/predictions.csv']);
  });

  it('changes what is shown once a frame', async () => {
    const main = fakeMain();
    main.state.start();
    await main.answer(snapshot(0, 'running', []));
    for (let seq = 1; seq <= 10; seq++) main.push(seq, { type: 'metrics', columns: rows(seq) });
    expect(main.frames.length).toBe(1);
    expect(main.state.metrics.step.length).toBe(0);
    main.draw();
    expect(main.state.metrics.step.length).toBe(10);
  });

  it('knows how far reading the data has come, until it is read', async () => {
    const main = fakeMain();
    main.state.start();
    await main.answer({
      ...snapshot(1, 'running', []),
      loading: { bytes: 10, totalBytes: 100, rows: 1 },
    });
    expect(main.state.loading).toEqual({ bytes: 10, totalBytes: 100, rows: 1 });
    main.push(2, { type: 'loading', bytes: 50, totalBytes: 100, rows: 5 });
    main.draw();
    expect(main.state.loading).toEqual({ bytes: 50, totalBytes: 100, rows: 5 });
    main.push(3, {
      type: 'loaded',
      dataset: datasetFactsSchema.parse(FACTS),
      sample: SAMPLE,
      engine: { kind: 'typed', reason: '' },
      totalSteps: 10,
      tensorflow: null,
    });
    main.draw();
    expect(main.state.loading).toBeNull();
    expect(main.state.sample).toEqual(SAMPLE);
  });

  it('refreshes when the run ends, and counts events anew when it goes on', async () => {
    const main = fakeMain();
    main.state.start();
    await main.answer(snapshot(0, 'running', []));
    main.push(90, { type: 'metrics', columns: rows(10, 20) });
    main.change(storedRun('stopped'));
    await main.answer(snapshot(0, 'stopped', [10, 20]));
    expect(main.state.isTerminal).toBe(true);
    expect(main.state.canContinue).toBe(true);

    main.change(storedRun('queued'));
    main.push(1, { type: 'metrics', columns: rows(20) });
    await main.answer(snapshot(0, 'running', [10]));
    main.draw();
    expect([...main.state.metrics.step]).toEqual([10, 20]);
  });

  it('ignores a snapshot that a later one has overtaken', async () => {
    const main = fakeMain();
    main.state.start();
    void main.state.load();
    await main.answer(snapshot(9, 'running', [1, 2, 3]));
    expect(main.state.run).toBeNull();
    await main.answer(snapshot(10, 'running', [1, 2, 3, 4]));
    expect(main.state.metrics.step.length).toBe(4);
  });

  it('stops listening and drawing', async () => {
    const main = fakeMain();
    const stop = main.state.start();
    await main.answer(snapshot(0, 'running', []));
    main.push(1, { type: 'metrics', columns: rows(1) });
    stop();
    expect(main.frames.length).toBe(0);
  });

  it('pauses and resumes by one key, tells of deletion and takes a refused speed back', async () => {
    const main = fakeMain();
    main.state.start();
    await main.answer(snapshot(0, 'running', []));
    await main.state.controls.togglePause();
    expect(main.api.runsPause).toHaveBeenCalledOnce();
    main.change(storedRun('paused'));
    await main.state.controls.togglePause();
    expect(main.api.runsResume).toHaveBeenCalledOnce();
    await main.state.controls.setSpeed(10);
    expect(main.state.controls.speed).toBeNull();
    // Another window slows it down, or another run.
    main.slow(ID, 25);
    main.slow('another', 3);
    expect(main.state.controls.speed).toBe(25);
    main.change(null);
    expect(main.state.isGone).toBe(true);
  });
});
