import { z } from 'zod';
import { FIELDS, fieldProblem, type FieldName } from '../experiment/fields';

/** A required number whose range comes from {@link FIELDS}. */
export function number(name: FieldName): z.ZodNumber {
  return numeric(name).superRefine((value, context) => {
    const problem = fieldProblem(name, value);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
}

/** The same with the field's default where it is left out. */
export function numberOr(name: FieldName): z.ZodDefault<z.ZodNumber> {
  return number(name).default(FIELDS[name].default);
}

/** One whose range is checked elsewhere, because it depends on other fields. */
export function numeric(name: FieldName): z.ZodNumber {
  return z.number(`${FIELDS[name].label} must be a number.`);
}
