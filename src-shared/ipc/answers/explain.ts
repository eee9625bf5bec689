import { z } from 'zod';
import {
  EXPLAIN_METHODS,
  IMPORTANCE_METRICS,
  type Dependence,
  type Importance,
  type RowExplanation,
} from '../../run/explanation/explanation';
import type { Faults } from '../../run/explanation/faults';
import { REPAIR_METHODS } from '../../run/explanation/repair';
import type { StoredRun } from '../../run/record/record';
import { runId, step, task } from '../request-fields';

/** Whether the rows of the test part are looked at, once it was opened. */
const onTest = z.boolean();

/** Requests about why a run's model says what it says; part of the map of all requests. */

export const EXPLAIN_REQUESTS = {
  /** `metric` null: the first that the model has. */
  'runs.explain-columns': z.strictObject({
    id: runId,
    step,
    metric: z.enum(IMPORTANCE_METRICS).nullable(),
    onTest,
    task,
  }),
  'runs.explain-column': z.strictObject({ id: runId, step, column: z.string().max(10000), onTest, task }),
  'runs.explain-faults': z.strictObject({
    id: runId,
    step,
    count: z.number().int().min(1).max(1000),
    onTest,
    task,
  }),
  /** Fitted to the validation rows and kept; null: the model's own probabilities again. */
  'runs.set-repair': z.strictObject({ id: runId, method: z.enum(REPAIR_METHODS).nullable(), task }),
  /** Evaluates the rows that were set apart, and stamps the run. */
  'runs.open-test': z.strictObject({ id: runId, task }),
  /** A point by its cells, as they are typed. */
  'runs.explain-point': z.strictObject({
    id: runId,
    step,
    cells: z.array(z.string().max(10000)).max(100000),
    method: z.enum(EXPLAIN_METHODS),
    task,
  }),
} as const;

export interface ExplainResponses {
  'runs.explain-columns': Importance;
  'runs.explain-column': Dependence;
  'runs.explain-faults': Faults;
  'runs.set-repair': StoredRun;
  'runs.open-test': StoredRun;
  'runs.explain-point': RowExplanation;
}

export type ExplainChannel = keyof ExplainResponses;
