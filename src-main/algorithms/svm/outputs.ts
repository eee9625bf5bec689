import { fail } from '../../../src-shared/errors';
import type { ExplainedFeatures } from '../contract/explained';
import type { ModelContext } from '../contract/model-context';
import { passCapacity, type ModelOutputs, type Task } from '../contract/outputs';
import { readTensor } from '../contract/state';
import { findLargest } from '../numeric/largest';
import { mapFourier } from './fourier';
import { decisionAt, countClassifiers } from './decisions';
import { storedFourier, readWeights } from './state';

/** A cosine costs about as much as this many multiply-adds. */
const COSINE_COST = 8;

/**
 * Task of an SVM: two classes, told apart by the sign of the decision value, or more, of which the largest
 * value wins.
 */
export function readSvmTask({ classes }: Pick<ModelContext, 'classes'>): Task {
  const isOfTwo = classes.length <= 2;
  return {
    kind: 'classes',
    scores: 'decision',
    threshold: isOfTwo ? 0 : null,
    classAt: isOfTwo ? (outputs, at) => (outputs[at] > 0 ? 1 : 0) : findLargest,
  };
}

/**
 * Reader of decision values [rows][units] for rows of training data: one unit for two classes, else one for
 * each class against the rest.
 */
export function readDecisions(
  { state, classes }: ModelContext,
  { features, width, rows: allRows }: ExplainedFeatures,
): ModelOutputs {
  const units = countClassifiers(classes.length);
  const map = storedFourier(state);
  const inputs = map?.phases.length ?? width;
  const count = readTensor(state, 'coef').data.length;
  if (count !== units * inputs) {
    throw fail('corrupt', `The checkpoint has ${count} coefficients, but ${units} x ${inputs} are needed.`);
  }
  const classifiers = readWeights(state, units, inputs);
  const capacity = passCapacity(
    units * inputs + (map === null ? 0 : inputs * (width + COSINE_COST)),
    allRows,
  );
  const values = new Float64Array(capacity * units);
  const mapped = map === null ? null : new Float64Array(capacity * inputs);
  return {
    units,
    capacity,
    read(from, rows) {
      if (map !== null && mapped !== null) {
        mapFourier(map, features.subarray(from * width, (from + rows) * width), width, 0, rows, mapped);
      }
      for (let row = 0; row < rows; row++) {
        const [source, at] = mapped === null ? [features, from + row] : [mapped, row];
        for (let u = 0; u < units; u++) values[row * units + u] = decisionAt(classifiers[u], source, at);
      }
      return values;
    },
  };
}
