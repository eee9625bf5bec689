import { say } from '../../language/say';
import { z } from 'zod';
import type { FieldProblem } from '../../errors';
import { numberSchemas } from '../../fields/number-schema';
import { lazy } from '../../lazy';
import { classWeightSchema } from '../contract/class-weight';
import type { SettingsOf } from '../contract/settings';
import { LOGISTIC_REGRESSION_FIELDS } from './fields';

export const PENALTIES = ['none', 'l2'] as const;

const { numberOr } = numberSchemas(LOGISTIC_REGRESSION_FIELDS);

/** A logistic regression of two classes or more: maximum likelihood, or with scikit-learn's L2 penalty. */
export const logisticRegressionSchema = lazy(() =>
  z.strictObject({
    kind: z.literal('logistic-regression'),
    /** none: maximum likelihood, with standard errors; l2: |w|² / (2 C) beside it, the intercept free. */
    penalty: z.enum(PENALTIES, { error: 'Penalty must be "none" or "l2".' }).default('none'),
    /** Inverse strength of the L2 penalty. */
    C: numberOr('model.logistic.C'),
    classWeight: classWeightSchema.default('none'),
    tol: numberOr('model.logistic.tol'),
    maxIter: numberOr('model.logistic.maxIter'),
  }),
);
export type LogisticRegressionSpec = z.output<typeof logisticRegressionSchema>;

/** Problems of a logistic regression with the rest of its experiment, each at the field to change. */
export function logisticRegressionProblems({ training }: SettingsOf<LogisticRegressionSpec>): FieldProblem[] {
  if (training.engine !== 'tensorflow') return [];
  const message = say('Logistic regression is not trained in TensorFlow: choose engine auto or typed.');
  return [{ field: 'training.engine', message }];
}
