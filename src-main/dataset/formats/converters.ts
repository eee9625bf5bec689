import type { FileFormat } from '../../../src-shared/dataset/format';
import type { ReadOptions } from '../source/read-options';
import type { Source } from '../source/source';
import type { Converter } from './conversion';

/** Loaded when the first file of their kind is opened. */
const CONVERTERS: Partial<Record<FileFormat, () => Promise<Converter>>> = {
  arff: async () => (await import('./lines/arff')).convertArff,
  fixed: async () => (await import('./lines/fixed')).convertFixed,
  idx: async () => (await import('./arrays/files')).convertIdx,
  json: async () => (await import('./json/document')).convertJson,
  npy: async () => (await import('./arrays/files')).convertNpy,
  npz: async () => (await import('./arrays/files')).convertNpz,
  ods: async () => (await import('./workbook/ods')).convertOds,
  sqlite: async () => (await import('./database/sqlite')).convertSqlite,
  zip: async () => (await import('./archive/table-in-zip')).convertZip,
  files: async () => (await import('./together/files')).convertFiles,
  xlsx: async () => (await import('./workbook/xlsx')).convertXlsx,
};

/** What turns a file into text. */
export async function loadConverter({ format }: Source, options: ReadOptions): Promise<Converter> {
  const load = CONVERTERS[options.source?.files === undefined ? format : 'files'];
  if (load === undefined) throw new Error(`nothing converts ${format}`);
  return load();
}
