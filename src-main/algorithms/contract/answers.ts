import type { Frame, ModelKind, ModelSpec } from '../../../src-shared/models';
import type { PointSample, Prediction } from '../../../src-shared/run/live/frames';
import type { TargetScaler } from '../../../src-shared/run/record/dataset-facts';
import type { ModelContext } from './model-context';
import type { ModelState } from './state';
import type { PictureOptions } from './trainer';

/**
 * A model's prediction for one row without the row itself: class and probabilities, decision values,
 * number, or cluster with distances, whichever the model kind has.
 */
export type Answer = Omit<Prediction, 'input'>;

/**
 * What one kind of model says of rows. `scaled` are the rows as the model sees them, [n][features]
 * flattened: (x - offset) / scale of each raw value.
 */
export interface ModelAnswers<K extends ModelKind> {
  /** A state with outputs in the target's own units, for asking; training goes on from the state itself. */
  readonly toTargetUnits: (
    model: ModelSpec<K>,
    state: ModelState,
    scaler: TargetScaler | undefined,
  ) => ModelState;
  /** The model drawn over a sample of its data. */
  readonly drawPicture: (context: ModelContext<K>, sample: PointSample, options: PictureOptions) => Frame<K>;
  /** Answers by row. */
  readonly answerRows: (context: ModelContext<K>, scaled: Float64Array) => (row: number) => Answer;
  /** Answers as columns of a table. */
  readonly answerColumns: (context: ModelContext<K>, scaled: Float64Array) => AnswerColumns;
  /** How an answer comes of what the model computes, as a sentence. */
  readonly explainAnswer: (context: ModelContext<K>, answer: Prediction) => string;
}

/** What a model says of rows, as columns of a table: their names, and the cells of a row. */
export interface AnswerColumns {
  readonly columns: readonly string[];
  readonly values: (row: number) => readonly (number | string)[];
}

/** A table to be written as predictions.csv: every row with what the model says of it. */
export interface PredictionTable {
  /** Each name once. */
  readonly columns: readonly string[];
  /** Sentences for a person, on columns that had to be called otherwise. */
  readonly notes?: readonly string[];
  readonly rows: number;
  /** Cells of a row in the order of `columns`; `index` from 0 to `rows` - 1. */
  row(index: number): readonly (number | string)[];
}
