import type { Frame, ModelKind, ModelSpec, RunResult } from '../../../src-shared/models';
import type { MetricColumns, ModelHistory, PointSample } from '../../../src-shared/run/live/frames';
import type { RunRecord } from '../../../src-shared/run/record/record';

/** A run as the view of its kind of model sees it. */
export interface RunOf<K extends ModelKind = ModelKind> {
  readonly record: RunRecord;
  readonly model: ModelSpec<K>;
  readonly result: RunResult<K> | null;
  /** The model's picture that is shown; null before its first step. */
  readonly frame: Frame<K> | null;
  readonly sample: PointSample | null;
  readonly metrics: MetricColumns;
  readonly history: ModelHistory | null;
  /** Names of the model's inputs. */
  readonly features: readonly string[];
}

type Shown = Pick<RunOf, 'record' | 'frame' | 'sample' | 'metrics' | 'history'>;

/** A run for the view of its kind: its record with what is shown of it. */
export function toModelRun(shown: Shown): RunOf {
  const { record, sample } = shown;
  return {
    ...shown,
    model: record.experiment.model,
    result: record.result,
    features: record.dataset?.features ?? sample?.features ?? [],
  };
}
