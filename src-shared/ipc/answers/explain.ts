import { z } from 'zod';
import {
  EXPLAIN_METHODS,
  IMPORTANCE_METRICS,
  type Dependence,
  type Importance,
  type RowExplanation,
} from '../../run/explanation/explanation';
import type { Faults } from '../../run/explanation/faults';
import { runId, step, task } from '../request-fields';

/** Requests about why a run's model says what it says; part of the map of all requests. */

export const EXPLAIN_REQUESTS = {
  /** `metric` null: the first that the model has. */
  'runs.explain-columns': z.strictObject({
    id: runId,
    step,
    metric: z.enum(IMPORTANCE_METRICS).nullable(),
    task,
  }),
  'runs.explain-column': z.strictObject({ id: runId, step, column: z.string().max(10000), task }),
  'runs.explain-faults': z.strictObject({ id: runId, step, count: z.number().int().min(1).max(1000), task }),
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
  'runs.explain-point': RowExplanation;
}

export type ExplainChannel = keyof ExplainResponses;
