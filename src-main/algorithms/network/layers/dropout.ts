import type { NetworkSpec } from '../../../../src-shared/experiment/schema';
import { Rng } from '../../numeric/rng';

/** State of dropout in a checkpoint: the random stream of each layer, as `Rng.state()` gives it. */
export type DropoutState = readonly (readonly number[])[];

/**
 * Inverted dropout (Srivastava et al. 2014): in training an output is left out with the layer's
 * rate, the others are divided by what is left, so that nothing is changed for evaluation. Both
 * engines draw here; each layer has a stream of its own, so a batch may be drawn in parts.
 */
export class Dropout {
  readonly #rates: readonly number[];
  readonly #streams: readonly Rng[];

  /** @param resume the streams of a checkpoint; null: the seed's */
  constructor({ layers }: Pick<NetworkSpec, 'layers'>, seed: number, resume: DropoutState | null) {
    this.#rates = layers.map(({ dropout }) => dropout);
    this.#streams = layers.map((_, l) => {
      const rngState = resume?.[l];
      return rngState === undefined ? Rng.derive(seed, `dropout/${l}`) : Rng.fromState(rngState);
    });
  }

  /** Share of layer `l`'s outputs that is set to 0, 0 to 1; 0 without dropout. */
  rate(l: number): number {
    return this.#rates[l] ?? 0;
  }

  /** The factors for the layer's next `count` outputs, row by row: 0 or 1 / (1 - rate). */
  draw(l: number, into: Float64Array | Float32Array, count: number): void {
    const rate = this.rate(l);
    const stream = this.#streams[l];
    const bound = rate * 2 ** 32;
    const factor = 1 / (1 - rate);
    for (let i = 0; i < count; i++) into[i] = stream.word() < bound ? 0 : factor;
  }

  /** Streams of all layers as they are now; copied. */
  state(): DropoutState {
    return this.#streams.map((stream) => stream.state());
  }
}

/**
 * Dropout of a network, or null where every layer's rate is 0.
 * @param stored `state()` of a checkpoint; anything else starts from the seed
 */
export function createDropout(model: NetworkSpec, seed: number, stored: unknown): Dropout | null {
  if (model.layers.every(({ dropout }) => dropout === 0)) return null;
  const resume = Array.isArray(stored)
    ? stored.map((rngState: unknown) => (Array.isArray(rngState) ? rngState.map(Number) : []))
    : null;
  return new Dropout(model, seed, resume);
}
