import { say } from '../../../src-shared/language/say';
import { modelDefinition } from '../../../src-shared/models';
import type { MetricColumns } from '../../../src-shared/run/live/frames';
import { lowerIsBetter } from '../../../src-shared/run/figures/metric-direction';
import {
  measuredOn,
  measureLabel,
  validationFirst,
  validationMetric,
} from '../../../src-shared/run/figures/metric-labels';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import type { CurveSource } from '../../values/curve-source';
import { metricLabel, metricPhrase } from '../base/run-style';

/** What the curves of runs go along. */
export type XMode = 'step' | 'epoch' | 'relative' | 'wall';

export const X_TITLES: Readonly<Record<XMode, string>> = {
  step: say('step'),
  epoch: say('epoch'),
  relative: say('time trained, s'),
  wall: say('time of day, pauses left out'),
};

/** Metrics to choose among, those of the validation rows first: these alone, and with their training metrics. */
export function metricChoices(logged: readonly MetricColumns[]): string[] {
  return validationFirst([...new Set(logged.flatMap(({ series }) => Object.keys(series)))]);
}

/**
 * What curves are first looked at for: a metric of the validation rows where every run has one, else a loss.
 * @param mainMetrics of the runs' kinds of model, the foremost first
 * @param choices as {@link metricChoices} gives them
 */
export function usualMetric(
  mainMetrics: readonly string[],
  choices: readonly string[],
  logged: readonly MetricColumns[],
): string | null {
  const isOfAll = (name: string): boolean =>
    measuredOn(name) === 'validation' &&
    choices.includes(name) &&
    logged.every(({ series }) => series[name] !== undefined);
  return (
    mainMetrics.find(isOfAll) ??
    mainMetrics.find(
      (name) => lowerIsBetter(name) === true && measuredOn(name) !== 'validation' && choices.includes(name),
    ) ??
    choices.find((name) => measuredOn(name) !== 'validation') ??
    choices[0] ??
    null
  );
}

/** A metric's name over its curves: with its rows, where not both training and validation are drawn. */
export function curvesTitle(metric: string, logged: readonly MetricColumns[]): string {
  return isValidated(metric, logged) ? measureLabel(metric) : metricLabel(metric);
}

function isValidated(metric: string, logged: readonly MetricColumns[]): boolean {
  if (measuredOn(metric) === 'validation') return false;
  return logged.some(({ series }) => series[validationMetric(metric)] !== undefined);
}

/** What a run is called, and its colour as CSS. */
interface RunLook {
  findName(record: Pick<RunRecord, 'id' | 'name'>): string;
  findColour(record: Pick<RunRecord, 'id' | 'colour'>): string;
}

/** Training and validation curve of a metric of each run; of a validation metric that alone. */
export function curveSources(
  runs: readonly { readonly run: StoredRun; readonly logged: MetricColumns }[],
  metric: string,
  mode: XMode,
  look: RunLook,
): CurveSource[] {
  const namesRows = isValidated(
    metric,
    runs.map(({ logged }) => logged),
  );
  return runs.flatMap(({ run: { record }, logged }) =>
    [metric, ...(measuredOn(metric) === 'validation' ? [] : [validationMetric(metric)])].flatMap(
      (name, index): CurveSource[] => {
        const y = logged.series[name];
        if (y === undefined || y.length === 0) return [];
        const { id: runId } = record;
        const runName = look.findName(record);
        return [
          {
            id: `${runId} ${name}`,
            runId,
            label: namesRows ? `${runName}, ${measuredOn(name) ?? metricPhrase(name)}` : runName,
            colour: look.findColour(record),
            dashed: index === 1,
            x: computeX(record, logged, mode),
            y,
            points: {
              step: logged.step,
              elapsedMs: logged.elapsedMs,
              stepsPerEpoch: stepsPerEpoch(record),
            },
          },
        ];
      },
    ),
  );
}

/** Made once for the same logged rows: a curve is known again by its arrays. */
const made = new WeakMap<MetricColumns, Map<XMode, Float64Array>>();

/** Positions of a run's logged rows on the x axis, one for each row. */
export function computeX(record: RunRecord, logged: MetricColumns, mode: XMode): Float64Array {
  if (mode === 'step') return logged.step;
  const known = made.get(logged) ?? new Map<XMode, Float64Array>();
  made.set(logged, known);
  const found = known.get(mode) ?? computedX(record, logged, mode);
  known.set(mode, found);
  return found;
}

function computedX(record: RunRecord, { step, elapsedMs }: MetricColumns, mode: XMode): Float64Array {
  switch (mode) {
    case 'step':
      return step;
    case 'epoch': {
      const per = stepsPerEpoch(record);
      return step.map((value) => value / per);
    }
    case 'relative':
      return elapsedMs.map((value) => value / 1000);
    case 'wall': {
      const from = Date.parse(record.startedAt ?? record.createdAt);
      return elapsedMs.map((value) => from + value);
    }
  }
}

/** Updates until every training row was seen once; rounds and passes over all rows are epochs. */
export function stepsPerEpoch({ experiment, dataset, external }: RunRecord): number {
  // What another program calls an epoch, nobody knows.
  if (external !== undefined) return 1;
  const { model, training } = experiment;
  const size = modelDefinition(model.kind).batchSize({ model, training });
  const rows = dataset?.trainRows ?? 0;
  return size === null || size >= rows ? 1 : Math.ceil(rows / size);
}
