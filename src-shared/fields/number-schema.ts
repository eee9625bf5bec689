import { say } from '../language/say';
import { z } from 'zod';
import { numberProblem, type NumberFields } from './number-field';

/** Schemas of the numbers that a table of fields declares, by their names. */
export interface NumberSchemas<Name extends string> {
  /** A required number within its field's range. */
  number(name: Name): z.ZodNumber;
  /** A number within its field's range; the field's default where it is left out. */
  numberOr(name: Name): z.ZodDefault<z.ZodNumber>;
  /** A number whose range is checked elsewhere, because it depends on other fields. */
  numeric(name: Name): z.ZodNumber;
}

/** Schemas of the numbers of `fields`, with their ranges, defaults and labels. */
export function numberSchemas<Fields extends NumberFields>(
  fields: Fields,
): NumberSchemas<keyof Fields & string> {
  const numeric = (name: keyof Fields & string): z.ZodNumber =>
    z.number(say('{fields} must be a number.', { fields: fieldNamed(fields, name).label }));
  const number = (name: keyof Fields & string): z.ZodNumber =>
    numeric(name).superRefine((value, context) => {
      const message = numberProblem(fieldNamed(fields, name), value);
      if (message !== null) context.addIssue({ code: 'custom', message });
    });
  return { number, numeric, numberOr: (name) => number(name).default(fieldNamed(fields, name).default) };
}

function fieldNamed<Fields extends NumberFields>(
  fields: Fields,
  name: keyof Fields & string,
): Fields[keyof Fields & string] {
  return fields[name];
}
