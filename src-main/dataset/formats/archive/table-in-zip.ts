import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { Slices } from '../../source/slices';
import type { Conversion, ConversionRequest } from '../conversion';
import { copyRows } from '../copy-rows';
import type { CopiedSuspect } from '../../table/copied-from';
import { LineMap } from '../../table/line-map';
import { ZipArchive, type ZipEntry } from './zip';

/** Endings of tables. */
const TABLE =
  /\.(csv|tsv|tab|txt|dat|data|json|jsonl|ndjson|parquet|xlsx|xlsm|ods|npy|npz|arff|sqlite|sqlite3|db)(\.gz)?$/i;
/** Files about the others, and what systems put into archives. */
const BESIDE = /(^|\/)(__macosx\/|\.(?!\.?\/)|(readme|licen[cs]e|copying|changes|notice|about)\b)/i;

/** The table in a ZIP archive: the only one, the first, or the one that is asked for. */
export function convertZip(request: ConversionRequest): Promise<Conversion> {
  const { source, options, findings } = request;
  return ZipArchive.with(source, async (archive) => {
    const tables = archive.entries.filter(({ name }) => TABLE.test(name) && !BESIDE.test(name));
    const { entry: wanted, ...inner } = options.source ?? {};
    const names = tables.map(({ name }) => name);
    const entry = wanted === undefined ? tables[0] : archive.entry(wanted);
    if (entry === null) {
      throw fail(
        'invalid-experiment',
        sentence('{name} has no file "{wanted}": its tables are {names}.', {
          name: source.name,
          wanted: wanted ?? '',
          names: quoted(names),
        }),
        {
          file: source.path,
          field: 'dataset.source.entry',
        },
      );
    }
    if (entry === undefined) {
      throw fail(
        'file-unreadable',
        sentence('{name} is a ZIP archive without a table in it: unpack it and open a file of it.', {
          name: source.name,
        }),
        {
          file: source.path,
        },
      );
    }
    if (tables.length > 1) {
      findings.note(
        `"${entry.name}" is read; the archive also has ${quoted(names.filter((name) => name !== entry.name))}.`,
      );
    }
    const folder = await mkdtemp(join(tmpdir(), 'benchtop-'));
    try {
      // A name of our own: what the archive says is no path to write to.
      const path = join(
        folder,
        `table${/\.gz$/i.test(entry.name) ? extname(entry.name.slice(0, -3)) : ''}${extname(entry.name)}`,
      );
      await unpack(archive, entry, path, request);
      const chosen = {
        key: 'entry' as const,
        chosen: entry.name,
        parts: names.map((name) => ({ name, isHidden: false, about: '' })),
      };
      return await request.withTable(path, { ...options, source: inner }, async (table) => {
        const lines = new LineMap();
        const doubtful = new Map<number, CopiedSuspect>();
        const indices = table.names.map((_, index) => index);
        const { rows, leftOut } = await copyRows(table, request, {
          sourceIndices: indices,
          further: [],
          firstRow: 0,
          doubtful,
          onRow: (line) => {
            lines.note(request.writer.lines + 1, line);
          },
        });
        findings.notes.push(...table.notes);
        return {
          names: table.names,
          types: null,
          rows,
          lines,
          sources: [...(names.length > 1 ? [chosen] : []), ...(table.copied?.sources ?? [])],
          others: [],
          from: table,
          numbers: table.numbers,
          doubtful,
          leftOut,
        };
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

async function unpack(
  archive: ZipArchive,
  entry: ZipEntry,
  path: string,
  { options, source }: ConversionRequest,
): Promise<void> {
  const slices = new Slices(options.signal);
  const file = await open(path, 'wx', 0o600);
  try {
    let written = 0;
    for await (const part of archive.read(entry)) {
      for (let done = 0; done < part.length;) done += (await file.write(part, done)).bytesWritten;
      written += part.length;
      options.onProgress?.({
        bytes: Math.round((source.bytes * written) / Math.max(1, entry.bytes)),
        totalBytes: source.bytes,
        rows: 0,
      });
      await slices.next();
    }
  } finally {
    await file.close();
  }
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more` : shown.join(', ');
}
