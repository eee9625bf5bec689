import type { Seeding } from '../start/seed-passes';
import type { Scaling } from '../wasm/scaling';
import type { StateTensor } from '../../contract/state';

/** One assign-and-update round, by whichever engine. It keeps the rows' labels from round to round. */
export interface KMeansKernel {
  /** Draws centres by k-means++ with what the rounds run on; null: plain loops do. */
  readonly seeding: Seeding | null;
  /** How it puts the rows into float32; undefined: it does not. */
  readonly scaling?: Scaling | undefined;
  /**
   * Labels every training row against `centers` and counts them into `sizes`; returns the inertia
   * before the update, and whether a row has another label than in the round before.
   */
  assign(centers: Float64Array, sizes: Int32Array): { readonly inertia: number; readonly isChanged: boolean };
  /**
   * After `assign`: moves `centers` to the means of their rows; returns how many centres without
   * rows were moved to a far row instead, which `sizes` then counts.
   */
  update(centers: Float64Array, sizes: Int32Array): number;
  /** [rows]: cluster of each row by the last `assign`; a view, which the next one overwrites. */
  labels(): Int32Array;
  /** Another start: no row has a label. */
  forget(): void;
  /** Frees its memory and ends its helper threads; it is not used after it. */
  dispose(): void;
}

/** State of the start (initialisation) of k-means that is under way; changed in place from round to round. */
export interface Start {
  /** Number of the start, from 0. */
  restart: number;
  /** Rounds of this start. */
  iteration: number;
  /** Weighted sum of squared distances to the own centres, before the last update. */
  inertia: number;
  /** [k][width], scaled. */
  centers: Float64Array;
  /** [k]: rows of each cluster. */
  sizes: Int32Array;
}

/** How a start is drawn and goes on: over all rows, or batch by batch. */
export interface KMeansRounds {
  /** Rounds of one start at most. */
  readonly most: number;
  /** Whether each round is logged; otherwise every `logEvery`th and the last of a start. */
  readonly logsEach: boolean;
  /**
   * Centres that a start begins with, [k][width]; what is kept from round to round begins anew.
   * @param explicit taken instead of drawing any
   */
  draw(restart: number, explicit?: Float64Array): Float64Array;
  /** One round, counted in `iteration`; true when the start is over. */
  round(start: Start): boolean;
  /** Centres that were moved to another row since the last call, because they had too few. */
  takeRelocated(): number;
  /** What is kept from round to round, beside the start itself. */
  state(): { readonly tensors: Record<string, StateTensor>; readonly extra: Record<string, unknown> };
}
