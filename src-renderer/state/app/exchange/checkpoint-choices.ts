import { say } from '../../../../src-shared/language/say';
import { mainMetricName } from '../../../../src-shared/run/figures/main-metric';
import { lowerIsBetter } from '../../../../src-shared/run/figures/metric-direction';
import { measuredOn } from '../../../../src-shared/run/figures/metric-labels';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { decodeNumber } from '../../../../src-shared/run/record/stored-number';
import { formatCount, formatNumber } from '../../../text/format';
import { metricLabel } from '../../base/run-style';

/** A checkpoint whose model can be taken out. */
interface CheckpointChoice {
  readonly step: number;
  readonly label: string;
}

/** The checkpoints of a run: the last one, then the best on validation rows, then the others, newest first. */
export function checkpointChoices(
  record: Pick<RunRecord, 'checkpoints' | 'experiment'>,
): readonly CheckpointChoice[] {
  const newest = [...record.checkpoints].reverse();
  const [last] = newest;
  if (last === undefined) return [];
  const best = findBest(record);
  const bestText =
    best === null
      ? ''
      : say('best on validation rows: {metric} {value}', {
          metric: metricLabel(best.metric),
          value: formatNumber(best.value),
        });
  const label = (step: number): string => {
    const name =
      step === last.step
        ? say('Last, step {step}', { step: formatCount(step) })
        : say('Step {step}', { step: formatCount(step) });
    return step === best?.step ? `${name} (${bestText})` : name;
  };
  const first = [last.step, ...(best === null || best.step === last.step ? [] : [best.step])];
  const others = newest.map(({ step }) => step).filter((step) => !first.includes(step));
  return [...first, ...others].map((step) => ({ step, label: label(step) }));
}

/** The checkpoint with the best value of the metric that its kind is judged by, where that is of validation rows. */
function findBest({ checkpoints, experiment }: Pick<RunRecord, 'checkpoints' | 'experiment'>): {
  step: number;
  metric: string;
  value: number;
} | null {
  const has = (name: string): boolean => checkpoints.some(({ metrics }) => metrics[name] !== undefined);
  const metric = mainMetricName(experiment.model.kind, has);
  if (metric === null || measuredOn(metric) !== 'validation') return null;
  const isLower = lowerIsBetter(metric);
  if (isLower === null) return null;
  let best: { step: number; metric: string; value: number } | null = null;
  for (const { step, metrics } of checkpoints) {
    const stored = metrics[metric];
    const value = stored === undefined ? NaN : decodeNumber(stored);
    if (Number.isFinite(value) && (best === null || (isLower ? value < best.value : value > best.value)))
      best = { step, metric, value };
  }
  return best;
}
