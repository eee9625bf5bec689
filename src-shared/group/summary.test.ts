import { describe, expect, it } from 'vitest';
import { present } from '../present';
import type { RunStatus } from '../run/record/status';
import { endingText, failureLines, groupSummary, statisticsText, type CountedRun } from './summary';

const run = (
  status: RunStatus,
  summary: CountedRun['summary'],
  message: string | null = null,
): CountedRun => ({
  status,
  summary,
  error: message === null ? null : { kind: 'diverged', message },
});
const finished = (loss: number | 'Infinity'): CountedRun => run('finished', { loss });
const diverged = (step: number): CountedRun =>
  run('failed', { loss: 188 }, `The loss became ${step % 2 ? 'NaN' : 'Infinity'} at step ${step}: try less.`);

describe(groupSummary, () => {
  it('counts how runs ended, and has statistics of the finished ones alone', () => {
    const runs = [1, 2, 3, 4].map(finished);
    const all = groupSummary(runs, 4);
    expect(all).toMatchObject({ planned: 4, finished: 4, failed: 0, stopped: 0, missing: 0, failures: [] });
    // scipy.stats: std(ddof=1) 1.2909944487358056, t.interval(0.95, 3, 2.5, sem) 0.4457… to 4.5542…
    const { mean, sd, ci, n } = present(all.metrics['loss']);
    expect([n, mean]).toEqual([4, 2.5]);
    expect(sd).toBeCloseTo(1.2909944487358056, 12);
    expect(ci?.[0]).toBeCloseTo(0.44573974323947, 10);
    expect(ci?.[1]).toBeCloseTo(4.55426025676053, 10);
    const more = groupSummary(
      [...runs, diverged(7), diverged(8), run('stopped', { loss: 0 }), run('running', { loss: 9 })],
      9,
    );
    expect(more).toMatchObject({ finished: 4, failed: 2, stopped: 1, missing: 2 });
    expect(more.metrics).toEqual(all.metrics);
  });

  it('says of how many runs a mean is, and why the others are not in it', () => {
    const one = groupSummary(
      [finished(188.1), ...Array.from({ length: 11 }, (_, i) => diverged(i + 20))],
      12,
    );
    expect(endingText(one)).toBe('12 runs: 1 finished, 11 failed');
    expect(failureLines(one)).toEqual([
      '11 runs failed, the first with: The loss became Infinity at step 20: try less.',
    ]);
    expect(one.metrics['loss']).toEqual({ n: 1, notFinite: 0, mean: 188.1, sd: null, ci: null });
    expect(statisticsText(present(one.metrics['loss']), one)).toBe('mean 188.1 (of 1 of 12 runs)');
    const all = groupSummary([finished(1), finished(2)], 2);
    expect(endingText(all, ['trial', 'trials'])).toBe('2 trials, all finished');
    expect(statisticsText(present(all.metrics['loss']), all)).not.toContain('of 2');
  });

  it('leaves infinite values out, and says so', () => {
    const some = groupSummary([finished(1), finished('Infinity'), finished(3)], 3);
    expect(some.metrics['loss']).toMatchObject({ n: 2, notFinite: 1, mean: 2 });
    expect(statisticsText(present(some.metrics['loss']), some)).toContain(
      '(of 2 of 3 runs, 1 without a finite value)',
    );
    const none = groupSummary([finished('Infinity')], 1);
    expect(statisticsText(present(none.metrics['loss']), none)).toBe('no run has a finite value');
  });

  it('keeps reasons apart', () => {
    const runs = [diverged(3), run('failed', {}, 'The disk is full.'), diverged(9)];
    expect(failureLines(groupSummary(runs, 3))).toEqual([
      '2 runs failed, the first with: The loss became NaN at step 3: try less.',
      '1 run failed: The disk is full.',
    ]);
  });
});
