import type { Activation, DatePart } from '../../../src-shared/experiment/schema';

/** A raw column as other programs are told of it: how its cell becomes model inputs. */
export interface PortableColumn {
  readonly name: string;
  readonly type: 'number' | 'date' | 'category';
  /**
   * number: the value; date: days since 1970-01-01 UTC; oneHot: 1 for its own category and 0 for the
   * others; ordinal: the index among the categories; dateParts: the parts of the date.
   */
  readonly encoding: 'number' | 'date' | 'oneHot' | 'ordinal' | 'dateParts';
  readonly categories: readonly string[];
  readonly parts: readonly DatePart[];
  /** Stands in for a missing cell; null: a row without the cell has no answer. */
  readonly fill: number | string | null;
  /** Names of the inputs that it becomes. */
  readonly inputs: readonly string[];
}

/** One fully connected layer: activation(x . kernel + bias). */
export interface PortableLayer {
  readonly units: number;
  readonly activation: Activation;
  /** [inputs][units] */
  readonly kernel: readonly (readonly number[])[];
  /** [units] */
  readonly bias: readonly number[];
}

/** What the last layer's outputs, or the distances to centres, say. */
type PortableAnswer =
  /** The outputs are numbers in the target's units. */
  | { readonly kind: 'numbers' }
  /** One output: the second class from `threshold` on (`inclusive`), or above it. */
  | {
      readonly kind: 'threshold';
      readonly threshold: number;
      readonly inclusive: boolean;
      /** Whether the output is the second class's probability. */
      readonly isProbability: boolean;
    }
  /** An output for each class, the largest of which counts. */
  | { readonly kind: 'largest'; readonly isProbability: boolean }
  /** The nearest centre counts. */
  | { readonly kind: 'clusters'; readonly names: readonly string[] };

/**
 * A stored model as other programs can compute it, the same for every kind: columns become inputs, inputs are
 * scaled as (x - offset) / scale, mapped by random Fourier features where there are some, and go through the
 * layers, or to the nearest centre. All numbers are float64; the document of `--format weights`.
 */
export interface PortableModel {
  readonly format: 'benchtop-model';
  readonly version: 1;
  readonly kind: string;
  readonly run: { readonly id: string; readonly name: string; readonly step: number };
  readonly target: string | null;
  readonly classes: readonly (number | string)[];
  readonly columns: readonly PortableColumn[];
  readonly scaler: { readonly offset: readonly number[]; readonly scale: readonly number[] };
  /** z = sqrt(2 / components) cos(weights . x + phases), which the layers are given; null: the inputs themselves. */
  readonly fourier: {
    readonly weights: readonly (readonly number[])[];
    readonly phases: readonly number[];
  } | null;
  /** Empty where there are centres. */
  readonly layers: readonly PortableLayer[];
  /** [clusters][inputs], scaled; null where there are layers. */
  readonly centers: readonly (readonly number[])[] | null;
  readonly answer: PortableAnswer;
  /** P(class) = 1 / (1 + exp(a f + b)) of its output f, one of two classes or one each, then divided by their sum. */
  readonly platt: { readonly a: readonly number[]; readonly b: readonly number[] } | null;
}

/** Rows of a flat matrix. */
export function toRows(values: ArrayLike<number>, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, row) =>
    Array.from({ length: width }, (__, column) => values[row * width + column] ?? NaN),
  );
}
