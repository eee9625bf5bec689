import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import { fitRows, expectClose, seededRows } from '../../testing/models/logistic-regression';
import peers from './peers.json';
import separations from './separations.json';

const { x, y, three } = seededRows();

describe('separation', () => {
  const line = [1, 2, 3, 4, 5, 6].map((value) => [value]);

  it('complete: no row on the wrong side', () => {
    const fit = fitRows(line, [0, 0, 0, 1, 1, 1]);
    expect(fit).toMatchObject({
      separation: 'complete',
      status: 'separated',
      converged: false,
      inference: null,
      inferenceUndefined: 'separated',
    });
    expect(fit.coef.every(Number.isFinite)).toBe(true);
  });

  it('quasi: some rows on the border', () => {
    const fit = fitRows([...line, [3]], [0, 0, 0, 1, 1, 1, 1]);
    expect(fit).toMatchObject({ separation: 'quasi', status: 'separated', inference: null });
  });

  it('quasi: a category that has one class only', () => {
    const fit = fitRows(
      x.map(([a], i) => [a, y[i] === 1 && i % 3 === 0 ? 1 : 0]),
      y,
    );
    expect(fit.separation).toBe('quasi');
  });

  it('one class of three apart', () => {
    const { x: rows, y: own } = peers.sets.iris;
    expect(fitRows(rows, own)).toMatchObject({ separation: 'quasi', status: 'separated' });
    expect(fitRows(rows, own, { penalty: 'l2' })).toMatchObject({ separation: null, status: 'converged' });
  });

  it('is not found where one row alone is on the wrong side, however steep the curve', () => {
    const rows = Array.from({ length: 200 }, (_, i) => [i]);
    const own = rows.map((_, i) => (i === 99 ? 1 : i >= 101 ? 1 : 0));
    const fit = fitRows(rows, own);
    expect(fit).toMatchObject({ separation: null, status: 'converged' });
    expect(fit.coef[0]).toBeGreaterThan(0.5);
    expect(present(fit.inference).pValues[1]).toBeGreaterThan(0);
  });

  it('agrees with linear programs on small tables', () => {
    for (const { x: rows, y: own, separation } of separations.cases) {
      const fit = fitRows(rows, own);
      expect(fit.separation, JSON.stringify({ rows, own })).toBe(separation);
      expect(fit.status).toBe(separation === null ? 'converged' : 'separated');
    }
  });
});

describe('what is not defined', () => {
  it('aliased columns are named and get no coefficients', () => {
    const fit = fitRows(
      x.map(([a, b]) => [a, 4, b, a + 2 * b]),
      three,
    );
    expect([...fit.aliased]).toEqual([1, 3]);
    expect(fit.parameters).toBe(6);
    const plain = fitRows(x, three);
    expectClose([fit.coef[0], fit.coef[2], fit.coef[4], fit.coef[6]], [...plain.coef], 1e-9);
    expect(fit.coef[3]).toBe(0);
    expect(present(fit.inference).standardErrors[2]).toBeNaN();
    expectClose([present(fit.inference).aic], [present(plain.inference).aic], 1e-12);
  });

  it('refuses a class without rows, a row without a class, and options out of range', () => {
    expect(() => fitRows(x, y, { weights: y })).toThrow('Class 0');
    expect(() => fitRows([[1], [2]], [-1, 1])).toThrow('Row 0');
    expect(() => fitRows([[1], [2]], [0, 0])).toThrow('two classes');
    expect(() => fitRows(x, y, { penalty: 'l2', C: 0 })).toThrow('C is');
  });
});
