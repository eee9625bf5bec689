import { normalTails } from '../../distributions/normal';
import type { SweepParameter } from '../group';
import { settingCells } from './cells';
import { orderedDensity, pearsonDivergence, wordDensity, type NormalBelow } from './parzen-cells';

const exactlyBelow: NormalBelow = (z) => normalTails(z).lower;

/**
 * How much a setting decides, for any part of the trials that is asked about, by PED-ANOVA (Watanabe, Bansal and
 * Hutter, "PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary Subspaces", IJCAI 2023): of
 * the density p of its values in the part and q in all trials, over the cells of its axis,
 *
 *   gamma^2 a^2 / b sum q (p / q - 1)^2
 *
 * with gamma the share of the trials that are in the part. a is the share of the part in which the setting is in
 * force, b that of all trials; of one that always is both are 1 (as Optuna 5 has it).
 * @param isWhole whether the setting takes whole numbers only
 * @param values by trial; one that is neither number nor word, or none of the parameter's: not in force there
 * @returns takes the indices of a part's trials
 */
export function settingDivergence(
  parameter: SweepParameter,
  isWhole: boolean,
  values: readonly unknown[],
): (part: Int32Array, normalBelow?: NormalBelow) => number {
  const { count, isOrdered, find } = settingCells(parameter, isWhole);
  const cells = Int32Array.from(values, (value) =>
    typeof value === 'number' || typeof value === 'string' ? find(value) : -1,
  );
  const density = isOrdered ? orderedDensity : wordDensity;
  const all = countCells(cells, count, Int32Array.from(cells.keys()));
  // Of one value, and of one trial, there is nothing to tell.
  if (count < 2 || all.active < 2) return () => 0;
  const known = new Map<NormalBelow, Float64Array>();
  return (part, normalBelow = exactlyBelow) => {
    const { counts, active } = countCells(cells, count, part);
    if (active === 0) return 0;
    let among = known.get(normalBelow);
    if (among === undefined) known.set(normalBelow, (among = density(all.counts, normalBelow)));
    const [a, b, gamma] = [active / part.length, all.active / cells.length, part.length / cells.length];
    return gamma * gamma * ((a * a) / b) * pearsonDivergence(density(counts, normalBelow), among);
  };
}

/** Of some trials: how many lie in each cell, and in how many the setting is in force. */
function countCells(
  cells: Int32Array,
  count: number,
  trials: Int32Array,
): { readonly counts: Int32Array; readonly active: number } {
  const counts = new Int32Array(count);
  let active = 0;
  for (const trial of trials) {
    const cell = cells[trial] ?? -1;
    if (cell === -1) continue;
    counts[cell] = (counts[cell] ?? 0) + 1;
    active++;
  }
  return { counts, active };
}
