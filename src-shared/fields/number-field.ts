import { say } from '../language/say';
/** A number that a person may set: its range, default and wording. */
export interface NumberField {
  readonly label: string;
  readonly help: string;
  readonly unit?: string;
  readonly integer: boolean;
  readonly min: number;
  readonly max: number;
  /** True where `min` itself is not allowed. */
  readonly exclusiveMin?: boolean;
  readonly default: number;
  /** Values offered as one-click choices. */
  readonly choices?: readonly number[];
}

/** Number fields by their dotted name, e.g. `model.nClusters`. */
export type NumberFields = Readonly<Record<string, NumberField>>;

/** What `value` breaks of a field's range, as one sentence, or null. */
export function numberProblem(field: NumberField, value: number): string | null {
  const bounds = describeRange(field);
  if (!Number.isFinite(value))
    return say('{field} must be a number {bounds}.', { field: field.label, bounds });
  if (field.integer && !Number.isInteger(value))
    return say('{field} must be a whole number {bounds}, not {value}.', {
      field: field.label,
      bounds,
      value,
    });
  const below = field.exclusiveMin === true ? value <= field.min : value < field.min;
  if (below || value > field.max)
    return say('{field} must be {bounds}, not {value}.', {
      field: field.label,
      bounds,
      value,
    });
  return null;
}

/** Range of a field as text: "from 1 to 1000" or "above 0 and at most 10". */
function describeRange(field: NumberField): string {
  return field.exclusiveMin === true
    ? say('above {min} and at most {max}', { min: field.min, max: field.max })
    : say('from {min} to {max}', { min: field.min, max: field.max });
}
