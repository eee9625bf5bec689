import { describe, expect, it } from 'vitest';
import { ask, bench, CSV } from '../testing/handler-bench';
import { readOwnTask, withOwnTasks } from './window-tasks';

describe(withOwnTasks, () => {
  it('tells the tasks of two windows apart, and says afterwards whose each is', async () => {
    const { handlers, calls, grants } = bench();
    grants.grant(CSV);
    for (const key of ['1', '2']) {
      const own = withOwnTasks(handlers, key);
      expect(await ask(own, 'datasets.inspect', { path: CSV, task: 'profile: a' })).toBe('inspect');
      await ask(own, 'datasets.cancel', { task: 'profile: a' });
    }
    const named = calls.map((call) => call.at(-1));
    expect(named).toEqual(['1:profile: a', '1:profile: a', '2:profile: a', '2:profile: a']);
    expect(readOwnTask('2:profile: a')).toEqual({ key: '2', task: 'profile: a' });
  });

  it('leaves requests without a task as they are', async () => {
    const { handlers, calls, grants } = bench();
    grants.grant(CSV);
    const own = withOwnTasks(handlers, '1');
    await ask(own, 'datasets.inspect', { path: CSV });
    await ask(own, 'datasets.look', { path: CSV });
    expect(calls.map((call) => call.at(-1))).toEqual([null, { path: CSV }]);
    expect(await ask(own, 'app.get-info')).toEqual({ version: '1' });
  });
});
