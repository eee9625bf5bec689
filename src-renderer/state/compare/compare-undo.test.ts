import { describe, expect, it, vi } from 'vitest';
import { FakeApi, fakeRun, settled } from '../../testing/fake-api';
import { History } from '../base/history.svelte';
import { Toasts } from '../base/toasts.svelte';
import { RunsState } from '../library/runs-state.svelte';
import { CompareState } from './compare-state.svelte';

async function setUp(): Promise<{ fake: FakeApi; compare: CompareState; history: History }> {
  const fake = new FakeApi();
  const toasts = new Toasts();
  const history = new History(toasts);
  const runs = new RunsState(fake.api, toasts, history);
  fake.answer('runsList', () => ['run-aaaa', 'run-bbbb', 'run-cccc'].map((id) => fakeRun(id, 'finished')));
  runs.start();
  await settled();
  return { fake, compare: new CompareState(fake.api, runs, history), history };
}

/** The next change is one of its own. */
function later(): void {
  vi.setSystemTime(Date.now() + 2000);
}

describe('undoing a comparison', () => {
  it('gives the selection and its baseline back', async () => {
    vi.useFakeTimers();
    const { fake, compare, history } = await setUp();
    compare.add('run-aaaa');
    compare.add('run-bbbb');
    expect(history.undoLabel).toBe('Select 2 runs for comparison');
    later();
    compare.makeBaseline('run-bbbb');
    expect(history.undoLabel).toBe('Baseline “run-aaaa” → “run-bbbb”');
    later();
    compare.remove('run-aaaa');
    expect(history.undoLabel).toBe('Leave “run-aaaa” out of the comparison');
    await history.undo();
    await history.undo();
    expect(compare.ids).toEqual(['run-aaaa', 'run-bbbb']);
    // A run in the trash is not shown, and comes back with it.
    fake.push('run.changed', { runId: 'run-aaaa', run: null });
    expect(compare.ids).toEqual(['run-bbbb']);
    fake.push('run.changed', { runId: 'run-aaaa', run: fakeRun('run-aaaa', 'finished') });
    expect(compare.ids).toEqual(['run-aaaa', 'run-bbbb']);
    await history.undo();
    expect(compare.ids).toEqual([]);
    vi.useRealTimers();
  });

  it('gives the settings of the curves back', async () => {
    const { compare, history } = await setUp();
    const { curves } = compare;
    curves.metric = 'valLoss';
    expect(history.undoLabel).toBe('Metric default → Validation loss');
    curves.smoothing = 0.3;
    curves.smoothing = 0.6;
    expect(history.undoLabel).toBe('Smoothing 0 → 0.6');
    curves.logX = true;
    curves.xMode = 'wall';
    expect([curves.logX, history.undoLabel]).toEqual([false, 'X axis step → wall']);
    curves.solo('run-aaaa', ['run-aaaa', 'run-bbbb']);
    expect(history.undoLabel).toBe('Curves shown all → 1 hidden');
    curves.toggle('run-bbbb');
    expect(history.undoLabel).toBe('X axis step → wall');
    curves.references = [0.05, 0.1];
    expect(history.undoLabel).toBe('Reference lines none → 0.05, 0.1');
    await history.undo();
    expect([curves.references, history.undoLabel]).toEqual([[], 'X axis step → wall']);
    expect(await history.undo()).toBe('compare');
    expect([curves.logX, curves.xMode]).toEqual([true, 'step']);
    while (history.undoLabel !== null) await history.undo();
    expect([curves.metric, curves.smoothing, curves.logX]).toEqual([null, 0, false]);
  });
});
