import { pow } from '../../portable-math/pow';
import { at } from '../../present';

/** So that no cell is empty: ratios of densities stay finite. */
const LEAST = 1e-12;
/** Kernels are no narrower than this many cells: 90 % of one then lies in its cell. */
const NARROWEST = 0.5 / 1.64;

/** P(Z <= z) of a standard normal Z. */
export type NormalBelow = (z: number) => number;

/**
 * A density over cells 0 to n - 1 in their order, from how many trials lie in each: a mixture with one normal
 * kernel a cell that has any, weighted by its trials, and one of the weight 1 as wide as all cells, each cut off
 * at the outer edges and summed over the cells. All have one width by Scott's rule (Scott 1992),
 * 1.059 min(interquartile range / 1.34, standard deviation) m^(-1/5) of m trials (Watanabe, Bansal and Hutter,
 * "PED-ANOVA", 2023, as Optuna 5 has it).
 * @param counts of trials by cell
 * @returns probabilities by cell, each with 1e-12 added
 */
export function orderedDensity(counts: ArrayLike<number>, normalBelow: NormalBelow): Float64Array {
  const n = counts.length;
  const total = sum(counts);
  const density = new Float64Array(n);
  addKernel(density, (n - 1) / 2, n, 1 / (total + 1), normalBelow);
  if (total === 0) return density.map((share) => share + LEAST);
  const width = Math.max(scottWidth(counts, total), NARROWEST);
  // All kernels are as wide: what lies below an edge follows from its distance alone.
  const below = new Float64Array(2 * n + 1);
  for (let i = 0; i <= 2 * n; i++) below[i] = normalBelow((i - n + 0.5) / width);
  // Not by `at`: this is what most of the time goes into.
  for (let cell = 0; cell < n; cell++) {
    const count = counts[cell] ?? 0;
    if (count === 0) continue;
    const inside = (below[2 * n - 1 - cell] ?? NaN) - (below[n - 1 - cell] ?? NaN);
    const weight = count / (total + 1) / inside;
    for (let j = 0; j < n; j++) {
      const mass = (below[n + j - cell] ?? NaN) - (below[n + j - cell - 1] ?? NaN);
      density[j] = (density[j] ?? NaN) + weight * mass;
    }
  }
  return density.map((share) => share + LEAST);
}

/**
 * A density over words: a mixture with one kernel a word that has trials, weighted by them, and an even one of
 * the weight 1; a word's kernel has 1 / k of every word beside it, of k kernels.
 * @param counts of trials by word
 * @returns probabilities by word, each with 1e-12 added
 */
export function wordDensity(counts: ArrayLike<number>): Float64Array {
  const n = counts.length;
  const total = sum(counts);
  let kernels = 1;
  for (let word = 0; word < n; word++) if (at(counts, word) > 0) kernels++;
  const part = 1 / kernels;
  const whole = 1 + n * part;
  return Float64Array.from({ length: n }, (_, word) => {
    const own = (at(counts, word) * (1 + part) + (total - at(counts, word)) * part) / whole;
    return (own + 1 / n) / (total + 1) + LEAST;
  });
}

/** How far one density is from another: sum over the cells of q (p / q - 1)^2 (Pearson's divergence). */
export function pearsonDivergence(p: Float64Array, q: Float64Array): number {
  let all = 0;
  for (let cell = 0; cell < q.length; cell++) {
    const share = q[cell] ?? NaN;
    const apart = (p[cell] ?? NaN) / share - 1;
    all += share * apart * apart;
  }
  return all;
}

/** Adds one kernel around a place between the cells. */
function addKernel(
  density: Float64Array,
  centre: number,
  width: number,
  weight: number,
  normalBelow: NormalBelow,
): void {
  const n = density.length;
  const least = normalBelow((-0.5 - centre) / width);
  const inside = normalBelow((n - 0.5 - centre) / width) - least;
  let before = least;
  for (let j = 0; j < n; j++) {
    const next = normalBelow((j + 0.5 - centre) / width);
    density[j] = (density[j] ?? NaN) + (weight / inside) * (next - before);
    before = next;
  }
}

/** Quartiles are cells at which the trials, counted from the first, come to a whole quarter of them. */
function scottWidth(counts: ArrayLike<number>, total: number): number {
  let mean = 0;
  for (let cell = 0; cell < counts.length; cell++) mean += (cell * (counts[cell] ?? 0)) / total;
  let squares = 0;
  let cumulated = 0;
  let [low, high, last] = [-1, -1, 0];
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell] ?? 0;
    if (count === 0) continue;
    squares += count * (cell - mean) * (cell - mean);
    cumulated += count;
    last = cell;
    if (low === -1 && cumulated >= Math.floor(total / 4)) low = cell;
    if (high === -1 && cumulated > Math.floor((3 * total) / 4)) high = cell;
  }
  if (high === -1) high = last;
  const deviation = Math.sqrt(squares / Math.max(1, total - 1));
  return 1.059 * Math.min((high - low) / 1.34, deviation) * pow(total, -0.2);
}

function sum(counts: ArrayLike<number>): number {
  let total = 0;
  for (let cell = 0; cell < counts.length; cell++) total += counts[cell] ?? 0;
  return total;
}
