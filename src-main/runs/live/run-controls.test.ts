import { describe, expect, it } from 'vitest';
import type { RunStatus } from '../../../src-shared/run/record/status';
import { xnorExperiment } from '../../testing/data';
import { NO_MACHINE, useWorkspace } from '../../testing/files/workspaces';
import { LiveRun } from './live-run';
import { RunControls } from './run-controls';
import { RunRecorder } from './run-recorder';

const workspace = useWorkspace('controls');

/** Controls of one live run, over a host that notes what it is asked for. */
function bench(status: RunStatus, { isQueued = false } = {}) {
  const { runs } = workspace.open();
  const commands: unknown[][] = [];
  const noting =
    (name: string, answer: boolean) =>
    (...args: unknown[]): boolean => {
      commands.push([name, ...args.slice(1)]);
      return answer;
    };
  const host = {
    control: noting('control', true),
    setLearningRate: noting('rate', true),
    setSpeed: noting('speed', true),
    unqueue: () => isQueued,
    watch: () => undefined,
    drawUnits: () => undefined,
  };
  const recorder = new RunRecorder({
    runs,
    onProblem: (error) => {
      throw error;
    },
    onLoaded: () => Promise.resolve(),
    onNotice: () => undefined,
    control: () => undefined,
    answerLogged: () => undefined,
    waitForRoomMs: null,
  });
  const { id } = runs.create(xnorExperiment(), { environment: NO_MACHINE }).record;
  runs.update(id, (old) => ({ ...old, status }));
  recorder.live.set(id, new LiveRun(id, null, () => 0));
  return {
    controls: new RunControls({ runs, host, recorder }),
    commands,
    recorder,
    id,
    record: () => runs.get(id).record,
  };
}

describe(RunControls, () => {
  it('ends a run that waits without asking its worker, for it has none', () => {
    const { controls, commands, recorder, id, record } = bench('queued', { isQueued: true });
    controls.stop(id);
    expect([record().status, recorder.live.has(id)]).toEqual(['stopped', false]);
    expect(record().endedAt).not.toBeNull();
    expect(commands).toEqual([]);
  });

  it('leaves a run that stops to its worker, which has yet to keep it', () => {
    const { controls, commands, recorder, id, record } = bench('running');
    controls.stop(id);
    expect([record().status, recorder.live.has(id)]).toEqual(['stopping', true]);
    expect(commands).toEqual([['control', 'stop']]);
  });

  it('refuses what does not fit the status, and says which it has', () => {
    const { controls, commands, id } = bench('finished');
    expect(() => controls.pause(id)).toThrow('This run is finished and cannot be paused.');
    expect(() => controls.step(id)).toThrow('pause it to go step by step');
    expect(() => controls.setLearningRate(id, 0.1)).toThrow('can be changed while it trains');
    expect(commands).toEqual([]);
  });

  it('keeps the speed for those who come to see the run, and tells the worker', () => {
    const { controls, commands, recorder, id } = bench('running');
    controls.setSpeed(id, 4);
    expect(recorder.live.get(id)?.speed).toBe(4);
    expect(commands).toEqual([['speed', 4]]);
    controls.setSpeed('20200101-000000-000-abcdef', 4);
    expect(commands).toHaveLength(1);
  });
});
