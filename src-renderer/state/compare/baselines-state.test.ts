import { describe, expect, it } from 'vitest';
import type { RunBaselines } from '../../../src-shared/compare/baselines/baselines';
import type { BenchtopApi } from '../../api/client';
import { BaselinesState } from './baselines-state.svelte';

const FOUND = { kind: 'classes', baselines: [] } as unknown as RunBaselines;

type Request = Parameters<BenchtopApi['runsBaselines']>[0];

/** Main, whose answer to each request is given by the test. */
function bench(answer: (request: Request) => unknown, lanes = 1) {
  const asked: Request[] = [];
  const cancelled: unknown[] = [];
  const api = {
    runsBaselines: (request: Request) => {
      asked.push(request);
      return Promise.resolve(answer(request));
    },
    datasetsCancel: (request: unknown) => {
      cancelled.push(request);
      return Promise.resolve({ ok: true, value: null });
    },
  } as unknown as ConstructorParameters<typeof BaselinesState>[0];
  return { state: new BaselinesState(api, lanes), asked, cancelled };
}

describe('baselines of runs', () => {
  it('are fetched where they are kept, and trained one after another where they are not', async () => {
    const { state, asked } = bench(({ ids, trains }) => ({
      ok: true,
      value: ids.map((id) => (trains || id === 'run-a' ? FOUND : null)),
    }));
    await state.fetch(['run-a', 'run-b', 'run-c']);
    expect([...state.found.keys()]).toEqual(['run-a']);
    await state.train('group', ['run-a', 'run-b', 'run-c']);
    expect([...state.found.keys()]).toEqual(['run-a', 'run-b', 'run-c']);
    expect(asked.slice(1).map(({ ids, trains }) => [ids, trains])).toEqual([
      [['run-b'], true],
      [['run-c'], true],
    ]);
    expect(state.training).toBeNull();
  });

  it('keep what was trained before one was refused, and say why', async () => {
    const { state } = bench(({ ids }) =>
      ids[0] === 'run-b'
        ? { ok: false, error: { kind: 'invalid-data', message: 'The data changed.' } }
        : { ok: true, value: [FOUND] },
    );
    await state.train('group', ['run-a', 'run-b', 'run-c']);
    expect([...state.found.keys()]).toEqual(['run-a']);
    expect(state.findError('group')).toBe('The data changed.');
    expect(state.findError('another')).toBeNull();
  });

  it('are not trained on once they were cancelled', async () => {
    const { state, asked, cancelled } = bench(() => {
      state.cancel();
      return { ok: false, error: { kind: 'conflict', message: 'Cancelled.' } };
    });
    await state.train('group', ['run-a', 'run-b']);
    expect(asked).toHaveLength(1);
    expect(cancelled).toHaveLength(1);
    expect(state.findError('group')).toBeNull();
  });

  it('are asked for several at once, and all of them are cancelled where one is refused', async () => {
    const { state, asked, cancelled } = bench(
      ({ ids }) =>
        ids[0] === 'run-b'
          ? { ok: false, error: { kind: 'invalid-data', message: 'The data changed.' } }
          : { ok: true, value: [FOUND] },
      2,
    );
    const trained = state.train('group', ['run-a', 'run-b', 'run-c', 'run-d']);
    expect(asked.map(({ ids, task }) => [ids, task])).toEqual([
      [['run-a'], 'baselines-0'],
      [['run-b'], 'baselines-1'],
    ]);
    await trained;
    expect(cancelled).toEqual([{ task: 'baselines-0' }, { task: 'baselines-1' }]);
    expect(state.findError('group')).toBe('The data changed.');
    expect([...state.found.keys()]).not.toContain('run-d');
    expect(state.training).toBeNull();
  });
});
