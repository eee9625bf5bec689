import { square } from '../../../../src-shared/portable-math/square';
import { NOWHERE, SCALARS } from './block';
import type { Layout } from './layout';
import { computeFloatError, FAR, type Scaling } from './scaling';

/** The arrays that the kernel by groups works on, kept in step with the rows and the centres. */
export interface GroupedCenters {
  /** Sets the centres of the next round. */
  setCenters(before: Float64Array, centers: Float64Array): void;
  /** A row was given another label: no bound of it holds. */
  relabelled(row: number): void;
  /** No bound holds. */
  forget(): void;
}

/** The arrays of a memory that is laid out for the kernel by groups. */
export function groupedCenters({
  rows,
  width,
  k,
  memory,
  layout: { at, size, groups },
  scaling,
}: {
  readonly rows: number;
  readonly width: number;
  readonly k: number;
  readonly memory: WebAssembly.Memory;
  readonly layout: Layout;
  readonly scaling: Scaling;
}): GroupedCenters {
  const { buffer } = memory;
  const floatCenters = new Float32Array(buffer, at.floatCenters, groups * (1 + width) * size);
  const bounds = new Float32Array(buffer, at.bounds, rows * groups);
  const drifts = new Float64Array(buffer, at.drifts, groups);
  const scalars = new Float64Array(buffer, at.scalars, SCALARS.bytes / 8);
  const { scale, shift } = scaling;
  scalars[SCALARS.scale / 8] = scale;
  scalars[SCALARS.squaredScale / 8] = scale * scale;
  scalars[SCALARS.error / 8] = computeFloatError(width);
  new Float64Array(buffer, at.shift, width).set(shift);
  bounds.fill(0);
  return {
    setCenters(before, centers) {
      let largest = 0;
      drifts.fill(0);
      // Positions of a group without a centre are farther than any.
      floatCenters.fill(0);
      for (let c = 0; c < groups * size; c++) {
        const group = Math.floor(c / size);
        const first = group * (1 + width) * size + (c % size);
        if (c >= k) {
          floatCenters[first] = NOWHERE;
          continue;
        }
        let norm = 0;
        let move = 0;
        for (let j = 0; j < width; j++) {
          const value = (centers[c * width + j] - shift[j]) * scale;
          norm += value * value;
          move += square((centers[c * width + j] - before[c * width + j]) * scale);
          floatCenters[first + (1 + j) * size] = -2 * Math.max(-FAR, Math.min(FAR, value));
        }
        floatCenters[first] = Math.min(norm, FAR * FAR);
        largest = Math.max(largest, norm);
        drifts[group] = Math.max(drifts[group], Math.sqrt(move) * (1 + 1e-6));
      }
      scalars[SCALARS.largestNorm / 8] = Math.sqrt(largest);
    },
    relabelled(row) {
      bounds.fill(0, row * groups, (row + 1) * groups);
    },
    forget() {
      bounds.fill(0);
    },
  };
}
