import { describe, expect, it } from 'vitest';
import { fail } from '../../../src-shared/errors';
import { FakeApi, settled } from '../../testing/fake-api';
import { RunEvaluation } from './run-evaluation.svelte';
import { Toasts } from '../base/toasts.svelte';

const ID = 'run-aaaa';

function evaluationOn(fake: FakeApi): { evaluation: RunEvaluation; toasts: Toasts } {
  const toasts = new Toasts();
  return { evaluation: new RunEvaluation(fake.api, ID, { toasts }), toasts };
}

/** Main answers each question when the test says so. */
function answering(fake: FakeApi): Map<number, (value: unknown) => void> {
  const open = new Map<number, (value: unknown) => void>();
  fake.answer(
    'runsEvaluate',
    ({ step }: { step: number }) => new Promise((resolve) => open.set(step, resolve)),
  );
  fake.answer('datasetsCancel', () => null);
  return open;
}

describe(RunEvaluation, () => {
  it('asks once for a step, and keeps the last answer until the next is there', async () => {
    const fake = new FakeApi();
    const open = answering(fake);
    const { evaluation } = evaluationOn(fake);
    evaluation.ask(10);
    evaluation.ask(10);
    expect([fake.called('runsEvaluate'), evaluation.busy]).toEqual([1, true]);
    open.get(10)?.({ step: 10, validation: {} });
    await settled();
    expect([evaluation.answer?.step, evaluation.busy, evaluation.part]).toEqual([10, false, 'validation']);
    evaluation.ask(20);
    expect(evaluation.answer?.step).toBe(10);
    open.get(20)?.({ step: 20, validation: null });
    await settled();
    // There is nothing but the training rows.
    expect([evaluation.answer?.step, evaluation.part]).toEqual([20, 'train']);
  });

  it('asks again for the last step once the run is finished', async () => {
    const fake = new FakeApi();
    const open = answering(fake);
    const { evaluation } = evaluationOn(fake);
    evaluation.ask(50, false);
    open.get(50)?.({ step: 50, validation: null });
    await settled();
    evaluation.ask(50, true);
    evaluation.ask(50, true);
    expect([fake.called('runsEvaluate'), evaluation.busy]).toEqual([2, true]);
  });

  it('drops an answer that a later question has overtaken', async () => {
    const fake = new FakeApi();
    const open = answering(fake);
    const { evaluation } = evaluationOn(fake);
    evaluation.ask(10);
    evaluation.ask(20);
    open.get(20)?.({ step: 20, validation: null });
    await settled();
    open.get(10)?.({ step: 10, validation: null });
    await settled();
    expect(evaluation.answer?.step).toBe(20);
  });

  it('is cancelled, and may then be asked again', async () => {
    const fake = new FakeApi();
    const open = answering(fake);
    const { evaluation } = evaluationOn(fake);
    const stop = evaluation.start();
    evaluation.ask(10);
    fake.push('dataset.progress', { task: evaluation.task, bytes: 5, totalBytes: 10, rows: 1 });
    fake.push('dataset.progress', { task: 'another', bytes: 9, totalBytes: 10, rows: 1 });
    expect(evaluation.progress?.bytes).toBe(5);
    stop();
    expect([evaluation.busy, evaluation.progress]).toEqual([false, null]);
    expect(fake.calls).toContainEqual({ method: 'datasetsCancel', request: { task: evaluation.task } });
    open.get(10)?.({ step: 10, validation: null });
    await settled();
    expect(evaluation.answer).toBeNull();
    evaluation.ask(10);
    expect(fake.called('runsEvaluate')).toBe(2);
  });

  it('says why it failed, and asks again only when it is told to', async () => {
    const fake = new FakeApi();
    fake.answer('runsEvaluate', () => {
      throw fail('invalid-data', 'The data changed since this run.');
    });
    const { evaluation } = evaluationOn(fake);
    evaluation.ask(10);
    await settled();
    expect([evaluation.error?.message, evaluation.busy]).toEqual(['The data changed since this run.', false]);
    evaluation.ask(10);
    expect(fake.called('runsEvaluate')).toBe(1);
    fake.answer('runsEvaluate', () => ({ step: 10, validation: null }));
    await evaluation.again(10);
    expect([evaluation.error, evaluation.answer?.step]).toEqual([null, 10]);
  });

  it('saves what is shown, and says where', async () => {
    const fake = new FakeApi();
    fake.answer('runsEvaluate', () => ({ step: 10, validation: null }));
    fake.answer('runsExportEvaluation', () => ({ path: '/out/evaluation.csv' }));
    const { evaluation, toasts } = evaluationOn(fake);
    await evaluation.export('csv');
    expect(fake.called('runsExportEvaluation')).toBe(0);
    await evaluation.again(10);
    await evaluation.export('csv');
    expect(fake.calls).toContainEqual({
      method: 'runsExportEvaluation',
      request: { id: ID, step: 10, format: 'csv', task: `${evaluation.task}-export` },
    });
    expect(toasts.items.map(({ message }) => message)).toEqual(['Saved as /out/evaluation.csv']);
  });
});
