import type { FoundBaseline, RunBaselines } from '../../../../src-shared/compare/baselines/baselines';
import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { mcnemarExact } from '../../../../src-shared/statistics/mcnemar';
import { fitBaselines, type BaselineOutputs } from '../../../algorithms/baselines/fit-baselines';
import type { TrainingData } from '../../../algorithms/contract/trainer';
import { outputLosses, rowLosses } from '../../../algorithms/evaluation/row-losses';
import { modelAlgorithm } from '../../../algorithms/models';
import { drive, Slices } from '../../../dataset';
import type { ModelCalls } from '../../protocol/models';
import { readModel } from '../../stored/finished-model';
import { modelContext } from '../../stored/model-context';
import type { CallContext } from '../call-context';
import { compareFigure } from './compare-rows';
import { readRunData } from './evaluate-run';

const WHAT = 'Training the baselines';
/** A smaller bootstrap than a verdict's own, for there are several of them. */
const MOST_DRAWN = 2e7;

/**
 * Trains the baselines on a run's training rows, and holds its model against each on its validation rows.
 * @throws BenchtopError `invalid-data` where it has no validation rows or no target, or its data has changed
 */
export async function runBaselines(
  { seed, ...params }: ModelCalls['baselines']['params'],
  call: CallContext,
): Promise<RunBaselines> {
  const stored = await readModel(params);
  const { model } = stored.experiment;
  const { outputs } = modelAlgorithm(model.kind);
  const context = modelContext(stored);
  const { kind } = outputs.readTask(context);
  const { data } = await readRunData(stored, params, call);
  if (data.rows === data.trainRows)
    throw fail(
      'invalid-data',
      sentence(
        'The run has no validation rows, on which its model could be held against baselines: train with a validation share, or over folds.',
      ),
      { field: 'dataset.validationSplit' },
    );
  const own = await drive(rowLosses(context, data, outputs), call.signal, WHAT);
  const losses = ofValidation(own.losses, data.trainRows);
  const classes = kind === 'classes' ? Math.max(2, context.classes.length) : 0;
  const found = await drive(fitBaselines(data, classes, seed), call.signal, WHAT);
  const slices = new Slices(call.signal);
  const baselines: FoundBaseline[] = [];
  for (const one of found) {
    baselines.push(holdAgainst(one, { data, classes, losses, seed }));
    await slices.next();
  }
  return {
    schemaVersion: 1,
    step: stored.state.step,
    fingerprint: stored.dataset.fingerprint,
    kind,
    target: stored.dataset.target ?? '',
    trainRows: data.trainRows,
    validationRows: data.rows - data.trainRows,
    isWeighted: data.weights !== null,
    model: weightedFigures(losses, data),
    baselines,
  };
}

type Losses = Readonly<Record<string, Float64Array>>;

interface Held {
  readonly data: TrainingData;
  readonly classes: number;
  /** Of the model, on the validation rows. */
  readonly losses: Losses;
  readonly seed: number;
}

function holdAgainst(
  { id, outputs, learntRows, whyNot }: BaselineOutputs,
  { data, classes, losses, seed }: Held,
): FoundBaseline {
  if (outputs === null) return { id, learntRows, whyNot, figures: {}, rows: [], mcnemar: null };
  const target = (data.target ?? new Float64Array(data.rows)).subarray(data.trainRows);
  const theirs = outputLosses(outputs, target, classes);
  const rows = Object.entries(losses).flatMap(([name, ours]) => {
    const other = theirs[name];
    return other === undefined ? [] : [compareFigure(name, other, ours, { seed, mostDrawn: MOST_DRAWN })];
  });
  const [right, ownRight] = [theirs['accuracy'], losses['accuracy']];
  const mcnemar = right === undefined || ownRight === undefined ? null : mcnemarExact(right, ownRight);
  return { id, learntRows, whyNot, figures: weightedFigures(theirs, data), rows, mcnemar };
}

function ofValidation(losses: Losses, trainRows: number): Losses {
  return Object.fromEntries(
    Object.entries(losses).map(([name, values]) => [name, values.subarray(trainRows)] as const),
  );
}

/** Means of what the validation rows add, by their weights; rmse is the root of one. */
function weightedFigures(losses: Losses, { weights, trainRows }: TrainingData): Record<string, number> {
  return Object.fromEntries(
    Object.entries(losses).map(([name, values]) => {
      let [sum, total] = [0, 0];
      for (let i = 0; i < values.length; i++) {
        const weight = weights?.[trainRows + i] ?? 1;
        sum += weight * (values[i] ?? 0);
        total += weight;
      }
      return [name, name === 'rmse' ? Math.sqrt(sum / total) : sum / total] as const;
    }),
  );
}
