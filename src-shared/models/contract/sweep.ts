import type { FieldProblem } from '../../errors';
import type { Change } from '../../fields/change';
import type { NumberField, NumberFields } from '../../fields/number-field';
import type { SettingsOf } from './settings';

/** A number of `model` as a sweep varies it. */
export interface SweepNumber {
  readonly label: string;
  readonly field: NumberField;
  readonly value: unknown;
}

/** A setting of `model` with the values that it may have. */
export interface SweepChoice {
  readonly label: string;
  readonly choices: readonly string[];
}

/** Setting that says how long training is, and how long that is now. */
export interface TrainingBudget {
  readonly path: string;
  readonly steps: number;
}

/** The other setting of a sweep that must have such a value for a setting to be in force. */
export type SettingCondition =
  | { readonly path: string; readonly atLeast: number }
  | { readonly path: string; readonly values: (number | string)[] };

/** Settings of one kind of model that a sweep may vary. Paths are dotted and begin with `model.`. */
export interface SweepRules<Spec> {
  /** The number at a path with the value that a model has; null where there is none to vary. */
  number(path: string, model: Spec): SweepNumber | null;
  /** The choices at a path; null where there are none. */
  choice(path: string, model: Spec): SweepChoice | null;
  /**
   * A setting with another value as changes of the stored document.
   * @param among all settings that this trial changes, `change` one of them
   */
  changes(change: Change, document: unknown, among: readonly Change[]): readonly Change[];
  /** Settings that stand in no document by their path, e.g. the number of hidden layers. */
  readonly derived: readonly string[];
  /**
   * Where a setting is in force beside others that a sweep varies.
   * @param swept paths of all of them; @returns null where it always is
   */
  condition(path: string, swept: ReadonlySet<string>): SettingCondition | null;
  /** What successive halving gives out to trials, or why there is nothing and at which field. */
  budget(settings: Pick<SettingsOf<Spec>, 'model' | 'training'>): TrainingBudget | FieldProblem;
}

/** The number that a table of fields declares under a name; null where it has none of that name. */
export function numberAt(fields: NumberFields, name: string, value: unknown): SweepNumber | null {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return field === undefined ? null : { label: field.label, field, value };
}
