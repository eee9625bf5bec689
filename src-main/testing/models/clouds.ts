import type { NetworkSpec } from '../../../src-shared/experiment/schema';
import { at } from '../../../src-shared/present';
import type { TrainingData } from '../../algorithms/contract/trainer';
import type { Rng } from '../../algorithms/numeric/rng';
import { lastLayerFor, networkSpec, toTrainingData } from '../data';

const CORNERS: readonly (readonly [number, number])[] = [
  [0, 0],
  [4, 0],
  [0, 4],
];

/** Three clouds with the corners of a triangle as their means: 120 rows to train on, 30 for validation. */
export function threeClouds(rng: Rng): TrainingData {
  const rows = Array.from({ length: 150 }, (_, i) => {
    const [x, y] = at(CORNERS, i % 3);
    return [x + rng.normal(), y + rng.normal()];
  });
  return toTrainingData(
    rows,
    rows.map((_, i) => i % 3),
    120,
    null,
    ['a', 'b', 'c'],
  );
}

/** A network that tells three classes apart. */
export function softmaxOfThree(change: Parameters<typeof networkSpec>[0] = {}): NetworkSpec {
  return networkSpec({
    layers: [{ units: 6, activation: 'tanh' }, lastLayerFor('categoricalCrossentropy', 3)],
    loss: 'categoricalCrossentropy',
    ...change,
  });
}
