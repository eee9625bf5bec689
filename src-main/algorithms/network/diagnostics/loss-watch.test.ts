import { describe, expect, it } from 'vitest';
import { forkProblems } from '../../../../src-shared/experiment/fork';
import { parseExperiment, type Experiment } from '../../../../src-shared/experiment/schema';
import { withChanges } from '../../../../src-shared/fields/change';
import { present } from '../../../../src-shared/present';
import type { Finding } from '../../../../src-shared/run/live/guidance';
import { createWatch, experiment } from '../../../testing/models/guided-experiment';
import { Rng } from '../../numeric/rng';

/** The last of each kind that a made-up curve gives reason to say. */
function watched(
  of: Experiment,
  rows: number,
  row: (i: number) => Record<string, number>,
): Map<Finding['kind'], Finding[]> {
  const watch = createWatch(of);
  const found = new Map<Finding['kind'], Finding[]>();
  for (let i = 1; i <= rows; i++) {
    for (const { kind, finding } of watch?.see(10 * i, row(i)) ?? []) {
      const before = found.get(kind);
      if (before === undefined) found.set(kind, [finding()]);
      else before.push(finding());
    }
  }
  return found;
}

describe('the watch over a loss', () => {
  it('says with its numbers that a loss diverges, and offers a third of the rate from its lowest', () => {
    const found = watched(experiment(), 60, (i) => ({ loss: i < 20 ? 1 - i / 40 : (i - 19) ** 2 / 4 }));
    const [finding] = present(found.get('divergence'));
    expect(finding?.message).toMatch(
      /^The training loss has risen from 0\.\d+ at step 2\d0, its lowest, to [\d.]+ on average over the last 5 logged steps, up to step \d+: it diverges.+\(0\.3\)\.$/,
    );
    expect(finding?.offer).toMatchObject({
      kind: 'fork',
      changes: [{ path: 'model.optimizer.learningRate', value: 0.1 }],
    });
    expect(present(finding.offer).step).toBeLessThan(present(finding.step));
  });

  it('calls a value the loss of a step only where that step had it', () => {
    // Falls and rises by leaps: no mean of five rows is a row's own value.
    const loss = (i: number): number => (i < 20 ? 4 - i / 8 : i === 20 ? 0.25 : 2 ** (i - 20));
    const { message, offer, step } = present(
      watched(experiment(), 40, (i) => ({ loss: loss(i) })).get('divergence'),
    )[0];
    const [, lowest, at, average, upTo] =
      /from ([\d.]+) at step ([\d,]+), its lowest, to ([\d.,e+]+) on average .+ up to step ([\d,]+):/.exec(
        message,
      ) ?? [];
    expect([Number(lowest), Number(at)]).toEqual([loss(20), 200]);
    expect(offer?.step).toBe(200);
    expect(Number(upTo)).toBe(step);
    const last = Number(upTo) / 10;
    const mean = [0, 1, 2, 3, 4].reduce((sum, back) => sum + loss(last - back), 0) / 5;
    expect(Number(average?.replace(',', ''))).toBeCloseTo(Number(mean.toPrecision(3)), 9);
  });

  it('is not alarmed by a single wild row, or by noise at a low loss', () => {
    const rng = new Rng(2);
    const wild = watched(experiment(), 100, (i) => ({ loss: i === 50 ? 30 : 1 / i }));
    const noisy = watched(experiment(), 100, (i) => ({ loss: 1 / i + 0.03 * rng.uniform() }));
    expect([wild.get('divergence'), noisy.get('divergence')]).toEqual([undefined, undefined]);
  });

  it('says that validation rises while training falls', () => {
    const found = watched(experiment(), 100, (i) => ({
      loss: 0.5 / Math.sqrt(i),
      valLoss: 0.31 + 0.003 * Math.abs(i - 40),
    }));
    const findings = present(found.get('overfitting'));
    const last = findings[findings.length - 1];
    expect(last.message).toMatch(
      /^The validation loss has risen from 0\.3\d* up to step 4[0-3]0 to 0\.48\d* up to step 1,000 \(each on average over 5 logged steps\) while the training loss fell from 0\.0\d+ to 0\.0\d+:/,
    );
    expect(last.offer).toMatchObject({ kind: 'fork' });
    const child = withChanges(experiment(), present(last.offer).changes);
    expect(forkProblems(experiment(), parseExperiment(child), present(last.offer).step)).toEqual([]);
    const both = watched(experiment(), 100, (i) => ({ loss: 0.1 + i / 100, valLoss: 0.2 + i / 100 }));
    expect(both.get('overfitting')).toBeUndefined();
    // Early stopping goes back to the best model: nothing is left to do.
    const early = experiment();
    const stopping = {
      ...early,
      training: { ...early.training, earlyStopping: { patience: 900, minDelta: 0 } },
    };
    const handled = watched(stopping, 100, (i) => ({
      loss: 0.5 / Math.sqrt(i),
      valLoss: 0.31 + 0.003 * Math.abs(i - 40),
    }));
    expect(handled.get('overfitting')).toBeUndefined();
  });

  it('says that a loss stays, from where, and what it was', () => {
    const stuck = watched(experiment(), 100, (i) => ({ loss: Math.max(0.125, 0.25 - i / 100) }));
    const [finding] = present(stuck.get('plateau'));
    expect(finding?.message).toMatch(
      /^The training loss has stayed at 0\.125 since step \d+ .+ 0\.2\d* at first; each on average over 5 logged steps\)/,
    );
    expect(finding?.offer).toMatchObject({ kind: 'copy', changes: [{ path: 'seed', value: 2 }] });
    const low = watched(experiment(), 100, (i) => ({ loss: Math.max(0.05, 0.25 - i / 100) }));
    expect(low.get('plateau')?.[0]?.offer).toMatchObject({
      kind: 'fork',
      changes: [{ path: 'model.optimizer.learningRate', value: 0.03 }],
    });
  });

  it('says the same of a course of fifty thousand rows, a few rows sooner at most', () => {
    const long = experiment({ training: { steps: 500_000, logEvery: 10 } });
    const stuck = watched(long, 50_000, (i) => ({ loss: Math.max(0.125, 0.25 - i / 100) }));
    const findings = present(stuck.get('plateau'));
    const [, since] = present(
      /stayed at 0\.125 since step ([\d,]+) /.exec(findings[findings.length - 1].message),
    );
    // A quarter of all steps, as two fifths of those so far, is reached at step 312,500.
    expect(findings[0].step).toBeGreaterThan(312_000);
    expect(findings[0].step).toBeLessThanOrEqual(312_500);
    const atEnd = Number(since.replace(/,/g, ''));
    expect(atEnd).toBeGreaterThan(299_700);
    expect(atEnd).toBeLessThanOrEqual(300_030);
  });

  it('takes a loss that is low, a score that is high and a pause at first for no plateau', () => {
    const kinds = (row: (i: number) => Record<string, number>): unknown[] => [
      ...watched(experiment(), 100, row).keys(),
    ];
    expect(kinds((i) => ({ loss: Math.max(0.001, 0.25 - i / 100) }))).toEqual([]);
    expect(kinds((i) => ({ loss: Math.max(0.12, 0.25 - i / 100), accuracy: 0.99 }))).toEqual([]);
    expect(kinds((i) => ({ loss: i < 25 ? 0.25 : 5 / i }))).toEqual([]);
  });
});
