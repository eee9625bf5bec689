import type {
  AttributionSummary,
  Dependence,
  ExplainedRow,
  ExplainMethod,
  Importance,
  ImportanceMetric,
  RowExplanation,
} from '../../../src-shared/run/explanation/explanation';
import type { Repair, RepairMethod } from '../../../src-shared/run/explanation/repair';
import type { Faults } from '../../../src-shared/run/explanation/faults';
import type { EvaluationParams } from './models';

export interface ExplainParams extends EvaluationParams {
  /** Of what is drawn: samples of rows, shuffles, orders. */
  readonly seed: number;
  readonly clusterNames: readonly string[];
  /** What repairs the probabilities of the model of its step. */
  readonly repair?: Repair | undefined;
}

/** Calls about why a stored model says what it says; each reads the run's data again. */
export interface ExplainCalls {
  /** Which raw columns decide; `metric` null: the first that the model has. */
  'explain-columns': {
    params: ExplainParams & { metric: ImportanceMetric | null; repeats: number };
    answer: Importance;
  };
  /** What the model says while one column goes through its values. */
  'explain-column': { params: ExplainParams & { column: string }; answer: Dependence };
  /** One row of the table, or a point. */
  'explain-row': {
    params: ExplainParams & { row: ExplainedRow; method: ExplainMethod };
    answer: RowExplanation;
  };
  /** Where it is wrong: the `count` worst rows, slices, and its probabilities. */
  'explain-faults': { params: ExplainParams & { count: number }; answer: Faults };
  /** What would repair its probabilities, fitted to its validation rows. */
  'fit-repair': {
    params: ExplainParams & { readonly method: RepairMethod };
    answer: Omit<Repair, 'at'>;
  };
  /** Many rows, of one output; null: of two classes the second, else the first. */
  'explain-rows': {
    params: ExplainParams & { method: ExplainMethod; output: number | null };
    answer: AttributionSummary;
  };
}
