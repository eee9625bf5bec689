import { describe, expect, it } from 'vitest';
import { fail, type Result } from '../../../src-shared/errors';
import { LatestAnswer } from './latest-answer.svelte';

/** A question that is answered when the test says so. */
function open<T>(): { question: Promise<Result<T>>; answer: (value: Result<T>) => void } {
  let answer: (value: Result<T>) => void = () => undefined;
  const question = new Promise<Result<T>>((resolve) => {
    answer = resolve;
  });
  return { question, answer };
}

const failed = (message: string): Result<never> => ({ ok: false, error: fail('internal', message).info });

describe(LatestAnswer, () => {
  it('is pending until its answer is there, and keeps it while the next is asked', async () => {
    const latest = new LatestAnswer<number>();
    const [first, second] = [open<number>(), open<number>()];
    const answer = latest.ask(first.question);
    expect([latest.pending, latest.value]).toEqual([true, null]);
    first.answer({ ok: true, value: 1 });
    expect(await answer).toEqual({ ok: true, value: 1 });
    expect([latest.pending, latest.value]).toEqual([false, 1]);
    void latest.ask(second.question);
    expect([latest.pending, latest.value]).toEqual([true, 1]);
  });

  it('drops an answer that a later question has overtaken', async () => {
    const latest = new LatestAnswer<number>();
    const [first, second] = [open<number>(), open<number>()];
    const [one, two] = [latest.ask(first.question), latest.ask(second.question)];
    second.answer({ ok: true, value: 2 });
    expect(await two).toEqual({ ok: true, value: 2 });
    first.answer({ ok: true, value: 1 });
    expect(await one).toBeNull();
    expect([latest.pending, latest.value]).toEqual([false, 2]);
  });

  it('keeps the value where a question fails, and says why until the next is asked', async () => {
    const latest = new LatestAnswer<number>();
    await latest.ask(Promise.resolve({ ok: true, value: 1 }));
    await latest.ask(Promise.resolve(failed('no')));
    expect([latest.value, latest.error?.message]).toEqual([1, 'no']);
    void latest.ask(open<number>().question, { keepsError: true });
    expect(latest.error?.message).toBe('no');
    void latest.ask(open<number>().question);
    expect(latest.error).toBeNull();
  });

  it('takes a broken bridge for a failure', async () => {
    const latest = new LatestAnswer<number>();
    await latest.ask(Promise.reject(new Error('gone')));
    expect([latest.pending, latest.error?.kind]).toEqual([false, 'internal']);
  });

  it('drops the question under way; clearing forgets value and error too', async () => {
    const latest = new LatestAnswer<number>();
    await latest.ask(Promise.resolve({ ok: true, value: 1 }));
    const late = open<number>();
    const answer = latest.ask(late.question);
    latest.drop();
    late.answer({ ok: true, value: 2 });
    expect(await answer).toBeNull();
    expect([latest.pending, latest.value]).toEqual([false, 1]);
    latest.clear();
    expect(latest.value).toBeNull();
  });
});
