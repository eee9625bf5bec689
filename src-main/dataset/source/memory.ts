import { readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';

/** Memory in bytes that can be used without swapping. */
export function availableMemory(): number {
  // Linux counts what its file cache would give back only here.
  const line = /^MemAvailable:\s+(\d+) kB$/m.exec(readable('/proc/meminfo'));
  return line === null ? freemem() : Number(line[1]) * 1024;
}

function readable(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/**
 * @throws BenchtopError `invalid-data` where that many numbers, and the copy that training makes of
 *   them, do not fit in the memory that is free
 */
export function refuseTooLarge(
  name: string,
  path: string,
  rows: number,
  columns: number,
  available = availableMemory(),
): void {
  const needed = 2 * 8 * rows * columns;
  if (needed <= available) return;
  throw fail(
    'invalid-data',
    sentence(
      '{name} needs about {needed} of memory for {columns}, but {available} are free: use a sample (dataset.sample) or fewer columns.',
      {
        name,
        needed: sizeText(needed),
        columns: columns === 1 ? sentence('1 column') : sentence('{columns} columns', { columns }),
        available: sizeText(available),
      },
    ),
    { file: path, field: 'dataset.sample' },
  );
}

function sizeText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;
}
