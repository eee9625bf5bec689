import { cosInPlace } from '../../../src-shared/portable-math/sin-cos';
import type { Rng } from '../numeric/rng';

/** A fixed random map z(x) = sqrt(2 / D) cos(W x + b), whose z(x) . z(y) is near the kernel's value. */
export interface FourierMap {
  /** [nComponents][width] */
  readonly weights: Float64Array;
  /** [nComponents], from 0 to 2 pi. */
  readonly phases: Float64Array;
}

/**
 * Random Fourier features of the kernel exp(-gamma |x - y|²) (Rahimi and Recht 2007): W normal with
 * variance 2 gamma, b uniform. The error of a kernel value falls as 1 / sqrt(nComponents).
 */
export function drawFourier(width: number, nComponents: number, gamma: number, rng: Rng): FourierMap {
  const spread = Math.sqrt(2 * gamma);
  return {
    weights: Float64Array.from({ length: nComponents * width }, () => spread * rng.normal()),
    phases: Float64Array.from({ length: nComponents }, () => 2 * Math.PI * rng.uniform()),
  };
}

/**
 * Random Fourier features of a range of rows: z_c = sqrt(2 / D) cos(W_c . x + b_c), D components.
 * @param features [rows][width], scaled
 * @param from first row
 * @param to row after the last
 * @param out [rows][nComponents]; rows `from` to `to` are written
 */
export function mapFourier(
  { weights, phases }: FourierMap,
  features: Float64Array,
  width: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const nComponents = phases.length;
  const factor = Math.sqrt(2 / nComponents);
  for (let row = from; row < to; row++) {
    for (let c = 0; c < nComponents; c++) {
      let angle = phases[c];
      for (let j = 0; j < width; j++) angle += weights[c * width + j] * features[row * width + j];
      out[row * nComponents + c] = angle;
    }
  }
  cosInPlace(out, from * nComponents, to * nComponents);
  for (let i = from * nComponents; i < to * nComponents; i++) out[i] *= factor;
}
