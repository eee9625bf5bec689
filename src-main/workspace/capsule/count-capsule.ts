import { LogCounter } from '../../files/csv/log-counter';
import { fail } from '../../../src-shared/errors';
import { TimeSlices } from '../../files/time-slices';
import { withCapsule, type CapsuleReading } from './capsule-file';

/** Names of runs that are told at most, and bytes of a record that are looked at for them. */
const MAX_NAMES = 8;
const MAX_RECORD_BYTES = 4 << 20;

/** What a capsule holds, before anything of it is taken in. */
export interface CountedCapsule {
  readonly runs: number;
  /** Of the first ones. */
  readonly names: readonly string[];
  readonly metrics: number;
  readonly points: number;
  readonly groups: number;
  readonly data: number;
}

/**
 * Counts what a capsule holds: from its manifest, and the logs of its runs, unpacked to nowhere.
 * @throws BenchtopError as `extractCapsule`
 */
export function countCapsule(path: string, reading: CapsuleReading = {}): Promise<CountedCapsule> {
  return withCapsule(path, async ({ zip, manifest, files }) => {
    const slices = new TimeSlices();
    const counter = new LogCounter();
    const names: string[] = [];
    const logs = files.filter(({ entry }) => /^runs\/[^/]+\/metrics\.csv$/.test(entry.fileName));
    const totalBytes = logs.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
    for (const { entry } of logs) {
      counter.begin();
      for await (const part of await zip.openReadStreamPromise(entry)) {
        if (reading.signal?.aborted === true) throw fail('conflict', 'This was cancelled.');
        counter.put(part as Buffer);
        reading.onBytes?.((part as Buffer).length, totalBytes);
        await slices.next();
      }
    }
    for (const { entry } of files) {
      if (names.length >= MAX_NAMES) break;
      if (!/^runs\/[^/]+\/run\.json$/.test(entry.fileName) || entry.uncompressedSize > MAX_RECORD_BYTES)
        continue;
      const parts: Buffer[] = [];
      for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
      names.push(readName(Buffer.concat(parts).toString('utf8')));
    }
    return {
      runs: manifest.runs.length,
      names: names.filter((name) => name !== ''),
      metrics: counter.metrics.size,
      points: counter.points,
      groups: manifest.groups.length,
      data: manifest.data.length,
    };
  });
}

/** Empty where it has none: what is wrong with a record is told when it is taken in. */
function readName(text: string): string {
  try {
    const { name } = JSON.parse(text) as { name?: unknown };
    return typeof name === 'string' ? name : '';
  } catch {
    return '';
  }
}
