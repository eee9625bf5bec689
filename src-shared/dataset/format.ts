import { say } from '../language/say';
/** Kinds of data files. All but text, Parquet and JSON lines are turned into text before they are read. */
export type FileFormat =
  | 'csv' // any text with delimiters or white space between its cells
  | 'parquet'
  | 'jsonl'
  | 'json'
  | 'xlsx'
  | 'ods'
  | 'sqlite'
  | 'npy'
  | 'npz'
  | 'idx'
  | 'arff'
  | 'fixed' // text whose cells begin at the same position in every line
  | 'zip'
  | 'files'; // several files of one shape;

/** The formats in people's words. */
export const FORMAT_WORDS: Readonly<Record<FileFormat, string>> = {
  csv: 'Text',
  parquet: say('Parquet'),
  jsonl: say('JSON lines'),
  json: 'JSON',
  xlsx: say('Excel workbook'),
  ods: say('OpenDocument spreadsheet'),
  sqlite: say('SQLite database'),
  npy: say('NumPy array'),
  npz: say('NumPy archive'),
  idx: 'IDX',
  arff: 'ARFF',
  fixed: say('Fixed-width text'),
  zip: say('ZIP archive'),
  files: say('Several files'),
};

/** A choice among the tables that a file holds; {@link FileSource} takes the answer under `key`. */
export interface TableSources {
  readonly key: 'sheet' | 'table' | 'array' | 'entry';
  /** Name of the part that is read; null where a query takes its place. */
  readonly chosen: string | null;
  readonly parts: readonly SourcePart[];
}

/** One table of a file. */
export interface SourcePart {
  readonly name: string;
  /** Hidden by whoever made the file: read only when it is asked for. */
  readonly isHidden: boolean;
  /** What it is, e.g. `view` or `float64, 100 × 4`; empty where the name says all. */
  readonly about: string;
}
