import { say } from '../../language/say';
import { z } from 'zod';
import type { FieldProblem } from '../../errors';
import { numberSchemas } from '../../fields/number-schema';
import { lazy } from '../../lazy';
import type { SettingsOf } from '../contract/settings';
import { LINEAR_REGRESSION_FIELDS } from './fields';

const { numberOr } = numberSchemas(LINEAR_REGRESSION_FIELDS);

/** A linear regression with an intercept: ordinary least squares, or ridge where alpha is above 0. */
export const linearRegressionSchema = lazy(() =>
  z.strictObject({ kind: z.literal('linear-regression'), alpha: numberOr('model.alpha') }),
);
export type LinearRegressionSpec = z.output<typeof linearRegressionSchema>;

/** Problems of a linear regression with the rest of its experiment, each at the field to change. */
export function linearRegressionProblems({ training }: SettingsOf<LinearRegressionSpec>): FieldProblem[] {
  if (training.engine !== 'tensorflow') return [];
  const message = say('Linear regression is not trained in TensorFlow: choose engine auto or typed.');
  return [{ field: 'training.engine', message }];
}
