import { describe, expect, it } from 'vitest';
import { unconvergedShare, unconvergedText } from './convergence';

describe('unconvergedShare', () => {
  it('holds a gap to the tolerance, or to 0.1 % of the objective where none is set', () => {
    expect(unconvergedShare(0, 0.001, 1)).toBeNull();
    expect(unconvergedShare(0, 0.0011, 1)).toBe(0.0011);
    expect(unconvergedShare(0.01, 0.005, 1)).toBeNull();
    expect(unconvergedShare(1e-6, 0.005, 1)).toBe(0.005);
    expect(unconvergedShare(0, 75.4, 75.6)).toBeCloseTo(0.997, 3);
  });

  it('is said in percent', () => {
    expect(unconvergedText(75.4 / 75.6)).toBe('not converged: the duality gap is 99.7 % of the objective');
  });
});
