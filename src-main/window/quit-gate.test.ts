import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QuitGate, type QuitAnswer } from './quit-gate';

/** A program with some runs, and a person who answers when told to. */
function program(liveRuns: number): {
  gate: QuitGate;
  events: string[];
  answer: (answer: QuitAnswer | Error) => Promise<void>;
  closed: (error?: Error) => Promise<void>;
  setLive: (count: number) => void;
} {
  const events: string[] = [];
  let live = liveRuns;
  let settle: { resolve: (answer: QuitAnswer) => void; reject: (error: Error) => void } | null = null;
  let finish: { resolve: () => void; reject: (error: Error) => void } | null = null;
  const gate = new QuitGate({
    liveRunCount: () => live,
    ask: (count) => {
      events.push(`ask ${count}`);
      return new Promise((resolve, reject) => (settle = { resolve, reject }));
    },
    hide: () => events.push('hide'),
    close: () => {
      events.push('close');
      return new Promise((resolve, reject) => (finish = { resolve, reject }));
    },
    leave: () => events.push('leave'),
    onProblem: (thrown) => events.push(`problem: ${(thrown as Error).message}`),
  });
  return {
    gate,
    events,
    setLive: (count) => (live = count),
    answer: async (answer) => {
      if (answer instanceof Error) settle?.reject(answer);
      else settle?.resolve(answer);
      await vi.advanceTimersByTimeAsync(0);
    },
    closed: async (error) => {
      if (error === undefined) finish?.resolve();
      else finish?.reject(error);
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

describe('QuitGate', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks nothing when nothing trains: ends the workers, then the program', async () => {
    const { gate, events, closed } = program(0);
    expect(gate.request()).toBe(false);
    expect(events).toEqual(['close']);
    await closed();
    expect(events).toEqual(['close', 'leave']);
    expect(gate.request()).toBe(true);
  });

  it('asks once, however often closing is asked for', async () => {
    const { gate, events, answer, closed } = program(2);
    expect([gate.request(), gate.request(), gate.request()]).toEqual([false, false, false]);
    expect(events).toEqual(['ask 2']);
    await answer('stop');
    gate.request();
    gate.quitNow();
    await closed();
    expect(events).toEqual(['ask 2', 'close', 'leave']);
  });

  it('goes on as before when the question is cancelled, and asks again next time', async () => {
    const { gate, events, answer } = program(1);
    gate.request();
    await answer('cancel');
    gate.runsChanged();
    expect(events).toEqual(['ask 1']);
    expect(gate.request()).toBe(false);
    expect(events).toEqual(['ask 1', 'ask 1']);
  });

  it('puts the window away to keep training, and ends with the last run', async () => {
    const { gate, events, answer, setLive, closed } = program(2);
    gate.request();
    await answer('keep');
    setLive(1);
    gate.runsChanged();
    expect(events).toEqual(['ask 2', 'hide']);
    setLive(0);
    gate.runsChanged();
    await closed();
    expect(events).toEqual(['ask 2', 'hide', 'close', 'leave']);
  });

  it('ends at once when the last run ended while the question stood', async () => {
    const { gate, events, answer, setLive } = program(1);
    gate.request();
    setLive(0);
    await answer('keep');
    expect(events).toEqual(['ask 1', 'hide', 'close']);
  });

  it('stays when the window was brought back before the last run ended', async () => {
    const { gate, events, answer, setLive } = program(1);
    gate.request();
    await answer('keep');
    gate.setAway(false);
    setLive(0);
    gate.runsChanged();
    expect(events).toEqual(['ask 1', 'hide']);
  });

  it('stops without a question for a signal, also while one stands', async () => {
    const { gate, events, answer, closed } = program(3);
    gate.request();
    gate.quitNow();
    await answer('keep');
    await closed();
    expect(events).toEqual(['ask 3', 'close', 'leave']);
  });

  it('leaves all the same when stopping fails or hangs', async () => {
    const failing = program(0);
    failing.gate.request();
    await failing.closed(new Error('no space left'));
    expect(failing.events).toEqual(['close', 'problem: no space left', 'leave']);
    const hanging = program(0);
    hanging.gate.quitNow();
    await vi.advanceTimersByTimeAsync(4999);
    expect(hanging.events).toEqual(['close']);
    await vi.advanceTimersByTimeAsync(1);
    expect(hanging.events).toEqual(['close', expect.stringContaining('did not stop within 5 s'), 'leave']);
  });

  it('takes a question that cannot be asked for a cancel', async () => {
    const { gate, events, answer } = program(1);
    gate.request();
    await answer(new Error('no display'));
    expect(events).toEqual(['ask 1', 'problem: no display']);
    expect(gate.request()).toBe(false);
    expect(events).toHaveLength(3);
  });
});
