import { statSync } from 'node:fs';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { LoadedDataset } from '../../dataset';

/** What data is loaded for. */
type DataRequest = Pick<Experiment, 'dataset' | 'seed' | 'model'> & {
  /** Where the files are read instead of where the data set says; null: there. */
  readonly readFrom: readonly string[] | null;
};

let handed: { readonly key: string; readonly loaded: LoadedDataset } | null = null;

/**
 * Keeps data that was loaded to be checked, as a run needs it, for the run that comes next in this thread: it is
 * not read twice.
 * @param key of the request, from before it was loaded
 */
export function handOn(key: string, loaded: LoadedDataset): void {
  handed = { key, loaded };
}

/** The data kept for a request; null where there is none of it. Nothing is kept from then on. */
export function takeHanded(request: DataRequest): LoadedDataset | null {
  const kept = handed;
  handed = null;
  return kept?.key === handedKey(request) ? kept.loaded : null;
}

/** Another one for other data, or for files that were changed. */
export function handedKey({ dataset, seed, model, readFrom }: DataRequest): string {
  const files = dataset.kind === 'file' ? (readFrom ?? [dataset.path, ...(dataset.source?.files ?? [])]) : [];
  const states = files.map((path) => {
    const state = statSync(path, { throwIfNoEntry: false });
    return state === undefined ? null : [state.ino, state.size, state.mtimeMs];
  });
  return JSON.stringify([dataset, seed, model, readFrom, states]);
}
