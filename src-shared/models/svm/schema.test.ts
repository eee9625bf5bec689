import { describe, expect, it } from 'vitest';
import { SVM_FIELDS } from './fields';
import { checkExperiment, reciprocal, svmSchema } from '../../experiment/schema';

const experiment = (model: object, rest: object = {}): object => ({
  schemaVersion: 1,
  name: 'svm',
  dataset: { kind: 'generated', generator: 'linear-margin' },
  model: { kind: 'svm', ...model },
  ...rest,
});

function findProblems(document: object): { field: string; message: string }[] {
  const checked = checkExperiment(document);
  return checked.ok ? [] : checked.problems.map(({ field, message }) => ({ field, message }));
}

describe('the settings of an SVM', () => {
  it('take C for l2, and keep l2', () => {
    expect(svmSchema.parse({ kind: 'svm', C: 10 })).toMatchObject({ l2: 0.1 });
    expect(svmSchema.parse({ kind: 'svm', C: 10 })).not.toHaveProperty('C');
    expect(svmSchema.parse({ kind: 'svm' })).toMatchObject({
      l2: 1,
      maxIter: 1000,
      loss: 'hinge',
      tol: 1e-3,
      folds: 0,
    });
    for (const c of [49, 0.003, 7e5, 3]) expect(reciprocal(1 / c)).toBe(c);
  });

  it.each([
    ['neither: to the optimum', {}, { tol: 1e-3, maxIter: 1000 }],
    ['passes alone, as the first experiments did: all of them', { maxIter: 25 }, { tol: 0, maxIter: 25 }],
    ['a tolerance alone', { tol: 0.01 }, { tol: 0.01, maxIter: 1000 }],
    ['no tolerance', { tol: 0 }, { tol: 0, maxIter: 30 }],
    ['both', { tol: 0.01, maxIter: 7 }, { tol: 0.01, maxIter: 7 }],
  ])('name %s', (_, named, meant) => {
    const model = svmSchema.parse({ kind: 'svm', ...named });
    expect(model).toMatchObject(meant);
    // What is stored names both, in the order in which it is read again.
    expect(JSON.stringify(svmSchema.parse(model))).toBe(JSON.stringify(model));
  });

  it.each([
    [{ l2: 1, C: 1 }, 'model.C', 'not both'],
    [{ C: 0 }, 'model.C', 'C must be'],
    [{ tol: 2 }, 'model.tol', 'Tolerance must be from 0 to 1, not 2.'],
    [{ folds: 1 }, 'model.folds', '0, or 2 or more'],
    [{ folds: 2.5 }, 'model.folds', 'Folds must be a whole number'],
    [{ calibration: 'crossValidation' }, 'model.calibration', 'set folds to 2 or more'],
    [{ calibration: 'validation' }, 'model.calibration', 'set a validation share'],
    [{ classWeight: { a: 0 } }, 'model.classWeight.a', 'Class weight must be above 0'],
    [{ shrinking: 'never' }, 'model.shrinking', '"auto", true or false'],
    [{ classWeight: 'heavy' }, 'model.classWeight', 'one number a class'],
    [{ fourier: { gamma: 0 } }, 'model.fourier.gamma', 'Gamma must be above 0'],
    [{ fourier: { nComponents: 0 } }, 'model.fourier.nComponents', 'Components must be from 1'],
  ])('%j is refused at %s', (model, field, words) => {
    const found = findProblems(experiment(model)).find((problem) => problem.field === field);
    expect(found?.message).toContain(words);
  });

  it('say what TensorFlow cannot', () => {
    const training = { engine: 'tensorflow' };
    expect(findProblems(experiment({ loss: 'squaredHinge' }, { training }))[0]).toEqual({
      field: 'training.engine',
      message:
        "TensorFlow's SDCA kernel has no squared hinge: choose engine auto or typed, or the hinge loss.",
    });
    expect(findProblems(experiment({ shrinking: true }, { training }))[0]?.field).toBe('training.engine');
    expect(findProblems(experiment({ tol: 1e-3 }, { training }))).toEqual([]);
  });

  it('have a default within the range of every number', () => {
    for (const field of Object.values(SVM_FIELDS)) {
      expect(field.default).toBeGreaterThanOrEqual(field.min);
      expect(field.default).toBeLessThanOrEqual(field.max);
    }
  });
});
