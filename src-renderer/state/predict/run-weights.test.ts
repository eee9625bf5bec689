import { describe, expect, it, vi } from 'vitest';
import type { WeightEdit } from '../../../src-shared/models/network/weight-edit';
import { FakeApi } from '../../testing/fake-api';
import { History } from '../base/history.svelte';
import { Toasts } from '../base/toasts.svelte';
import { RunTyped } from './run-typed.svelte';
import { RunWeights } from './run-weights.svelte';

const ID = '20260101-000000-000-abcdef';
const BIAS = { layer: 1, input: null, unit: 0 } as const;

interface Asked {
  readonly step: number;
  readonly edits: readonly WeightEdit[];
}

function bench(): { weights: RunWeights; history: History; fake: FakeApi; drawn: Asked[] } {
  const fake = new FakeApi();
  const drawn: Asked[] = [];
  fake.answer('runsWeightsWhatIf', (asked: Asked) => {
    drawn.push(asked);
    const made = asked.edits.map((edit) => ({ ...edit, before: 1 }));
    return { made, frame: { kind: 'network', step: asked.step }, point: null };
  });
  fake.answer('runsMeasureWeights', ({ edits }: Asked) => ({ loss: edits.length === 0 ? 0.5 : 0.75 }));
  const history = new History(new Toasts());
  const typed = new RunTyped(fake.api, ID);
  const weights = new RunWeights(fake.api, ID, { typed, history, features: () => ['x1', 'x2'] });
  return { weights, history, fake, drawn };
}

const settled = (): Promise<void> => vi.waitFor(() => Promise.resolve());

describe(RunWeights, () => {
  it('shows the run until a weight is set, then the network with it', async () => {
    const { weights, drawn } = bench();
    weights.begin(400);
    await vi.waitFor(() => {
      expect(weights.ownMetrics).toEqual({ loss: 0.5 });
    });
    expect([weights.frame, weights.metrics]).toEqual([null, { loss: 0.5 }]);
    weights.set({ ...BIAS, value: 2 }, 400);
    await vi.waitFor(() => {
      expect([weights.frame?.step, weights.metrics]).toEqual([400, { loss: 0.75 }]);
    });
    expect(weights.made).toEqual([{ ...BIAS, value: 2, before: 1 }]);
    expect(drawn).toEqual([{ id: ID, step: 400, edits: [{ ...BIAS, value: 2 }], cells: null }]);
    weights.set({ ...BIAS, value: 3 }, 400);
    weights.set({ layer: 0, input: 1, unit: 1, value: -1 }, 400);
    expect(weights.edits).toEqual([
      { ...BIAS, value: 3 },
      { layer: 0, input: 1, unit: 1, value: -1 },
    ]);
    // What is set while a question is on its way is asked in one.
    await vi.waitFor(() => {
      expect(drawn.at(-1)?.edits).toHaveLength(2);
    });
  });

  it('is undone and redone, one weight at a time, and reset', async () => {
    const { weights, history } = bench();
    weights.set({ ...BIAS, value: 2 }, 400);
    weights.set({ ...BIAS, value: 4 }, 400);
    expect(history.undoLabel).toBe('layer 2, unit 1, bias: 4');
    weights.set({ layer: 0, input: 1, unit: 1, value: -1 }, 400);
    expect(history.undoLabel).toBe('layer 1, unit 2, weight from x2: -1');
    await history.undo();
    expect(weights.edits).toEqual([{ ...BIAS, value: 4 }]);
    await history.undo();
    expect([weights.edits, weights.step]).toEqual([[], null]);
    await history.redo();
    expect(weights.edits).toEqual([{ ...BIAS, value: 4 }]);
    weights.reset();
    expect(weights.edits).toEqual([]);
    await history.undo();
    expect(weights.edits).toEqual([{ ...BIAS, value: 4 }]);
    weights.clear(BIAS);
    expect([weights.edits, weights.step, weights.frame]).toEqual([[], null, null]);
    await settled();
    weights.forget();
    expect(history.undoLabel).toBeNull();
  });

  it('says why it could not be drawn', async () => {
    const { weights, fake } = bench();
    fake.answer('runsWeightsWhatIf', () => {
      throw Object.assign(new Error(), { info: { kind: 'invalid-data', message: 'no such weight' } });
    });
    weights.set({ ...BIAS, value: 2 }, 400);
    await vi.waitFor(() => {
      expect(weights.error?.message).toBe('no such weight');
    });
    expect(weights.frame).toBeNull();
  });
});
