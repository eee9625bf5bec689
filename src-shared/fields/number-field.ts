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
