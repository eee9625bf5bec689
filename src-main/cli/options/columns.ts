import { fail } from '../../../src-shared/errors';
import {
  COLUMN_TYPES,
  columnSettingsSchema,
  DATE_PARTS,
  type ColumnSettings,
} from '../../../src-shared/dataset/schema';
import { repeated, splitList, under, type Values } from '../declare/option';

/** What single columns are read as; what is not given is detected. */
export const COLUMN_OPTIONS = under('Data', {
  type: repeated(
    'COLUMN=TYPE',
    `what a column is read as: ${COLUMN_TYPES.join(', ')}; may stand several times`,
  ),
  unit: repeated(
    'COLUMN=UNIT',
    'reads a column as numbers with a unit beside them, such as Price=$ or Mass=kg; () for negative ones in parentheses',
  ),
  dates: repeated(
    'COLUMN=PARTS',
    `what the model gets of a date: some of ${DATE_PARTS.join(', ')} (days since 1970-01-01), such as Date=year,month,elapsed`,
  ),
});

/** What the options of {@link COLUMN_OPTIONS} say. */
export type ColumnValues = Values<typeof COLUMN_OPTIONS>;

/**
 * What is chosen for single columns, each column once.
 * @param names that a column may have
 * @param where they are from, as it goes on in "No column … of …"
 * @throws BenchtopError `usage` for a value that cannot be used, or a column that is not among the names
 */
export function columnChoices(
  options: ColumnValues,
  names: readonly string[],
  where: string,
): ColumnSettings[] {
  const chosen = new Map<string, ColumnSettings>();
  const take = (option: keyof ColumnValues, choose: (value: string) => object): void => {
    for (const given of options[option] ?? []) {
      const at = given.lastIndexOf('=');
      const [name, value] = [given.slice(0, at), given.slice(at + 1)];
      if (at < 1 || value.trim() === '') {
        const taken = COLUMN_OPTIONS[option].value ?? '';
        throw fail('usage', `--${option} takes ${taken}, not "${given}".`, { field: option });
      }
      if (!names.includes(name)) {
        const shown = names.slice(0, 20).join(', ');
        throw fail('usage', `--${option}: "${name}" is no column of ${where} (${shown}).`, {
          field: option,
          column: name,
        });
      }
      const parsed = columnSettingsSchema.safeParse({ ...chosen.get(name), name, ...choose(value.trim()) });
      if (!parsed.success) {
        const why =
          option === 'type'
            ? `a type is ${COLUMN_TYPES.join(', ')}`
            : parsed.error.issues[0]?.message.replace(/\.$/, '');
        throw fail('usage', `--${option} is not usable: ${why ?? 'unknown value'}, not "${value}".`, {
          field: option,
          column: name,
        });
      }
      chosen.set(name, parsed.data);
    }
  };
  take('type', (type) => ({ type }));
  take('unit', (unit) => ({ type: 'number', unit }));
  take('dates', (parts) => ({ type: 'date', dateParts: splitList(parts) }));
  return [...chosen.values()];
}

/** Settings of columns with what was chosen laid over those that are there. */
export function withChoices(
  settings: readonly ColumnSettings[],
  choices: readonly ColumnSettings[],
): ColumnSettings[] {
  const merged = new Map(settings.map((own) => [own.name, own]));
  for (const choice of choices) {
    const { unit, dateParts, ...rest } = merged.get(choice.name) ?? { name: choice.name };
    // A unit is of numbers and parts are of dates: another type takes them away.
    const kept = {
      ...rest,
      ...(unit !== undefined && choice.type === 'number' ? { unit } : {}),
      ...(dateParts !== undefined && choice.type === 'date' ? { dateParts } : {}),
    };
    merged.set(choice.name, { ...kept, ...choice });
  }
  return [...merged.values()];
}
