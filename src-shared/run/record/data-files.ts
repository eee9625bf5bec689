import type { DatasetFacts } from './dataset-facts';
import type { RunRecord } from './record';

/** Several files of one shape can be the data of one run: the first, and the further ones. */

/** Hashes of the files that a run read, the first one's first; of several files in older records: of the first alone. */
export function listHashes({ sha256, others = [] }: Pick<DatasetFacts, 'sha256' | 'others'>): string[] {
  return [sha256, ...others.map((other) => other.sha256)];
}

/** Where an experiment says its data files are, the first one first; empty for generated data. */
export function listDataPaths({ dataset }: RunRecord['experiment']): string[] {
  return dataset.kind === 'file' ? [dataset.path, ...(dataset.source?.files ?? [])] : [];
}

/** The workspace's copies of a run's data files, as its record has them. */
export function listCopies({
  dataCopy,
  otherCopies = [],
}: Pick<RunRecord, 'dataCopy' | 'otherCopies'>): string[] {
  return [...(dataCopy === null ? [] : [dataCopy]), ...otherCopies];
}
