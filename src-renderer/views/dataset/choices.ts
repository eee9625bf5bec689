import { say } from '../../../src-shared/language/say';
import type { FileDatasetSpec } from '../../../src-shared/experiment/schema';
import type { ColumnChoices } from '../../state/dataset/edit/dataset-edit';

/** Settings that several columns have together, for select boxes. */

/** Nothing chosen for the column: it follows the data set. */
export const AS_FILE = '';
/** The columns differ. */
export const VARIOUS = '~various';

export type ChoicesByName = ReadonlyMap<string, ColumnChoices>;

export function choicesByName({ columnSettings }: FileDatasetSpec): ChoicesByName {
  return new Map(columnSettings.map((settings) => [settings.name, settings]));
}

/** Choice that all columns share, undefined where none has one, {@link VARIOUS} where they differ. */
export function sharedChoice<K extends keyof ColumnChoices>(
  choices: ChoicesByName,
  names: readonly string[],
  key: K,
): ColumnChoices[K] | typeof VARIOUS {
  const [first, ...others] = names;
  if (first === undefined) return undefined;
  const value = choices.get(first)?.[key];
  const same = JSON.stringify(value);
  return others.every((name) => JSON.stringify(choices.get(name)?.[key]) === same) ? value : VARIOUS;
}

/** Options with "as for the file" on top, and "various" where that is how it stands. */
export function choiceOptions(
  unset: string,
  options: readonly { readonly value: string; readonly label: string }[],
  value: unknown,
): readonly { readonly value: string; readonly label: string; readonly disabled?: boolean }[] {
  return [
    { value: AS_FILE, label: unset },
    ...(value === VARIOUS ? [{ value: VARIOUS, label: say('Various'), disabled: true }] : []),
    ...options,
  ];
}
