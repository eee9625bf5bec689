import { DATASET_FIELDS } from '../dataset/fields';
import { numberProblem } from '../fields/number-field';
import { MODEL_FIELDS } from '../models/schema';
import { TRAINING_FIELDS } from '../training/fields';

export { numberProblem, type NumberField } from '../fields/number-field';

/**
 * Every number that a person may set: its range, default and wording, declared once. The schema,
 * the form and the CLI's messages are all made from this table.
 */
export const FIELDS = { ...DATASET_FIELDS, ...MODEL_FIELDS, ...TRAINING_FIELDS };

export type FieldName = keyof typeof FIELDS;

/** What `value` breaks of a field's range, as one sentence, or null. */
export function fieldProblem(name: FieldName, value: number): string | null {
  return numberProblem(FIELDS[name], value);
}
