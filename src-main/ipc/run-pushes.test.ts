import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { at, present } from '../../src-shared/present';
import type { RunEvent, RunEventBody } from '../../src-shared/run/live/events';
import type { MetricColumns } from '../../src-shared/run/live/frames';
import type { StoredRun } from '../../src-shared/run/record/record';
import { RunPushes } from './run-pushes';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function rows(from: number, count: number, loss = (step: number): number => step): MetricColumns {
  const step = Float64Array.from({ length: count }, (_, row) => from + row);
  return { step, elapsedMs: step, series: { loss: step.map(loss) } };
}

/** A page that comes to its messages when told to. */
function bench() {
  const sent: { name: string; payload: unknown }[] = [];
  const page = { isThere: true };
  const pushes = new RunPushes({
    push: (name, payload) => {
      if (page.isThere) sent.push({ name, payload });
      return page.isThere;
    },
    now: () => Date.now(),
  });
  let seq = 0;
  const numbers = new Map<string, number>();
  const tell = (runId: string, ...bodies: RunEventBody[]): void => {
    pushes.events(
      runId,
      bodies.map((body): RunEvent => {
        seq = (numbers.get(runId) ?? 0) + 1;
        numbers.set(runId, seq);
        return { runId, seq, ...body };
      }),
    );
  };
  const take = (): { runId: string; events: RunEvent[] }[] =>
    sent
      .splice(0)
      .filter(({ name }) => name === 'run.events')
      .map(({ payload }) => payload as { runId: string; events: RunEvent[] });
  return { pushes, tell, sent, take, page };
}

const progress = (step: number): RunEventBody => ({
  type: 'progress',
  step,
  totalSteps: 100,
  elapsedMs: step,
  stepsPerSecond: 1,
});

describe(RunPushes, () => {
  it('joins what comes within a picture, and says where it began', () => {
    const { pushes, tell, take } = bench();
    pushes.watch(['a']);
    tell('a', { type: 'metrics', columns: rows(1, 2), lines: new Uint8Array(4) }, progress(2));
    tell('a', { type: 'metrics', columns: rows(3, 1) }, progress(3));
    expect(take()).toEqual([]);
    vi.advanceTimersByTime(40);
    const [message] = take();
    expect(message?.events).toEqual([
      { runId: 'a', seq: 3, since: 1, type: 'metrics', columns: rows(1, 3) },
      { runId: 'a', seq: 4, ...progress(3) },
    ]);
  });

  it('sends nothing more before the page has come to the last', () => {
    const { pushes, tell, take } = bench();
    pushes.watch(['a']);
    tell('a', progress(1));
    vi.advanceTimersByTime(40);
    expect(take()).toHaveLength(1);
    for (let step = 2; step < 100; step++) {
      tell('a', progress(step));
      vi.advanceTimersByTime(40);
    }
    expect(take()).toEqual([]);
    pushes.taken();
    vi.advanceTimersByTime(40);
    expect(take().map(({ events }) => events)).toEqual([[{ runId: 'a', seq: 99, ...progress(99) }]]);
  });

  it('holds few rows however long the page is away, among them every peak', () => {
    const { pushes, tell, take } = bench();
    pushes.watch(['a']);
    tell('a', progress(0));
    vi.advanceTimersByTime(40);
    take();
    const peak = 123_456;
    for (let from = 0; from < 1_000_000; from += 500)
      tell('a', { type: 'metrics', columns: rows(from, 500, (step) => (step === peak ? 99 : step % 7)) });
    pushes.taken();
    vi.advanceTimersByTime(40);
    const [event] = at(take(), 0).events;
    if (event?.type !== 'metrics') throw new Error('no rows');
    const { step, series } = event.columns;
    expect(step.length).toBeLessThan(17_000);
    expect(event).toMatchObject({ seq: 2001, since: 2 });
    expect(step[0]).toBe(0);
    expect(step[step.length - 1]).toBe(999_999);
    expect(series['loss']?.[step.indexOf(peak)]).toBe(99);
    expect(step.every((value, row) => row === 0 || value > at(step, row - 1))).toBe(true);
  });

  it('tells of a run that nobody watches how far it is, five times a second', () => {
    const { pushes, tell, take } = bench();
    for (let step = 1; step <= 100; step++) {
      tell('b', { type: 'metrics', columns: rows(step, 1) }, progress(step));
      vi.advanceTimersByTime(20);
      pushes.taken();
    }
    const messages = take();
    expect(messages.length).toBeGreaterThanOrEqual(8);
    expect(messages.length).toBeLessThanOrEqual(11);
    expect(messages.every(({ events }) => events.length === 1 && events[0]?.type === 'progress')).toBe(true);
  });

  it('tells a changed record after the events before it, and the last of several', () => {
    const { pushes, tell, sent } = bench();
    pushes.watch(['a']);
    tell('a', progress(1));
    const [first, second] = [{ path: '1' }, { path: '2' }] as unknown as StoredRun[];
    pushes.changed('a', present(first));
    expect(sent.map(({ name }) => name)).toEqual(['run.events', 'run.changed']);
    pushes.changed('a', present(first));
    pushes.changed('a', present(second));
    expect(sent).toHaveLength(2);
    pushes.taken();
    vi.advanceTimersByTime(40);
    expect(sent.slice(2)).toEqual([{ name: 'run.changed', payload: { runId: 'a', run: second } }]);
  });

  it('waits for no page that is gone, and begins anew with a new one', () => {
    const { pushes, tell, take, page } = bench();
    pushes.watch(['a']);
    tell('a', progress(1));
    vi.advanceTimersByTime(40);
    expect(take()).toHaveLength(1);
    pushes.reset();
    tell('a', { type: 'metrics', columns: rows(1, 1) }, progress(2));
    vi.advanceTimersByTime(40);
    expect(take()[0]?.events.map(({ type }) => type)).toEqual(['progress']);
    pushes.taken();
    page.isThere = false;
    tell('a', progress(3));
    vi.advanceTimersByTime(200);
    page.isThere = true;
    tell('a', progress(4));
    vi.advanceTimersByTime(200);
    expect(take()).toHaveLength(1);
  });
});
