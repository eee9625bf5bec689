import type { AxisChoice } from './axis-choice';

type Pair = readonly [number, number];

/** The two features, by their index, on a chart's axes: the preferred ones until a person picks others. */
export class FeaturePair {
  readonly #features: () => readonly string[];
  readonly #preferred: () => Pair;
  #picked = $state.raw<Pair | null>(null);

  /**
   * @param features of the sample that is drawn
   * @param preferred where nothing was picked; what is beyond the last feature is the last one
   */
  constructor(features: () => readonly string[], preferred: () => Pair) {
    this.#features = features;
    this.#preferred = preferred;
  }

  readonly pair = $derived.by((): Pair => {
    const last = this.#features().length - 1;
    const [x, y] = this.#picked ?? this.#preferred();
    return [Math.min(x, last), Math.min(y, last)];
  });

  /** A picker for each axis; none where there is nothing to choose. */
  readonly choices = $derived.by((): readonly AxisChoice[] => {
    const features = this.#features();
    if (features.length <= 2) return [];
    const [x, y] = this.pair;
    return [
      { axis: 'x', features, value: x, onchange: (picked) => (this.#picked = [picked, y]) },
      { axis: 'y', features, value: y, onchange: (picked) => (this.#picked = [x, picked]) },
    ];
  });
}
