import type { Prediction } from '../../../src-shared/run/live/frames';
import type { ModelAnswers } from '../contract/answers';
import type { ModelContext } from '../contract/model-context';
import { findLargest } from '../numeric/largest';
import { readCoefficients, readResult } from './model';
import { logisticProbabilities } from './probabilities';

type Context = ModelContext<'logistic-regression'>;

const CHUNK = 1024;

/**
 * Predictions of a logistic regression: the probability of each class, and the likeliest class; its
 * picture is the coefficient table of each class but the first.
 */
export const logisticRegressionAnswers: ModelAnswers<'logistic-regression'> = {
  toTargetUnits: (_, state) => state,
  drawPicture({ state, classes }) {
    const { reference, equations } = readResult(state, classes);
    return { kind: 'logistic-regression', step: state.step, reference, equations };
  },
  answerRows(context, scaled) {
    const probabilitiesAt = probabilityReader(context, scaled);
    return (row) => {
      const probabilities = probabilitiesAt(row);
      const named = context.classes.map((name, k) => [String(name), probabilities[k]] as const);
      return { class: likeliest(context, probabilities), probabilities: Object.fromEntries(named) };
    };
  },
  answerColumns(context, scaled) {
    const probabilitiesAt = probabilityReader(context, scaled);
    return {
      columns: ['class', ...context.classes.map((name) => `p(${name})`)],
      values(row) {
        const probabilities = probabilitiesAt(row);
        return [likeliest(context, probabilities), ...probabilities];
      },
    };
  },
  explainAnswer: (_: Context, answer: Prediction) =>
    `The predicted class has the highest probability: "${answer.class ?? ''}".`,
};

function likeliest({ classes }: Context, probabilities: Float64Array): number | string {
  return classes[findLargest(probabilities, 0, probabilities.length)] ?? '';
}

/** Probabilities of a row, [classes]; computed in blocks as rows are asked for in turn. */
function probabilityReader(
  { state, featureNames }: Context,
  scaled: Float64Array,
): (row: number) => Float64Array {
  const model = readCoefficients(state);
  const width = featureNames.length;
  const rows = scaled.length / width;
  let from = 0;
  let probabilities: Float64Array = new Float64Array(0);
  return (row) => {
    if (row < from || (row - from + 1) * model.classes > probabilities.length) {
      from = row;
      const to = Math.min(rows, from + CHUNK);
      probabilities = logisticProbabilities(model, scaled.subarray(from * width, to * width), to - from);
    }
    return probabilities.subarray((row - from) * model.classes, (row - from + 1) * model.classes);
  };
}
