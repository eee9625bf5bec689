import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import type { RunEvent } from '../../../src-shared/run/live/events';
import { xnorExperiment } from '../../testing/data';
import { NativeLoadLock } from '../thread/native-load-lock';
import type { TrainJob } from '../protocol/training';
import { TrainingRun } from './training-run';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-training-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function job({ steps = 10_000_000, draws = true } = {}): TrainJob {
  const training = { steps, logEvery: 10, engine: 'typed' } as const;
  return {
    runId: 'a',
    runFolder: folder,
    experiment: xnorExperiment({ training }),
    readFrom: null,
    sha256: null,
    knownTypes: null,
    speed: null,
    resumeFrom: null,
    engine: null,
    speedsFile: join(folder, 'engine-speeds.json'),
    branchedAt: 0,
    rateChanges: [],
    elapsedMs: 0,
    firstSeq: 1,
    stopAt: null,
    checkpointMs: 0,
    draws,
    measuring: null,
  };
}

describe(TrainingRun, () => {
  it('draws a run seldom that nobody looks at, and at once when somebody comes to', async () => {
    const drawn: boolean[] = [];
    let cameAfter: number | null = null;
    const run: TrainingRun = trainingRun(job(), (events) => {
      if (events.some(({ type }) => type === 'log-wanted')) run.logged.answer({});
      if (!isUnderWay(events)) return;
      drawn.push(events.some(({ type }) => type === 'frame'));
      const [before, last] = drawn.slice(-2);
      if (cameAfter === null && drawn.length > 2 && before === false && last === false) {
        cameAfter = drawn.length;
        run.controls.watch(true);
      } else if (cameAfter !== null && drawn.length > cameAfter) run.controls.control('stop');
    });
    await run.run();
    // The picture that it begins with is for whoever opens it then.
    expect(drawn[0]).toBe(true);
    expect(drawn[present(cameAfter)]).toBe(true);
  });

  it.each([true, false])('draws it, or not where nobody ever sees it: %s', async (draws) => {
    const kinds = new Set<string>();
    const run: TrainingRun = trainingRun(job({ steps: 50, draws }), (events) => {
      for (const { type } of events) kinds.add(type);
      if (kinds.has('log-wanted')) run.logged.answer({});
    });
    await run.run();
    expect([kinds.has('done'), kinds.has('frame')]).toEqual([true, draws]);
  });
});

function trainingRun(of: TrainJob, send: (events: readonly RunEvent[]) => void): TrainingRun {
  const native = new NativeLoadLock(noTurn, noTurn);
  return new TrainingRun({ job: of, threads: 1, native, tables: null, send, tookTables: () => undefined });
}

function isUnderWay(events: readonly RunEvent[]): boolean {
  return (
    events.some(({ type }) => type === 'progress') &&
    !events.some(({ type }) => type === 'done' || type === 'loading')
  );
}

function noTurn(): void {
  throw new Error('XNOR on the typed engine needs no native code');
}
