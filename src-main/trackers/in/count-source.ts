import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { validationMetric } from '../../../src-shared/run/figures/metrics';
import { LogCounter } from '../../files/csv/log-counter';
import { readEvents } from '../../files/tensorboard/read-events';
import { TimeSlices } from '../../files/time-slices';
import { listRunFolders } from './recognise';
import { requireWanted, type CountedRuns, type SourceReading } from './source-reading';
import { listEventRuns } from './tensorboard-in';

/** Counts the runs, tags and scalars of event files; those of validation rows are metrics of their own. */
export async function countEvents(path: string, reading: SourceReading): Promise<CountedRuns> {
  const slices = new TimeSlices();
  const names: string[] = [];
  const metrics = new Set<string>();
  let points = 0;
  for (const run of listEventRuns(path)) {
    const before = points;
    for (const { part, files } of run.parts) {
      const tags = new Set<string>();
      for (const file of files)
        await readEvents(
          file,
          0,
          {
            scalar: (tag) => {
              tags.add(tag);
              points += 1;
            },
            plugin: () => undefined,
          },
          async (bytes) => {
            requireWanted(reading);
            reading.onBytes?.(bytes);
            await slices.next();
          },
        );
      for (const tag of tags) metrics.add(part === 'validation' ? validationMetric(tag) : tag);
    }
    // Settings alone, as of the whole experiment, are no run.
    if (points > before) names.push(run.name === '' ? basename(path) : run.name);
  }
  return { names, metrics: metrics.size, points };
}

/** Counts run folders and what their logs hold. */
export async function countRunFolders(path: string, reading: SourceReading): Promise<CountedRuns> {
  const slices = new TimeSlices();
  const counter = new LogCounter();
  const folders = listRunFolders(path);
  for (const folder of folders) {
    const log = join(folder, 'metrics.csv');
    if (!existsSync(log)) continue;
    counter.begin();
    for await (const part of createReadStream(log, { highWaterMark: 1 << 20 })) {
      requireWanted(reading);
      const bytes = part as Buffer;
      counter.put(bytes);
      reading.onBytes?.(bytes.length);
      await slices.next();
    }
  }
  return { names: folders.map(readName), metrics: counter.metrics.size, points: counter.points };
}

function readName(folder: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { name?: unknown };
    if (typeof name === 'string') return name;
  } catch {
    // What is wrong with it is told when it is taken in.
  }
  return basename(folder);
}
