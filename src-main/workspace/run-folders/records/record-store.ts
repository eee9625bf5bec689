import { fail } from '../../../../src-shared/errors';
import { runRecordSchema, type RunRecord } from '../../../../src-shared/run/record/record';
import { FORMATS } from '../../../files/stored-formats';
import { openJsonStore, type JsonStore, type StoreClass } from '../../storage/json-store';

interface RecordStoreOptions {
  readonly Store: StoreClass;
  /** Folder of the run. */
  readonly folder: string;
  /** Path of the lock of its record. */
  readonly lock: string;
  /** Takes sentences about a damaged file. */
  readonly notice: (text: string) => void;
}

/**
 * What reads and writes a run's `run.json`, made with the first call: most runs are only looked at, and
 * a store takes longer to make than a record to read. It has no backup beside it, and no empty document.
 */
export function lazyRecordStore({
  Store,
  folder,
  lock,
  notice,
}: RecordStoreOptions): () => JsonStore<RunRecord> {
  let store: JsonStore<RunRecord> | null = null;
  return () => {
    store ??= openJsonStore<RunRecord>({
      Store,
      folder,
      name: 'run',
      lock,
      schema: runRecordSchema,
      format: FORMATS.run,
      empty: () => {
        throw fail('corrupt', `${folder} has no run.json.`);
      },
      notice,
      backup: false,
      isRequired: true,
    });
    return store;
  };
}
