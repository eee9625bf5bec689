import type { ModelKind, ModelSpec } from '../../../src-shared/models';
import type { MetricColumns, ModelHistory } from '../../../src-shared/run/live/frames';
import type { RunOf } from './run-of';

/** One line of a group: a metric by its name on disk. */
export interface CurveLine {
  readonly name: string;
  readonly label: string;
  readonly dashed: boolean;
}

/** The curve a run is watched by: a group of metrics drawn together. */
export interface CurveGroup<K extends ModelKind = ModelKind> {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  /** Description of the numbers, for the card's header and the axis. */
  readonly description: string;
  readonly metrics: readonly CurveLine[];
  /** Parts of training drawn beside one another, each over steps of its own; null: lines over the run's steps. */
  readonly parts: ((run: RunOf<K>, isOver: boolean) => CurveParts) | null;
}

/** Parts of one training as curves of their own, such as the starts of k-means. */
interface CurveParts {
  /** Noun of a part, e.g. "restart". */
  readonly noun: string;
  /** Unit of a part's x axis, e.g. "round". */
  readonly step: string;
  /** Parts that there are; more than `drawn` where they could not be told apart. */
  readonly count: number;
  readonly drawn: readonly CurvePart[];
}

export interface CurvePart {
  readonly id: string;
  readonly label: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Whether it is the result's, drawn in front in the run's colour. */
  readonly isBest: boolean;
}

/** The curves of a kind of model. */
export interface ModelCurves<K extends ModelKind = ModelKind> {
  /** Groups of metrics, the main one first. */
  groups(model: ModelSpec<K>): readonly CurveGroup<K>[];
  /** For each row of the log the part of training that it belongs to: no line leads from one to the next; null: all one. */
  partOfRows(metrics: MetricColumns, history: ModelHistory | null): ArrayLike<number> | null;
}

/** A group of any kind of model: lines over the run's own steps. */
type SharedGroup = Omit<CurveGroup, 'parts'> & { readonly parts: null };

/** A line of a group. @param isDashed of the validation rows */
export function line(name: string, label: string, isDashed = false): CurveLine {
  return { name, label, dashed: isDashed };
}

/** A group of lines over the run's own steps. */
export function group(
  about: Pick<CurveGroup, 'id' | 'label' | 'title' | 'description'>,
  ...metrics: readonly CurveLine[]
): SharedGroup {
  return { ...about, metrics, parts: null };
}
