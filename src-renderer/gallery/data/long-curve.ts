import { normal } from './random';
import type { CurveSource } from '../../values/curve-source';

const COUNT = 1_000_000;

/** A loss of a million steps, with one peak in the middle: made when it is asked for. */
export function longCurve(): CurveSource {
  const draw = normal(7);
  const y = Float64Array.from({ length: COUNT }, (_, i) => 0.2 + Math.exp(-i / 200_000) + 0.02 * draw());
  y[COUNT / 2] = 3;
  return {
    id: 'long',
    runId: 'long',
    label: 'a million steps',
    colour: 'var(--run-3)',
    dashed: false,
    x: Float64Array.from({ length: COUNT }, (_, i) => i),
    y,
  };
}
