import type { StateTensor } from './trainer';

/** One assign-and-update round, by whichever engine. */
export interface KMeansKernel {
  /** Labels every training row against `centers`; returns the inertia before the update. */
  assign(centers: Float64Array, labels: Int32Array, distances: Float64Array): number;
  /**
   * Moves `centers` to the means of `labels`' rows and fills `sizes`; returns how many centres
   * without rows were moved to a far row instead.
   */
  update(centers: Float64Array, labels: Int32Array, distances: Float64Array, sizes: Int32Array): number;
  dispose(): void;
}

/** One start of k-means as it goes on. */
export interface Start {
  restart: number;
  /** Rounds of this start. */
  iteration: number;
  inertia: number;
  centers: Float64Array;
  sizes: Int32Array;
}

/** How a start is drawn and goes on: over all rows, or batch by batch. */
export interface KMeansRounds {
  /** Rounds of one start at most. */
  readonly most: number;
  /** Whether each round is logged; otherwise every `logEvery`th and the last of a start. */
  readonly logsEach: boolean;
  /** Centres that a start begins with, [k][width]; what is kept from round to round begins anew. */
  draw(restart: number): Float64Array;
  /** One round, counted in `iteration`; true when the start is over. */
  round(start: Start): boolean;
  /** Centres that were moved to another row since the last call, because they had too few. */
  takeRelocated(): number;
  /** What is kept from round to round, beside the start itself. */
  state(): { readonly tensors: Record<string, StateTensor>; readonly extra: Record<string, unknown> };
}
