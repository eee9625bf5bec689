import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerWatch } from './worker-watch';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const busy = new Set<string>();
  const said: string[] = [];
  const watch = new WorkerWatch<string>({
    busy: () => busy,
    ping: (worker) => said.push(`ping ${worker}`),
    onStill: (worker, seconds) => said.push(`${worker} still ${seconds}`),
    onMoving: (worker) => said.push(`${worker} moves`),
  });
  return { busy, said, watch };
}

describe(WorkerWatch, () => {
  it('tells once of a worker that answers nothing for 30 s, and when it answers again', () => {
    const { busy, said, watch } = setUp();
    busy.add('a');
    vi.advanceTimersByTime(39_000);
    expect(said).toEqual(['ping a', 'ping a', 'ping a']);
    vi.advanceTimersByTime(1000);
    expect(said.splice(0)).toEqual(['ping a', 'ping a', 'ping a', 'a still 30', 'ping a']);
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual([]);
    watch.heard('a');
    expect(said.splice(0)).toEqual(['a moves']);
    watch.heard('a');
    expect(said).toEqual([]);
  });

  it('says nothing of one that answers, or has nothing to do', () => {
    const { busy, said, watch } = setUp();
    busy.add('a');
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(10_000);
      watch.heard('a');
    }
    busy.clear();
    vi.advanceTimersByTime(100_000);
    expect(said).toEqual(Array.from({ length: 10 }, () => 'ping a'));
  });
});
