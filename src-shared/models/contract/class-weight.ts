import { say } from '../../language/say';
import { z } from 'zod';
import { numberProblem, type NumberField } from '../../fields/number-field';
import { lazy } from '../../lazy';

/** Weight of one class. */
export const CLASS_WEIGHT_FIELD = {
  label: say('Class weight'),
  help: say('How much an error on a row of this class costs.'),
  integer: false,
  min: 0,
  exclusiveMin: true,
  max: 1e6,
  default: 1,
} as const satisfies NumberField;

/** Class weights: none, balanced by the rows of each class, or one number a class. */
export const classWeightSchema = lazy(() =>
  z
    .union([z.enum(['none', 'balanced']), z.record(z.string(), z.number())], {
      error: say('Class weights are "none", "balanced", or one number a class, such as {example}.', {
        example: '{ "yes": 2, "no": 1 }',
      }),
    })
    .superRefine((value, context) => {
      if (typeof value === 'string') return;
      for (const [name, weight] of Object.entries(value)) {
        const message = numberProblem(CLASS_WEIGHT_FIELD, weight);
        if (message !== null) context.addIssue({ code: 'custom', path: [name], message });
      }
    }),
);
export type ClassWeight = z.output<typeof classWeightSchema>;
