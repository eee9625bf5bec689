import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { TemporaryFile } from '../temporary-file';
import { csvText } from '../csv/csv-text';

/**
 * Writes the names of the clusters into the predictions.csv of a k-means run: aside, synced,
 * renamed. Every other cell stays as it is. A file without names gets a column of them.
 * @param names by the clusters' numbers
 * @returns false where there is no such file
 * @throws BenchtopError `disk-full` or `storage`; `corrupt` where there is no cluster; `conflict` once cancelled
 */
export async function nameClusters(
  runFolder: string,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<boolean> {
  const path = join(runFolder, 'predictions.csv');
  if (!existsSync(path)) return false;
  const written = names.map(csvText);
  const file = new TemporaryFile(path);
  let cluster = -1;
  let name = -1;
  let isHeader = true;
  const renamed = (record: string): string => {
    const cells = rawCells(record);
    if (isHeader) {
      isHeader = false;
      // A feature may be called so as well: the model's own columns come last, and give way (cluster_2).
      cluster = lastPlace(cells, /^cluster(_\d+)?$/);
      name = lastPlace(cells, /^clusterName(_\d+)?$/);
      if (cluster < 0) throw fail('corrupt', `${path} has no column "cluster".`, { file: path, line: 1 });
      if (name < cluster) cells.splice(cluster + 1, 0, 'clusterName');
      return cells.join(',');
    }
    const text = written[Number(cells[cluster])] ?? '';
    cells.splice(cluster + 1, name < cluster ? 0 : 1, text);
    return cells.join(',');
  };
  try {
    let rest = '';
    for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
      if (signal?.aborted === true) throw fail('conflict', 'Naming the clusters was cancelled.');
      const { records, left } = readRecords(rest + (chunk as string));
      rest = left;
      if (records.length > 0) file.put(records.map((record) => `${renamed(record)}\n`).join(''));
    }
    if (rest !== '') file.put(`${renamed(rest)}\n`);
    file.keep();
    return true;
  } finally {
    file.drop();
  }
}

function lastPlace(cells: readonly string[], name: RegExp): number {
  return cells.reduce((found, cell, at) => (name.test(cell) ? at : found), -1);
}

/** The whole records of a piece of CSV, without their ends, and what is left of the last. */
function readRecords(text: string): { records: string[]; left: string } {
  const records: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) isQuoted = !isQuoted;
    else if (code === 0x0a && !isQuoted) {
      records.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return { records, left: text.slice(from) };
}

/** The cells of one record as they are written, quotes and all. */
function rawCells(record: string): string[] {
  if (!record.includes('"')) return record.split(',');
  const cells: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < record.length; at++) {
    const code = record.charCodeAt(at);
    if (code === 0x22) isQuoted = !isQuoted;
    else if (code === 0x2c && !isQuoted) {
      cells.push(record.slice(from, at));
      from = at + 1;
    }
  }
  return [...cells, record.slice(from)];
}
