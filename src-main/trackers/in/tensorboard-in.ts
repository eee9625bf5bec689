import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { validationMetric } from '../../../src-shared/run/figures/metrics';
import { readEvents } from '../../files/tensorboard/read-events';
import { readFields } from '../../files/tensorboard/wire';
import { TimeSlices } from '../../files/time-slices';
import type { ExternalWriter } from './external-writer';
import { HeldRows } from './held-rows';
import { requireWanted, type SourceReading } from './source-reading';

const EVENTS = /tfevents/;
/** Folders whose metrics are one run's with those of the folder above them. */
const PARTS: Readonly<Record<string, 'training' | 'validation'>> = {
  ...{ train: 'training', training: 'training' },
  ...{ validation: 'validation', valid: 'validation', val: 'validation', eval: 'validation' },
};
/** Files and folders that are looked through at most: what holds more is no folder of logs. */
const MAX_ENTRIES = 200_000;
/** Rows of one part that are held until the other part has come as far. */
const MAX_HELD = 4096;

/** A run in a folder of event files. */
export interface EventRun {
  /** Folder from the one that was named on, `/` as separator; empty: that one itself. */
  readonly name: string;
  /** Files in their order, by part; absolute paths. */
  readonly parts: readonly { readonly part: 'training' | 'validation'; readonly files: readonly string[] }[];
}

/** Whether a folder holds event files, or is one. */
export function hasEvents(path: string): boolean {
  if (statSync(path).isFile()) return EVENTS.test(basename(path));
  return listEventRuns(path).length > 0;
}

/** The runs below a folder, or that of one file: `train` and `validation` in a folder are one run. */
export function listEventRuns(path: string): EventRun[] {
  const isFile = statSync(path).isFile();
  const root = isFile ? dirname(path) : path;
  const runs = new Map<string, Map<'training' | 'validation', string[]>>();
  for (const file of isFile ? [path] : filesBelow(root)) {
    const folder = relative(root, dirname(file)).split(sep).join('/');
    const last = folder.split('/').pop() ?? '';
    const part = PARTS[last.toLowerCase()];
    const name = part === undefined ? folder : folder.slice(0, -last.length).replace(/\/$/, '');
    const parts = runs.get(name) ?? new Map<'training' | 'validation', string[]>();
    runs.set(name, parts);
    parts.set(part ?? 'training', [...(parts.get(part ?? 'training') ?? []), file]);
  }
  // What lies in the folder of all of them is of none: settings of the whole experiment.
  return [...runs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, parts]) => ({
      name,
      parts: [...parts].map(([part, files]) => ({ part, files: files.sort(byNumber) })),
    }));
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function filesBelow(folder: string, depth = 0, seen = { count: 0 }): string[] {
  if (depth > 12) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      seen.count += 1;
      if (seen.count > MAX_ENTRIES)
        throw fail(
          'invalid-data',
          `${folder} lies in a folder of more than ${MAX_ENTRIES} files: name one that holds the logs only.`,
          { file: folder },
        );
      if (entry.isDirectory()) return filesBelow(path, depth + 1, seen);
      return entry.isFile() && EVENTS.test(entry.name) ? [path] : [];
    });
}

/** A small mark of where a run comes from, for its id. */
export function sourceMark(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 6);
}

/** The time of the first event of a run; null where it has none yet. */
export async function readBegin(run: EventRun): Promise<number | null> {
  let first: number | null = null;
  for (const { files } of run.parts) {
    for (const file of files.slice(0, 1)) {
      const stop = new Error('read');
      const note = (wallTime: number): void => {
        if (wallTime > 0) first = Math.min(first ?? Infinity, wallTime * 1000);
        throw stop;
      };
      await readEvents(file, 0, {
        scalar: (_tag, wallTime) => {
          note(wallTime);
        },
        plugin: () => undefined,
      }).catch((error: unknown) => {
        if (error !== stop) throw error;
      });
    }
  }
  return first;
}

/** Rows of one part of a run that wait to be written. */
class Part extends HeldRows {
  isOver = false;
}

/** The part with the row of the least step, once every part has one or one is too far ahead; null: rows are waited for. */
function findNext(parts: readonly Part[], isEnd: boolean): Part | null {
  let next: Part | null = null;
  let isWaited = false;
  let isFar = false;
  for (const part of parts) {
    const { count, isOver, firstStep } = part;
    if (!isOver && count <= 1) isWaited = true;
    // The last row of one that goes on may get more values.
    if (firstStep === undefined || count <= (isEnd || isOver ? 0 : 1)) continue;
    if (count >= MAX_HELD) isFar = true;
    if (next === null || firstStep < (next.firstStep ?? Infinity)) next = part;
  }
  return isWaited && !isEnd && !isFar ? null : next;
}

/** What became of reading a run's files. */
export interface EventRunRead {
  /** Files that are damaged: they were read up to there. */
  readonly damaged: readonly string[];
  /** Status that the files tell; null: none. */
  readonly status: 'finished' | 'failed' | null;
}

/**
 * Reads what came of a run since the last time into its folder: tags as metrics, those of validation rows as
 * `valLoss`; hparams as config. Values of one step are one row; rows of training and validation are put in the
 * order of their steps as far as some thousands of them show it.
 * @param beganAt milliseconds since 1970
 */
export async function readEventRun(
  root: string,
  run: EventRun,
  beganAt: number,
  writer: ExternalWriter,
  known: { config: Record<string, unknown>; status: EventRunRead['status'] },
  reading: SourceReading = {},
): Promise<EventRunRead> {
  const damaged: string[] = [];
  const slices = new TimeSlices();
  const parts = run.parts.map(() => new Part());
  const flush = (isEnd: boolean): void => {
    for (let next = findNext(parts, isEnd); next !== null; next = findNext(parts, isEnd)) {
      const { names } = next;
      const { step, wallTime } = next.take((name, value) => {
        writer.value(names[name]!, value);
      });
      writer.endRow(step, Math.max(0, wallTime * 1000 - beganAt));
    }
  };
  const readers = run.parts.map(async ({ part, files }, index) => {
    const held = parts[index];
    if (held === undefined) return;
    const names = new Map<string, number>();
    for (const path of files) {
      const name = relative(root, path).split(sep).join('/');
      const { offset, end } = await readEvents(
        path,
        writer.offset(name),
        {
          scalar: (tag, wallTime, step, value) => {
            let name = names.get(tag);
            if (name === undefined)
              names.set(tag, (name = held.number(part === 'validation' ? validationMetric(tag) : tag)));
            held.put(step, wallTime, name, value);
          },
          plugin: (plugin, tag, content) => {
            if (plugin === 'hparams') readHparams(tag, content, known);
          },
        },
        async (bytes) => {
          requireWanted(reading);
          reading.onBytes?.(bytes);
          flush(false);
          // The other part may be read meanwhile: neither runs away.
          while (
            held.count > 2 * MAX_HELD &&
            parts.some((other) => other !== held && !other.isOver && other.count <= 1)
          ) {
            requireWanted(reading);
            await new Promise((resolve) => setImmediate(resolve));
          }
          await slices.next();
        },
      );
      writer.noteOffset(name, offset);
      if (end === 'damaged') damaged.push(path);
    }
    held.isOver = true;
    flush(false);
  });
  await Promise.all(readers);
  flush(true);
  return { damaged, status: known.status };
}

/** Settings and end of a session: HParamsPluginData. What does not fit is left out. */
function readHparams(
  tag: string,
  content: Buffer,
  into: { config: Record<string, unknown>; status: EventRunRead['status'] },
): void {
  try {
    for (const { field, from, to } of readFields(content)) {
      if (field === 3 && tag.endsWith('session_start_info')) {
        for (const entry of readFields(content, from, to))
          if (entry.field === 1) {
            const [name, value] = readEntry(content, entry.from, entry.to);
            if (name !== '') into.config[name] = value;
          }
      }
      if (field === 4)
        for (const part of readFields(content, from, to))
          if (part.field === 1)
            into.status = part.value === 2 ? 'failed' : part.value === 1 ? 'finished' : null;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

/** An entry of a map from names to google.protobuf.Value. */
function readEntry(content: Buffer, from: number, to: number): [string, unknown] {
  let name = '';
  let value: unknown = null;
  for (const part of readFields(content, from, to)) {
    if (part.field === 1) name = content.toString('utf8', part.from, part.to);
    if (part.field !== 2) continue;
    for (const one of readFields(content, part.from, part.to)) {
      if (one.field === 2) value = content.readDoubleLE(one.from);
      else if (one.field === 3) value = content.toString('utf8', one.from, one.to);
      else if (one.field === 4) value = one.value !== 0;
    }
  }
  return [name, value];
}
