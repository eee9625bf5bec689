import type { ErrorInfo } from '../../../../src-shared/errors';
import type { Frame, MetricColumns, PointSample } from '../../../../src-shared/run/live/frames';
import { bestOfRange } from '../../../../src-shared/run/figures/best-value';
import { rowsPhrase, tileLabel, validationMetric } from '../../../../src-shared/run/figures/metric-labels';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { decodeNumber } from '../../../../src-shared/run/record/record';
import { targetNumber } from '../../../charts/network/marked-points';
import { marginWidth } from '../../../charts/svm/margin-math';
import {
  countOf,
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  fullNumber,
} from '../../../text/format';
import { bestLogged } from '../../../state/compare/compare-rows';
import { metricLabel } from '../../../state/base/run-style';
import { surfaceAt } from '../../../values/surface';

/** One figure of the overview. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Small, beside the value: where or of what. */
  readonly detail?: string;
  /** Every digit, or an explanation, on hover. */
  readonly title?: string;
}

/** What is known of a run when its overview is made. */
export interface FactSource {
  readonly record: RunRecord;
  readonly metrics: MetricColumns;
  readonly frame: Frame | null;
  readonly sample: PointSample | null;
  readonly elapsedMs: number;
}

/** The overview's figures, the model's own first. */
export function runFacts(source: FactSource): Fact[] {
  const { record, elapsedMs } = source;
  const { dataset } = record;
  const last = record.checkpoints[record.checkpoints.length - 1];
  return [
    ...modelFacts(source),
    {
      label: 'Last checkpoint',
      value: last === undefined ? '–' : formatCount(last.step),
      ...(last === undefined ? {} : { detail: formatBytes(last.bytes) }),
    },
    { label: 'Elapsed', value: formatDuration(elapsedMs), title: 'Time spent training, pauses left out' },
    ...(dataset === null
      ? []
      : [
          {
            label: 'Training rows',
            value: formatCount(dataset.trainRows),
            detail:
              dataset.validationRows > 0
                ? `+ ${formatCount(dataset.validationRows)} validation`
                : 'no validation',
            title: `${dataset.name}: ${countOf(dataset.rows, 'row')} used, ${formatCount(dataset.droppedRows)} left out. SHA-256 ${dataset.sha256}`,
          },
        ]),
  ];
}

/** In the order of the tiles. */
const NETWORK_MEASURES = ['loss', 'accuracy', 'mae', 'rmse', 'r2'];
const SVM_MEASURES = ['accuracy', 'hingeLoss'];

/** Figures of the validation rows with the best of the first, then the same of the training rows. */
function measureFacts(source: FactSource, measures: readonly string[]): Fact[] {
  const validation = measures.map(validationMetric);
  const isValidated = validation.some((name) => lastValue(source, name) !== null);
  return [validation, measures].flatMap((names, part) =>
    names.flatMap((name, place) => [
      ...metricFact(source, name),
      ...(place === 0 && (part === 0 || !isValidated) ? bestFact(source, name) : []),
    ]),
  );
}

function modelFacts(source: FactSource): Fact[] {
  const { record, frame } = source;
  switch (record.experiment.model.kind) {
    case 'network':
      return [
        ...measureFacts(source, NETWORK_MEASURES),
        ...keptModel(record),
        ...correctRows(source),
        ...parameterFact(frame),
      ];
    case 'kmeans': {
      const sizes = frame?.kind === 'kmeans' ? [...frame.sizes] : [];
      return [
        ...metricFact(source, 'meanSquaredDistance'),
        ...metricFact(source, 'inertia'),
        { label: 'Iterations', value: formatCount(lastStep(source)) },
        ...startFacts(record),
        ...(sizes.length === 0
          ? []
          : [
              {
                label: 'Cluster sizes',
                value: `${formatCount(Math.min(...sizes))} to ${formatCount(Math.max(...sizes))}`,
                detail: `training rows, k = ${sizes.length}`,
              },
            ]),
      ];
    }
    case 'svm':
      return [
        ...measureFacts(source, SVM_MEASURES),
        ...metricFact(source, 'objective'),
        ...gapFact(source),
        ...foldsFact(record),
        ...(frame?.kind === 'svm' && frame.decisions === undefined && Number.isFinite(marginWidth(frame.coef))
          ? [{ label: 'Margin width', value: formatNumber(marginWidth(frame.coef)), detail: '2 / |w|' }]
          : []),
        ...(frame?.kind === 'svm' && frame.step > 0
          ? [
              {
                label: 'Support vectors',
                value: formatCount(supportVectors(source)),
                detail: `of ${rowsPhrase(record.dataset?.trainRows ?? 0, 'training')}`,
              },
            ]
          : []),
      ];
  }
}

/** Which start is the result, and empty clusters that were given a row. */
function startFacts({ result }: RunRecord): Fact[] {
  if (result?.kind !== 'kmeans') return [];
  const { starts, bestStart, relocated } = result;
  return [
    ...(starts.length > 1 && bestStart !== null
      ? [{ label: 'Best restart', value: formatCount(bestStart), detail: `of ${formatCount(starts.length)}` }]
      : []),
    ...(relocated > 0
      ? [
          {
            label: 'Empty clusters',
            value: formatCount(relocated),
            detail: 'moved to a far row',
            title:
              'So often a centre without rows (in mini-batches: with far too few) was moved to another row',
          },
        ]
      : []),
  ];
}

/** The gap as a share of the objective, which the tolerance is of. */
function gapFact(source: FactSource): Fact[] {
  const stored = lastValue(source, 'dualityGap');
  const objective = lastValue(source, 'objective');
  if (stored === null || objective === null) return [];
  // A gap is never below 0 but for rounding.
  const gap = Math.max(0, stored);
  const { result } = source.record;
  const { model } = source.record.experiment;
  const share = `${formatNumber((100 * gap) / objective, 2)} % of the objective`;
  const isOver = result?.kind === 'svm' && model.kind === 'svm' && model.tol > 0;
  const met =
    result?.kind === 'svm' && result.converged === true ? 'tolerance met' : `${share}, tolerance not met`;
  return [
    {
      label: 'Duality gap',
      value: formatNumber(gap),
      detail: isOver ? met : share,
      title: `The objective is at most this far above the optimum: ${fullNumber(gap)}. Where it falls slowly, more passes or scaled features help.`,
    },
  ];
}

function foldsFact({ result }: RunRecord): Fact[] {
  if (result?.kind !== 'svm' || result.crossValidation === null) return [];
  const { accuracy, folds } = result.crossValidation;
  return [
    {
      label: 'Cross-validated accuracy',
      value: formatNumber(accuracy.mean),
      detail: `± ${formatNumber(accuracy.std, 2)}, ${folds.length} folds of the training rows`,
      title: 'Mean and standard deviation over the folds (divided by their number n)',
    },
  ];
}

function supportVectors({ record, frame }: FactSource): number {
  if (record.result?.kind === 'svm') return record.result.supportVectorCount;
  return frame?.kind === 'svm' ? frame.supportVectors.length : 0;
}

function lastStep({ record, metrics }: FactSource): number {
  return metrics.step[metrics.step.length - 1] ?? record.steps;
}

/** A metric's last value: from the rows, or from the record where there are no rows. */
function lastValue({ record, metrics }: FactSource, name: string): number | null {
  const column = metrics.series[name];
  const value = column?.[column.length - 1];
  if (value !== undefined) return value;
  const stored = record.summary[name];
  return stored === undefined ? null : decodeNumber(stored);
}

function metricFact(source: FactSource, name: string): Fact[] {
  const value = lastValue(source, name);
  if (value === null) return [];
  const title = `${metricLabel(name)}: ${fullNumber(value)}`;
  return [{ label: tileLabel(name), value: formatNumber(value), title }];
}

/** The best value and its step: of those that are here, or as the record has it. */
function bestFact({ record, metrics }: FactSource, name: string): Fact[] {
  const logged = bestLogged(name, metrics) ?? bestOfRange(name, record.metricRanges?.[name]);
  if (logged === null) return [];
  const { value, step } = logged;
  return [
    {
      label: `Best ${tileLabel(name).replace(/^[VT]/, (letter) => letter.toLowerCase())}`,
      value: formatNumber(value),
      ...(step === null ? {} : { detail: `@ ${formatCount(step)}` }),
      title: fullNumber(value),
    },
  ];
}

function parameterFact(frame: Frame | null): Fact[] {
  if (frame?.kind !== 'network') return [];
  const count = frame.layers.reduce((sum, layer) => sum + (layer.inputs + 1) * layer.units, 0);
  return [{ label: 'Parameters', value: formatCount(count) }];
}

/** A row of a truth table. */
export interface TruthRow {
  readonly inputs: readonly number[];
  readonly target: number | null;
  readonly output: number;
  /** Whether output and target are on the same side of one half; null without a 0/1 target. */
  readonly isRight: boolean | null;
}

/** The outputs for a table of two binary inputs; empty for any other data. */
export function truthTable(frame: Frame | null, sample: PointSample | null): TruthRow[] {
  if (frame?.kind !== 'network' || frame.surface === null || sample === null) return [];
  if (sample.features.length !== 2 || sample.count > 16) return [];
  if (![...sample.values].every((value) => value === 0 || value === 1)) return [];
  const { surface } = frame;
  return Array.from({ length: sample.count }, (_, row) => {
    const inputs = [sample.values[2 * row]!, sample.values[2 * row + 1]!];
    const output = surfaceAt(surface, inputs[0]!, inputs[1]!);
    const target = targetNumber(sample, row);
    const isBinary = target === 0 || target === 1;
    return { inputs, target, output, isRight: isBinary ? output >= 0.5 === (target === 1) : null };
  });
}

/** The model that early stopping went back to. */
function keptModel({ result, dataset }: RunRecord): Fact[] {
  if (result?.kind !== 'network' || result.bestStep === undefined) return [];
  const isValidated = (dataset?.validationRows ?? 0) > 0;
  return [
    {
      label: 'Model kept',
      value: `step ${formatCount(result.bestStep)}`,
      title: isValidated
        ? 'Early stopping went back to the model with the lowest validation loss: the validation rows also chose when to stop'
        : 'Early stopping went back to the model with the lowest loss',
    },
  ];
}

function correctRows({ frame, sample }: FactSource): Fact[] {
  const rows = truthTable(frame, sample).filter((row) => row.isRight !== null);
  if (rows.length === 0) return [];
  const right = rows.filter((row) => row.isRight === true).length;
  return [{ label: 'Correct corners', value: `${right} of ${rows.length}` }];
}

/** What to say under a failed run's error about what is left of it. */
export function whatIsLeft(record: RunRecord, error: ErrorInfo | null): string {
  if (error === null) return '';
  const last = record.checkpoints[record.checkpoints.length - 1];
  return last === undefined
    ? 'No checkpoint had been written yet.'
    : `The last checkpoint, of step ${formatCount(last.step)}, is kept.`;
}
