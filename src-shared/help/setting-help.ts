import { say, sayNumber } from '../language/say';
import type { NumberField } from '../fields/number-field';

/** One of the values that a setting can have, in a person's words. */
interface SettingChoice {
  /** As it stands in an experiment's file. */
  readonly value: string;
  readonly label: string;
  readonly help: string;
  readonly formula?: string;
}

/** What there is to say about a setting: for its tooltip, and for its heading in the guide. */
export interface SettingHelp {
  /** In an experiment's file, positions of lists left out: `model.layers.units`. */
  readonly path: string;
  /** The only one of its name on its page of the guide. */
  readonly label: string;
  /** What it does, in one sentence or two. */
  readonly help: string;
  readonly formula?: string;
  /** What holds where a document says nothing. */
  readonly default: string;
  /** What a data file begins with, where that is not the default. */
  readonly proposed?: string;
  /** "1 to 4,096"; null where there are choices, or any text. */
  readonly range: string | null;
  readonly choices: readonly SettingChoice[];
}

/** What a table of help says beyond the table of number fields. */
interface More {
  readonly label?: string;
  readonly help?: string;
  readonly formula?: string;
  readonly default?: string;
  readonly proposed?: string;
}

/** Help of a number: range, default and wording are those of its field. */
export function numberHelp(path: string, field: NumberField, more: More = {}): SettingHelp {
  const unit = field.unit === undefined ? '' : ` ${field.unit}`;
  return {
    path,
    label: field.label,
    help: field.help,
    default: `${formatPlain(field.default)}${unit}`,
    range: rangeText(field),
    choices: [],
    ...more,
  };
}

/** Words for each value of a setting: a value without any does not compile. */
export type ChoiceWords<T extends string> = Readonly<
  Record<T, readonly [label: string, help: string, formula?: string]>
>;

/** Help of a setting with named values. */
export function choiceHelp<T extends string>(
  path: string,
  said: More & { readonly label: string; readonly help: string; readonly default: string },
  words: ChoiceWords<T>,
): SettingHelp {
  const choices = (Object.keys(words) as T[]).map((value): SettingChoice => {
    const [label, help, formula] = words[value];
    return { value, label, help, ...(formula === undefined ? {} : { formula }) };
  });
  return { path, range: null, choices, ...said };
}

/** Help of a setting that is a text, a list, or on and off. */
export function otherHelp(
  path: string,
  said: More & { readonly label: string; readonly help: string; readonly default: string },
): SettingHelp {
  return { path, range: null, choices: [], ...said };
}

/** "1 to 4,096", "above 0 to 1,000", "any number". */
function rangeText({ min, max, exclusiveMin }: NumberField): string {
  if (max >= 1e300) return say('any number');
  return `${exclusiveMin === true ? 'above ' : ''}${formatPlain(min)} to ${formatPlain(max)}`;
}

/** A number of a document as it is read best: 10,000 with its mark, 1e-8 and 1e9 as powers. */
function formatPlain(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || (size >= 1e9 && value % 1e9 === 0)))
    return value.toExponential().replace('e+', 'e');
  return sayNumber(value);
}
