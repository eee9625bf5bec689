import { fail } from '../../../src-shared/errors';
import { splitCells } from '../../files/csv/csv-text';

/** One option of a command: its help, and how its text becomes a value. */
export interface Option<T> {
  /** The value's name in the help, in capitals; null for a flag, which takes none. */
  readonly value: string | null;
  readonly about: string;
  /** Values that completion offers and the help lists; others are not refused by this. */
  readonly choices?: readonly string[];
  /** Whether it takes all words up to the next option; `add` gets them one by one. */
  readonly isOfWords?: boolean;
  /** The value that stands for the option without one; absent: it must have one. */
  readonly preset?: string;
  /** The heading of the help that the option stands under; "Options" without one. */
  readonly heading?: string;
  /**
   * The value after one more occurrence of the option.
   * @param previous the value of the occurrences before, undefined at the first
   * @throws BenchtopError `usage`
   */
  add(text: string, name: string, previous: T | undefined): T;
}

/** The options of a command by their names on the command line, without the dashes. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** What the options of a command line say; an option that was not given is absent. */
export type Values<O extends Options> = {
  readonly [K in keyof O]?: O[K] extends Option<infer T> ? T : never;
};

interface Help {
  readonly choices?: readonly string[];
  readonly heading?: string;
}

/** An option without a value: true where it stands. */
export function flag(about: string): Option<boolean> {
  return { value: null, about, add: () => true };
}

/** An option with any text; of several its last. */
export function text(value: string, about: string, help: Help = {}): Option<string> {
  return { value, about, ...help, add: (given) => given };
}

/** One of some words; `preset` where it stands without one. @throws BenchtopError `usage` where it is another */
export function oneOf<T extends string>(
  value: string,
  about: string,
  { preset, ...help }: { readonly choices: readonly T[]; readonly preset?: T; readonly heading?: string },
): Option<T> {
  const find = (given: string, name: string): T => {
    const found = help.choices.find((choice) => choice === given);
    if (found !== undefined) return found;
    throw fail('usage', `--${name} must be one of ${help.choices.join(', ')}, not "${given}".`, {
      field: name,
    });
  };
  return { value, about, ...help, ...(preset === undefined ? {} : { preset }), add: find };
}

/** An option that may stand several times: all its values, in their order. */
export function repeated(value: string, about: string, help: Help = {}): Option<readonly string[]> {
  return { value, about, ...help, add: (given, _, previous = []) => [...previous, given] };
}

/** An option of so many words one after the other, e.g. a kind and a folder. */
export function words(value: string, about: string, count: number): Option<readonly string[]> {
  return {
    value,
    about,
    isOfWords: true,
    add(given, name, previous = []) {
      if (previous.length === count)
        throw fail('usage', `--${name} takes ${value}; put "${given}" before it.`, { field: name });
      return [...previous, given];
    },
  };
}

/** An option whose value is parts between commas; a part in double quotes may hold commas. */
export function list(value: string, about: string, help: Help = {}): Option<readonly string[]> {
  return { value, about, ...help, add: splitList };
}

/** Bounds of a whole number, and the number that stands where the option does not. */
interface Range extends Help {
  readonly min: number;
  readonly max?: number;
  /** Named in the help only. */
  readonly usual?: number;
}

/** An option that must be a whole number of a range, which the help names. */
export function wholeNumber(value: string, about: string, range: Range): Option<number> {
  const { min, max, usual, ...help } = range;
  const bounds = max === undefined ? `a whole number from ${min} on` : `${min} to ${max}`;
  const more = usual === undefined ? bounds : `${bounds}; ${usual} without the option`;
  return { value, about: `${about} (${more})`, ...help, add: (given, name) => readWhole(given, name, range) };
}

/** @throws BenchtopError `usage` where the text is no whole number of the range */
export function readWhole(given: string, name: string, { min, max = Infinity }: Range): number {
  const number = Number(given);
  if (given.trim() === '' || !Number.isInteger(number) || number < min)
    throw fail('usage', `--${name} must be a whole number from ${min} on, not "${given}".`, { field: name });
  if (number > max) throw fail('usage', `--${name} must be at most ${max}, not ${number}.`, { field: name });
  return number;
}

/** Parts between commas; a part in double quotes may hold commas: `a,"b, c"`. */
export function splitList(given: string): string[] {
  return splitCells(given).map((part) => part.trim());
}

/** The options with a heading of their own in the help. */
export function under<O extends Options>(heading: string, options: O): O {
  const entries = Object.entries(options).map(([name, option]) => [name, { ...option, heading }]);
  return Object.fromEntries(entries) as O;
}
