import { fail } from '../../../src-shared/errors';
import { counted, sentence } from '../../../src-shared/language/sentence';
import { type NetworkSpec, networkTask } from '../../../src-shared/experiment/schema';
import { networkProblems } from '../../../src-shared/models/network/problems';
import type { TrainingData } from '../contract/trainer';

/** Weights, gradients and two optimizer slots of 8 bytes each: about 1.6 GB. */
const MAX_WEIGHTS = 50_000_000;

/**
 * Refuses data that a network cannot be trained on.
 * @throws BenchtopError `invalid-data` or `invalid-experiment`, naming the field
 */
export function checkNetworkData(model: NetworkSpec, data: TrainingData): void {
  if (data.target === null) {
    throw fail('invalid-data', sentence('A network needs a target column to learn: choose one.'), {
      field: 'dataset.target',
    });
  }
  const task = networkTask(model);
  if (task.kind === 'classes' && data.classes.length < 2) {
    throw fail('invalid-data', sentence('All rows are of one class: choose another target, or more rows.'), {
      field: 'dataset.target',
    });
  }
  const [problem] = networkProblems(model, task.kind === 'classes' ? data.classes.length : null);
  if (problem !== undefined) throw fail('invalid-experiment', problem.message, { field: problem.field });
  let weights = 0;
  model.layers.forEach(({ units }, l) => {
    weights += ((l === 0 ? data.width : (model.layers[l - 1]?.units ?? 0)) + 1) * units;
  });
  if (weights > MAX_WEIGHTS) {
    throw fail(
      'invalid-experiment',
      sentence(
        'The network would have {weights} weights, more than the {most} that fit: use fewer units or layers.',
        { weights: counted(weights), most: counted(MAX_WEIGHTS) },
      ),
      { field: 'model.layers' },
    );
  }
  if (task.kind === 'classes') return;
  const isOfTwo = data.target.every((value) => value === 0 || value === 1);
  if (isOfTwo || (model.loss !== 'binaryCrossentropy' && model.loss !== 'hinge')) return;
  const loss = model.loss === 'hinge' ? 'The hinge loss' : 'Binary cross-entropy';
  throw fail(
    'invalid-data',
    sentence(
      '{loss} needs a target of only 0 and 1, or of two other values: choose another target or loss.',
      { loss },
    ),
    { field: 'model.loss' },
  );
}
