import { externalSettings } from './external';
import type { RunRecord } from './record';

/** A setting of the experiment with its value in each run; undefined where a run has no such setting. */
export interface SettingRow {
  /** Dotted path, e.g. `model.optimizer.learningRate`. */
  readonly field: string;
  readonly values: readonly unknown[];
  readonly differs: boolean;
}

/** Every setting of some runs' experiments, in the order of the documents. */
export function allSettings(records: readonly Pick<RunRecord, 'experiment' | 'external'>[]): SettingRow[] {
  const flat = records.map((record): ReadonlyMap<string, unknown> =>
    record.external === undefined ? flatten(record.experiment) : externalSettings(record.external),
  );
  const fields = [...new Set(flat.flatMap((settings) => [...settings.keys()]))];
  return fields
    .filter((field) => field !== 'schemaVersion')
    .map((field) => {
      const values = flat.map((settings) => settings.get(field));
      const differs = new Set(values.map((value) => JSON.stringify(value))).size > 1;
      return { field, values, differs };
    });
}

/** Only those that are not the same in all runs. */
export function differingSettings(
  records: readonly Pick<RunRecord, 'experiment' | 'external'>[],
): SettingRow[] {
  return allSettings(records).filter(({ differs }) => differs);
}

function flatten(value: unknown, path = '', into = new Map<string, unknown>()): Map<string, unknown> {
  if (value !== null && typeof value === 'object') {
    for (const [key, part] of Object.entries(value))
      flatten(part, path === '' ? key : `${path}.${key}`, into);
  } else into.set(path, value);
  return into;
}
