import type { FileFormat } from '../../../../src-shared/dataset/format';
import { idxShape } from './idx-header';
import { fixedColumns } from './fixed-width';

/** So much of a text is looked at. */
const LOOKED_AT = 64 * 1024;

/**
 * What kind of file this is, by its first and last bytes and then by its name.
 * @param samples of the unpacked file, the first from its beginning
 */
export function detectFormat(name: string, samples: readonly Buffer[]): FileFormat {
  const [head = Buffer.alloc(0)] = samples;
  const start = head.subarray(0, 16).toString('latin1');
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('PK\u0005\u0006'))
    return zipFormat(name, samples);
  if (start.startsWith('PAR1') || /\.parquet$/i.test(name)) return 'parquet';
  if (start.startsWith('SQLite format 3\0')) return 'sqlite';
  if (start.startsWith('\u0093NUMPY')) return 'npy';
  if (idxShape(head) !== null) return 'idx';
  const plain = name.replace(/\.gz$/i, '');
  if (/\.(jsonl|ndjson)$/i.test(plain)) return 'jsonl';
  const text = head
    .subarray(0, LOOKED_AT)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (text.startsWith('{') || text.startsWith('[')) return jsonFormat(text, /\.json$/i.test(plain));
  if (/^(?:\s*(?:%[^\r\n]*)?[\r\n]+)*\s*@relation\b/i.test(text)) return 'arff';
  return fixedColumns(splitLines(head)) === null ? 'csv' : 'fixed';
}

/** The names in an archive stand at its beginning and, all of them, at its end. */
function zipFormat(file: string, samples: readonly Buffer[]): FileFormat {
  const names = [samples[0], samples[samples.length - 1]]
    .map((part) => part?.toString('latin1') ?? '')
    .join('');
  if (names.includes('application/vnd.oasis.opendocument.spreadsheet')) return 'ods';
  if (/\.(ods|ots)$/i.test(file) && names.includes('content.xml')) return 'ods';
  if (names.includes('xl/workbook.') || names.includes('xl/worksheets/')) return 'xlsx';
  const entries = [...names.matchAll(/PK\u0003\u0004[^]{22}([^]{2})[^]{2}([^]*?\.npy)/g)];
  return entries.length > 0 || /PK\u0001\u0002[^]{42}[\w./ -]*\.npy/.test(names) ? 'npz' : 'zip';
}

/** Whether a text that begins like JSON is lines of objects, one document, or no JSON. */
function jsonFormat(text: string, isNamedSo: boolean): FileFormat {
  const [first = '', second = ''] = text.split(/\r?\n/, 2);
  const value = parsed(first);
  if (text.startsWith('{') && typeof value === 'object') {
    if (second.trimStart().startsWith('{')) return 'jsonl';
    const values: unknown[] = Object.values(value ?? {});
    return isNamedSo || values.some((each) => Array.isArray(each)) ? 'json' : 'jsonl';
  }
  if (isNamedSo) return 'json';
  // Lists and objects that go on, not sections of settings or sets of words.
  return /^(?:\[\s*[[{]|\{\s*"(?:[^"\\]|\\.)*"\s*:)/.test(text) ? 'json' : 'csv';
}

/** Whole lines of a text's beginning. */
function splitLines(head: Buffer): string[] {
  const lines = head
    .subarray(0, LOOKED_AT)
    .toString('utf8')
    .split(/\r\n|\r|\n/);
  if (head.length > LOOKED_AT) lines.pop();
  return lines.filter((line) => line.trim() !== '');
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
