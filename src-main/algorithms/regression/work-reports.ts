import type { StepReport } from '../contract/trainer';
import type { Work } from '../numeric/linear-algebra/weighted-rows';

/**
 * Work inside a step as reports of its progress.
 * @param step that is finished
 * @returns the work's result
 */
export function* workReports<T>(work: Work<T>, label: string, step: number): Generator<StepReport, T, void> {
  for (let next = work.next(); ; next = work.next()) {
    if (next.done === true) return next.value;
    yield { step, metrics: null, history: null, stage: { label, share: next.value } };
  }
}
