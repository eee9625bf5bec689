import { say } from '../../language/say';
import { z } from 'zod';
import { hasValidation } from '../../dataset/has-validation';
import type { FieldProblem } from '../../errors';
import { numberSchemas } from '../../fields/number-schema';
import { lazy } from '../../lazy';
import { classWeightSchema } from '../contract/class-weight';
import type { SettingsOf } from '../contract/settings';
import { SVM_FIELDS } from './fields';

export const SVM_LOSSES = ['hinge', 'squaredHinge'] as const;
const CALIBRATIONS = ['none', 'validation', 'crossValidation'] as const;

const { number, numberOr } = numberSchemas(SVM_FIELDS);

/** Passes at most where a tolerance ends training, and passes where none does. */
const MOST_PASSES = 1000;
const PLAIN_PASSES = 30;

/**
 * A linear SVM. Its penalty is given as `l2` or as `C`, and kept as l2 = 1 / C. Every setting but
 * those of the first version has a default that leaves what an old experiment gives as it was. One that
 * names neither its passes nor a tolerance is trained to its optimum; the first experiments named their
 * passes, and make all of them.
 */
export const svmSchema = lazy(() =>
  z
    .strictObject({
      kind: z.literal('svm'),
      l2: number('model.l2').optional(),
      C: number('model.C').optional(),
      /** Passes at most: 1,000 where there is a tolerance, else 30. */
      maxIter: number('model.maxIter').optional(),
      loss: z.enum(SVM_LOSSES).default('hinge'),
      classWeight: classWeightSchema.default('none'),
      /** 0.001 unless `maxIter` is named alone: then 0. */
      tol: number('model.svm.tol').optional(),
      /**
       * Leaves rows out of a pass that are settled at a bound of their dual. auto: where there is a
       * tolerance to stop at, on the typed loops.
       */
      shrinking: z
        .union([z.boolean(), z.literal('auto')], { error: say('Shrinking must be "auto", true or false.') })
        .default('auto'),
      folds: numberOr('model.folds'),
      /** What Platt's scaling is fitted on. */
      calibration: z.enum(CALIBRATIONS).default('none'),
      /** Random Fourier features in front of the linear model; null: a straight line or plane. */
      fourier: z
        .strictObject({
          gamma: numberOr('model.fourier.gamma'),
          nComponents: numberOr('model.fourier.nComponents'),
        })
        .nullable()
        .default(null),
    })
    .superRefine(({ l2, C, folds, calibration }, context) => {
      if (l2 !== undefined && C !== undefined) {
        context.addIssue({
          code: 'custom',
          path: ['C'],
          message: say('Give the penalty as l2 or as C, not both: C = 1 / l2.'),
        });
      }
      if (folds === 1) {
        context.addIssue({ code: 'custom', path: ['folds'], message: say('Folds must be 0, or 2 or more.') });
      }
      if (calibration === 'crossValidation' && folds === 0) {
        context.addIssue({
          code: 'custom',
          path: ['calibration'],
          message: say('Calibration on cross-validation needs folds: set folds to 2 or more.'),
        });
      }
    })
    .transform(({ C, l2, kind, maxIter, loss, classWeight, tol, ...rest }) => ({
      kind,
      maxIter: maxIter ?? (tol === 0 ? PLAIN_PASSES : MOST_PASSES),
      loss,
      classWeight,
      tol: tol ?? (maxIter === undefined ? SVM_FIELDS['model.svm.tol'].default : 0),
      ...rest,
      l2: l2 ?? (C === undefined ? SVM_FIELDS['model.l2'].default : 1 / C),
    })),
);

/** 1 / l2 as C to show: to twelve digits, so that a C comes back as it was typed. */
export function reciprocal(value: number): number {
  return Number((1 / value).toPrecision(12));
}

export type SvmSpec = z.output<typeof svmSchema>;

/** Problems of an SVM with the rest of its experiment, each at the field to change. */
export function svmProblems({ model, dataset, training }: SettingsOf<SvmSpec>): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (model.calibration === 'validation' && !hasValidation(dataset)) {
    problems.push({
      field: 'model.calibration',
      message: say(
        'Calibration on validation rows needs some: set a validation share, or use cross-validation.',
      ),
    });
  }
  if (training.engine === 'tensorflow' && model.loss === 'squaredHinge') {
    problems.push({
      field: 'training.engine',
      message: say(
        "TensorFlow's SDCA kernel has no squared hinge: choose engine auto or typed, or the hinge loss.",
      ),
    });
  }
  if (training.engine === 'tensorflow' && model.shrinking === true) {
    problems.push({
      field: 'training.engine',
      message: say(
        "TensorFlow's SDCA kernel cannot shrink: choose engine auto or typed, or turn shrinking off.",
      ),
    });
  }
  return problems;
}
