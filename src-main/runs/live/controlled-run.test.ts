import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Experiment } from '../../../src-shared/experiment/schema';
import { xnorExperiment } from '../../testing/data';
import { Programs, until, type Program } from '../../testing/run-harness';

const programs = new Programs('controls');
const open = (name: string): Program => programs.start(name);

afterEach(() => programs.closeAll());
afterAll(() => {
  programs.remove();
});

const long = (): Experiment =>
  xnorExperiment({
    training: { steps: 50_000_000, logEvery: 100_000, checkpointEvery: 200_000, engine: 'typed' },
  });

describe('a run that a person controls', () => {
  it('pauses, goes on, and stops with a checkpoint', async () => {
    const { runs, events } = open('paused');
    const { record } = await runs.start(long(), null);
    await until(() => events.some(({ type }) => type === 'metrics'), 'the first rows');
    runs.controls.pause(record.id);
    await until(() => runs.get(record.id).record.status === 'paused', 'the pause');
    const seen = events.length;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(events).toHaveLength(seen);
    runs.controls.resume(record.id);
    await until(() => runs.get(record.id).record.status === 'running', 'going on');
    runs.controls.stop(record.id);
    const run = await runs.whenOver(record.id);
    expect(run.record.status).toBe('stopped');
    expect(run.record.checkpoints[run.record.checkpoints.length - 1]?.step).toBe(run.record.steps);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  });

  it('goes step by step while paused, to the end where there is no more', async () => {
    const { runs, events } = open('stepwise');
    const few = xnorExperiment({ training: { steps: 8, logEvery: 1, engine: 'typed' } });
    const { record } = await runs.start(few, 1);
    expect(() => {
      runs.controls.step(record.id);
    }).toThrow(/pause it to go step by step/);
    await until(() => runs.get(record.id).record.status === 'running', 'the start');
    runs.controls.pause(record.id);
    await until(() => runs.get(record.id).record.status === 'paused', 'the pause');
    const readStep = (): number => runs.get(record.id).record.steps;
    const last = (): number => {
      const steps = events.flatMap((event) => (event.type === 'progress' ? [event.step] : []));
      return steps[steps.length - 1] ?? 0;
    };
    const from = Math.max(readStep(), last());
    runs.controls.step(record.id);
    await until(() => last() === from + 1, 'one step');
    runs.controls.step(record.id);
    runs.controls.step(record.id);
    await until(() => last() === from + 3, 'three steps');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([last(), runs.get(record.id).record.status]).toEqual([from + 3, 'paused']);
    for (let i = 0; i < 8 - from - 3; i++) runs.controls.step(record.id);
    const run = await runs.whenOver(record.id);
    expect(run.record).toMatchObject({ status: 'finished', steps: 8 });
  });

  it('takes another learning rate without a reset, keeps it, and makes it again in a repeated run', async () => {
    const { runs, workspace } = open('rate');
    const experiment = xnorExperiment({
      seed: 3,
      training: { steps: 2000, logEvery: 10, checkpointEvery: 50, engine: 'typed' },
    });
    // Held to 100 steps a second, it is far from its end however busy the machine is.
    const { record } = await runs.start(experiment, 100);
    await until(() => runs.get(record.id).record.checkpoints.length > 0, 'a checkpoint');
    runs.controls.pause(record.id);
    await until(() => runs.get(record.id).record.status === 'paused', 'the pause');
    runs.controls.setLearningRate(record.id, 0.001);
    await until(() => runs.get(record.id).record.rateChanges.length === 1, 'the change');
    const [change] = runs.get(record.id).record.rateChanges;
    expect(change?.learningRate).toBe(0.001);
    expect(change?.step).toBeGreaterThanOrEqual(50);
    expect(change?.step).toBeLessThan(2000);
    runs.controls.stop(record.id);
    await runs.whenOver(record.id);
    await runs.resume(record.id);
    const whole = await runs.whenOver(record.id);
    expect(whole.record).toMatchObject({ status: 'finished', rateChanges: [change] });
    expect(() => {
      runs.controls.setLearningRate(record.id, 0.1);
    }).toThrow(/can be changed while it trains/);
    const repeated = await runs.start(experiment, null, { again: record.id });
    const again = await runs.whenOver(repeated.record.id);
    expect(again.record.rateChanges).toEqual([change]);
    const plain = await runs.start(experiment, null);
    await runs.whenOver(plain.record.id);
    const [a, b, c] = await Promise.all(
      [record, repeated.record, plain.record].map(({ id }) => workspace.runs.logs.readMetrics(id)),
    );
    expect(b?.series).toEqual(a?.series);
    expect(c?.series).not.toEqual(a?.series);
  });
});
