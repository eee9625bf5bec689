import { say } from '../language/say';
import type { DatasetSpec } from '../dataset/schema';
import type { DatasetFacts } from '../run/record/dataset-facts';
import type { RunRecord } from '../run/record/record';

/** What runs are compared by. */
export type Compared = Pick<
  RunRecord,
  'experiment' | 'dataset' | 'summary' | 'measuring' | 'isSummaryOfSample'
>;

/** Hashes are told apart by their beginnings. */
export const HASH_SHOWN = 8;

/** Values that figures are measured by. */
export type MeasuredValues = keyof NonNullable<DatasetFacts['valuesSha256']>;

/** Whether runs measured by the same values, and each run's own as a text for people. */
export interface ValuesVerdict {
  readonly isSame: boolean;
  readonly texts: readonly string[];
}

/**
 * Compares the target, the weights or the features that runs measured by: by the hashes of the values
 * on the rows used, whatever their columns are called. Runs of versions that kept no hashes are the
 * same where the file and all that decides how the columns are read are; of others nobody can tell.
 * @param areRowsSame whether the runs used the same rows of the same data: values of other rows are
 *   other ones, and only what they are of is compared
 */
export function sameValues(
  runs: readonly Compared[],
  part: MeasuredValues,
  areRowsSame: boolean,
): ValuesVerdict {
  const names = runs.map((run) => readName(run, part));
  if (!areRowsSame) return { isSame: new Set(names).size < 2, texts: names };
  const hashes = runs.map(({ dataset }) => dataset?.valuesSha256?.[part]);
  const isKnown = runs.every(({ dataset }) => dataset?.valuesSha256 !== undefined);
  const isSame =
    isKnown && (part !== 'features' || hashes.every((hash) => hash !== null))
      ? new Set(hashes).size < 2
      : new Set(runs.map((run) => describeReading(run, part))).size < 2;
  const areNamesEnough = new Set(names).size === names.length;
  const texts = names.map((name, index) => {
    if (areNamesEnough || name === 'none') return name;
    const hash = hashes[index];
    const own = typeof hash === 'string' ? hash.slice(0, HASH_SHOWN) : say('values not recorded');
    return hash === null ? name : `${name} (${own})`;
  });
  return { isSame, texts };
}

function readName({ dataset }: Compared, part: MeasuredValues): string {
  if (dataset === null) return say('not read yet');
  if (part === 'features') return dataset.features.join(', ');
  return dataset[part] ?? 'none';
}

/** All that decides which values a column has, of the same bytes: equal ones mean equal values. */
function describeReading({ experiment, dataset }: Compared, part: MeasuredValues): string {
  if (dataset === null) return say('not read yet');
  const name = part === 'features' ? null : dataset[part];
  if (part === 'weight' && name === null) return 'none';
  const columns = dataset.schema.filter((column) =>
    part === 'features' ? column.role === 'feature' : column.role === part,
  );
  const reading = [name, columns, ...readingOfFile(experiment.dataset, columns)];
  // How cells were filled, encoded and scaled.
  const { features, encoders, scaler } = dataset;
  return JSON.stringify(part === 'features' ? [reading, features, encoders, scaler] : reading);
}

function readingOfFile(spec: DatasetSpec, columns: readonly { readonly name: string }[]): unknown[] {
  if (spec.kind === 'generated') return [];
  const { dialect, source, columns: names, columnSettings } = spec;
  const own = columnSettings.filter((settings) => columns.some(({ name }) => name === settings.name));
  return [dialect ?? null, source ?? null, names ?? null, own];
}
