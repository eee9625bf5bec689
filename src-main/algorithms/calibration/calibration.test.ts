import { describe, expect, it } from 'vitest';
import type { Calibration } from '../../../src-shared/run/explanation/faults';
import type { Repair } from '../../../src-shared/run/explanation/repair';
import { finish } from '../explore/slices';
import { fitIsotonic, isotonicAt } from './isotonic';
import { measureCalibration } from './reliability';
import { crossFitted, fitRepair, repairProbabilities } from './repair';
/** scikit-learn 1.9.1: _SigmoidCalibration of logits, IsotonicRegression(out_of_bounds="clip"), normalised. */
import reference from './reference-values.json';

const measure = (
  values: Float64Array,
  units: number,
  truth: Float64Array,
  classes: readonly string[],
  kept: Repair | null = null,
): Calibration =>
  finish(measureCalibration({ values, units }, truth, { classes, seed: 1, fits: kept === null, kept }));

describe('calibration', () => {
  it('has bins with what was predicted and what came, Brier’s score and the expected error', () => {
    const found = measure(Float64Array.of(0.1, 0.15, 0.85, 0.95), 1, Float64Array.of(0, 1, 1, 1), [
      'no',
      'yes',
    ]);
    expect(found.of).toBe('yes');
    expect(found.bins[1]).toEqual({ from: 0.1, to: 0.2, rows: 1, predicted: 0.15, observed: 1 });
    expect(found.bins[0]).toMatchObject({ rows: 1, predicted: 0.1, observed: 0 });
    expect(found.bins[5]).toMatchObject({ rows: 0, predicted: null, observed: null });
    expect(found.brier).toBeCloseTo((0.01 + 0.7225 + 0.0225 + 0.0025) / 4, 12);
    expect(found.ece).toBeCloseTo((0.1 + 0.85 + 0.15 + 0.05) / 4, 12);
  });

  it('of many classes is of the one that was predicted', () => {
    const found = measure(Float64Array.of(0.7, 0.2, 0.1, 0.2, 0.2, 0.6), 3, Float64Array.of(0, 1), [
      'a',
      'b',
      'c',
    ]);
    expect(found.of).toBeNull();
    expect(found.bins[6]).toMatchObject({ rows: 1, predicted: 0.7, observed: 1 });
    expect(found.bins[5]).toMatchObject({ rows: 1, predicted: 0.6, observed: 0 });
    expect(found.brier).toBeCloseTo((0.09 + 0.04 + 0.01 + 0.04 + 0.64 + 0.36) / 2, 12);
  });

  it('is repaired by curves that have not seen the row', () => {
    // Twice as sure as it may be: of 0.2 and 0.8, 0.35 and 0.65 come true.
    const rows = 200;
    const predicted = Float64Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? 0.2 : 0.8));
    const came = Float64Array.from({ length: rows }, (_, i) =>
      Number(i % 2 === 0 ? (i / 2) % 20 < 7 : ((i - 1) / 2) % 20 < 13),
    );
    const { brier, ece, logLoss, repairs, kept } = measure(predicted, 1, came, ['no', 'yes']);
    expect(ece).toBeCloseTo(0.15, 12);
    expect(logLoss).toBeCloseTo(-(0.35 * Math.log(0.2) + 0.65 * Math.log(0.8)), 12);
    expect(kept).toBeNull();
    expect(repairs.map(({ method }) => method)).toEqual(['platt', 'isotonic']);
    for (const repair of repairs) {
      expect(repair.ece).toBeLessThan(0.05);
      expect(repair.brier).toBeLessThan(brier);
      expect(repair.logLoss).toBeLessThan(logLoss);
    }
  });

  it('of other rows than a kept repair was fitted to is told of that repair, and fits none', () => {
    const predicted = Float64Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 0.1 : 0.9));
    const truth = Float64Array.from({ length: 60 }, (_, i) =>
      Number(i % 2 === 0 ? i % 6 === 0 : i % 6 !== 1),
    );
    const figures = { brier: 0, ece: 0, logLoss: 0 };
    const kept: Repair = {
      method: 'isotonic',
      step: 3,
      at: '2026-12-01T00:00:00.000Z',
      rows: 80,
      before: figures,
      after: figures,
      curves: [{ x: [0.1, 0.9], y: [1 / 3, 2 / 3] }],
    };
    const found = measure(predicted, 1, truth, ['no', 'yes'], kept);
    expect(found.repairs).toEqual([]);
    expect(found.kept).toMatchObject({ method: 'isotonic', rows: 80 });
    expect(found.kept?.ece).toBeCloseTo(0, 12);
    expect(found.kept?.brier).toBeCloseTo(2 / 9, 12);
  });
});

describe('a repair', () => {
  const { two, three } = reference;
  const largest = (a: ArrayLike<number>, b: readonly number[]): number =>
    Math.max(...b.map((value, i) => Math.abs(value - (a[i] ?? NaN))));

  it('by Platt’s scaling is scikit-learn’s', () => {
    const probabilities = { values: Float64Array.from(two.p), units: 1 };
    const curves = fitRepair('platt', probabilities, Float64Array.from(two.y));
    expect(curves).toHaveLength(1);
    expect(curves[0]).toMatchObject({
      a: expect.closeTo(two.a, 8) as number,
      b: expect.closeTo(two.b, 8) as number,
    });
    expect(largest(repairProbabilities(curves, probabilities), two.platt)).toBeLessThan(1e-8);
  });

  it('by isotonic regression is scikit-learn’s', () => {
    const probabilities = { values: Float64Array.from(two.p), units: 1 };
    const curves = fitRepair('isotonic', probabilities, Float64Array.from(two.y));
    expect(largest(repairProbabilities(curves, probabilities), two.isotonic)).toBeLessThan(1e-12);
  });

  it.each(['platt', 'isotonic'] as const)('of three classes is one against the rest, by %s', (method) => {
    const probabilities = { values: Float64Array.from(three.p.flat()), units: 3 };
    const curves = fitRepair(method, probabilities, Float64Array.from(three.y));
    expect(curves).toHaveLength(3);
    expect(largest(repairProbabilities(curves, probabilities), three[method].flat())).toBeLessThan(1e-8);
  });

  it('of two units is that of the second, and they add up to 1', () => {
    const one = { values: Float64Array.from(two.p), units: 1 };
    const both = { values: Float64Array.from(two.p.flatMap((p) => [1 - p, p])), units: 2 };
    const truth = Float64Array.from(two.y);
    const curves = fitRepair('platt', both, truth);
    expect(curves).toEqual(fitRepair('platt', one, truth));
    const repaired = repairProbabilities(curves, both);
    expect([...repaired.filter((_, i) => i % 2 === 1)]).toEqual([...repairProbabilities(curves, one)]);
    expect((repaired[0] ?? NaN) + (repaired[1] ?? NaN)).toBe(1);
  });

  it('of certain rows stays a probability', () => {
    const probabilities = { values: Float64Array.of(0, 0, 1, 1), units: 1 };
    const [curve] = fitRepair('platt', probabilities, Float64Array.of(0, 1, 1, 1));
    expect(curve).toBeDefined();
    for (const p of repairProbabilities([curve!], probabilities)) {
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThan(1);
    }
  });

  it('is never judged by a curve that has seen the row', () => {
    // A row of its own value and class: isotonic regression that saw it would say it for certain.
    const values = Float64Array.from({ length: 60 }, (_, i) => (i + 1) / 61);
    const truth = Float64Array.from(values, (_, i) => Number(i >= 59));
    const repaired = finish(crossFitted('isotonic', { values, units: 1 }, truth, 1));
    expect(repaired[59]).toBe(0);
  });
});

describe('isotonic regression', () => {
  it('takes x that differ in their last bits for one point, as scikit-learn does', () => {
    // IsotonicRegression().fit([0.3, 0.3 + 2**-54, 0.6], [1, 0, 1]).predict([0.3]) is 0.5.
    const curve = fitIsotonic(Float64Array.of(0.3, 0.3 + 2 ** -54, 0.6), Float64Array.of(1, 0, 1));
    expect([...curve.x]).toEqual([0.3, 0.6]);
    expect([...curve.y]).toEqual([0.5, 1]);
  });

  it('pools what falls, takes equal x for one point, and is a line between points', () => {
    // scikit-learn's IsotonicRegression(out_of_bounds="clip").fit(x, y).predict([0, 1, 1.5, 2.5, 3.5, 9]).
    const curve = fitIsotonic(Float64Array.of(3, 1, 2, 2, 4), Float64Array.of(2, 1, 4, 3, 6));
    expect([...curve.x]).toEqual([1, 2, 3, 4]);
    expect([0, 1, 1.5, 2.5, 3.5, 9].map((at) => isotonicAt(curve, at))).toEqual([1, 1, 2, 3, 4.5, 6]);
  });
});
