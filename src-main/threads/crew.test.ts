import { describe, expect, it } from 'vitest';
import { at } from '../../src-shared/present';
import { ThreadCrew, type CrewThread } from './crew';

class FakeThread implements CrewThread {
  readonly calls: string[] = [];
  readonly #listeners: (() => void)[] = [];

  on(_event: 'error' | 'exit', listener: () => void): void {
    this.#listeners.push(listener);
  }
  unref(): void {
    this.calls.push('unref');
  }
  terminate(): Promise<unknown> {
    this.calls.push('terminate');
    // The system says so of a thread that was told to end, too.
    this.die();
    return Promise.reject(new Error('gone already'));
  }
  /** An error, then the exit that follows it. */
  die(): void {
    for (const listener of this.#listeners) listener();
  }
}

function crewOfFakes(): { crew: ThreadCrew<FakeThread>; started: FakeThread[]; lost: () => number } {
  const started: FakeThread[] = [];
  let lost = 0;
  const crew = new ThreadCrew(
    () => {
      const thread = new FakeThread();
      started.push(thread);
      return thread;
    },
    () => lost++,
  );
  return { crew, started, lost: () => lost };
}

describe('a crew of threads', () => {
  it('starts as many as are asked for, which keep no process alive', () => {
    const { crew, started } = crewOfFakes();
    crew.fill(3);
    crew.fill(2);
    expect([started.length, crew.threads.size]).toEqual([3, 3]);
    expect(started.map(({ calls }) => calls)).toEqual([['unref'], ['unref'], ['unref']]);
  });

  it('tells of a lost thread once, and replaces it when it is filled again', () => {
    const { crew, started, lost } = crewOfFakes();
    crew.fill(2);
    at(started, 0).die();
    expect([lost(), [...crew.threads]]).toEqual([1, [started[1]]]);
    crew.fill(2);
    expect([started.length, [...crew.threads]]).toEqual([3, [started[1], started[2]]]);
  });

  it('ends its threads, of which none counts as lost', () => {
    const { crew, started, lost } = crewOfFakes();
    crew.fill(2);
    crew.end();
    crew.end();
    expect([lost(), crew.threads.size]).toEqual([0, 0]);
    expect(started.map(({ calls }) => calls)).toEqual([
      ['unref', 'terminate'],
      ['unref', 'terminate'],
    ]);
  });
});
