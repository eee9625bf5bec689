import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { TakenIn } from '../../../src-shared/ipc/library';
import type { ExternalDocument } from '../../../src-shared/run/record/external';
import { removeAtOnce } from '../../files/durable';
import { TimeSlices } from '../../files/time-slices';
import { ExternalWriter } from './external-writer';
import { requireWanted, timeInId, type CountedRuns, type SourceReading } from './source-reading';
import { sourceMark } from './tensorboard-in';

const NEW_LINE = 0x0a;
const STATUS: Readonly<Record<string, ExternalDocument['status']>> = {
  ...{ '3': 'finished', '4': 'failed', '5': 'stopped', '1': 'interrupted', '2': 'interrupted' },
  ...{
    FINISHED: 'finished',
    FAILED: 'failed',
    KILLED: 'stopped',
    RUNNING: 'interrupted',
    SCHEDULED: 'interrupted',
  },
};

/** The tag that has a run's group: MLflow knows none. */
export const GROUP_TAG = 'benchtop.group';

/** Whether a folder is a file store of MLflow, an experiment of one, or a run. */
export function hasMlflow(path: string): boolean {
  return statSync(path).isDirectory() && listMlflowRuns(path).length > 0;
}

/** Folders of runs: those with `metrics` and `params` beside their meta.yaml, at most two folders below. */
export function listMlflowRuns(path: string, depth = 0): string[] {
  if (existsSync(join(path, 'meta.yaml')) && existsSync(join(path, 'params'))) return [path];
  if (depth >= 2) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => listMlflowRuns(join(path, name), depth + 1))
    .sort();
}

/** A run that was taken in, or is there. */
type Taken = TakenIn['runs'][number];

/**
 * Takes in the runs of a file store of MLflow; one that is here already is written anew where its metrics grew.
 * Cancelled, it takes back those that it made.
 * @param findFolder of a run in the workspace, by its id
 * @throws BenchtopError `disk-full` or `storage`; `conflict` where it is cancelled
 */
export async function readMlflow(
  path: string,
  findFolder: (id: string) => string,
  reading: SourceReading = {},
): Promise<TakenIn['runs']> {
  const slices = new TimeSlices();
  const taken: Taken[] = [];
  try {
    for (const source of listMlflowRuns(path)) {
      requireWanted(reading);
      const run = takeRun(source, findFolder, reading);
      if (run !== null) taken.push(run);
      await slices.next();
    }
    requireWanted(reading);
    return taken;
  } catch (error) {
    for (const { id, how } of taken) if (how === 'new') removeAtOnce(findFolder(id));
    throw error;
  }
}

function takeRun(source: string, findFolder: (id: string) => string, reading: SourceReading): Taken | null {
  const meta = readYaml(join(source, 'meta.yaml'));
  if (meta['lifecycle_stage'] === 'deleted') return null;
  const files = filesBelow(join(source, 'metrics'));
  const beganAt = Number(meta['start_time']) || statSync(source).mtimeMs;
  const createdAt = new Date(beganAt).toISOString();
  const id = `${timeInId(createdAt)}-${sourceMark(meta['run_id'] ?? basename(source))}`;
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const folder = findFolder(id);
  const tags = readValues(join(source, 'tags'));
  const name = nameOf(source, meta, tags);
  const facts = {
    ...{
      name,
      group: tags[GROUP_TAG] ?? null,
      writer: 'MLflow',
      createdAt,
      config: toConfig(readValues(join(source, 'params'))),
    },
    project: readYamlOr(join(dirname(source), 'meta.yaml'))['name'] ?? null,
    note: tags['mlflow.note.content'] ?? '',
  };
  const isThere = existsSync(folder);
  let writer = new ExternalWriter(folder, facts);
  try {
    if (isThere && writer.offset('metrics') === bytes) {
      writer.close();
      return { id, name, from: basename(source), how: 'there' };
    }
    if (isThere) {
      // Written anew: without its state nothing of it counts.
      writer.close();
      rmSync(join(folder, 'source.json'), { force: true });
      writer = new ExternalWriter(folder, facts);
    }
    for (const row of readRows(join(source, 'metrics'), files))
      writer.row(row.step, Math.max(0, row.at - beganAt), row.values);
    writer.noteOffset('metrics', bytes);
    writer.save();
    writer.write(STATUS[meta['status'] ?? ''] ?? 'interrupted');
  } catch (error) {
    writer.takeBack();
    throw error;
  }
  writer.close();
  reading.onBytes?.(bytes);
  return { id, name, from: basename(source), how: isThere ? 'updated' : 'new' };
}

function nameOf(
  source: string,
  meta: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>>,
): string {
  return (tags['mlflow.runName'] ?? meta['run_name'] ?? '').slice(0, 300) || basename(source);
}

/** Counts the runs of a file store, their metrics and logged values. */
export async function countMlflow(path: string, reading: SourceReading): Promise<CountedRuns> {
  const slices = new TimeSlices();
  const names: string[] = [];
  const metrics = new Set<string>();
  let points = 0;
  for (const source of listMlflowRuns(path)) {
    requireWanted(reading);
    const meta = readYaml(join(source, 'meta.yaml'));
    if (meta['lifecycle_stage'] === 'deleted') continue;
    names.push(nameOf(source, meta, readValues(join(source, 'tags'))));
    const folder = join(source, 'metrics');
    for (const file of filesBelow(folder)) {
      metrics.add(relative(folder, file));
      const content = readFileSync(file);
      for (let at = content.indexOf(NEW_LINE); at >= 0; at = content.indexOf(NEW_LINE, at + 1)) points += 1;
      reading.onBytes?.(content.length);
      await slices.next();
    }
  }
  return { names, metrics: metrics.size, points };
}

interface Row {
  readonly step: number;
  at: number;
  readonly values: Map<string, number>;
}

/** Values of all metrics by step; one that was logged twice at a step has a row more. */
function readRows(folder: string, files: readonly string[]): Row[] {
  const rows = new Map<string, Row>();
  for (const file of files) {
    const name = relative(folder, file).split(sep).join('/');
    const seen = new Map<number, number>();
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const [time = '', text = '', third = '0'] = line.split(' ');
      const [at, step] = [Number(time), Number(third)];
      if (text === '' || Number.isNaN(at) || !Number.isSafeInteger(step)) continue;
      const nth = seen.get(step) ?? 0;
      seen.set(step, nth + 1);
      const row = rows.get(`${step} ${nth}`) ?? { step, at, values: new Map<string, number>() };
      rows.set(`${step} ${nth}`, row);
      row.values.set(name, readNumber(text));
    }
  }
  return [...rows.values()].sort((a, b) => a.step - b.step || a.at - b.at);
}

/** A number as Python writes it. */
function readNumber(text: string): number {
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
  return infinite === null ? Number(text) : infinite[1] === '-' ? -Infinity : Infinity;
}

/** Params are texts: those that are numbers or truth values are read as such. */
function toConfig(params: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]): [string, unknown] => {
      if (/^(true|false)$/i.test(value)) return [name, value.toLowerCase() === 'true'];
      const number = Number(value);
      return [name, value.trim() !== '' && Number.isFinite(number) ? number : value];
    }),
  );
}

function readValues(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesBelow(folder).map((file) => [
      relative(folder, file).split(sep).join('/'),
      readFileSync(file, 'utf8'),
    ]),
  );
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
    });
}

function readYamlOr(path: string): Record<string, string> {
  return existsSync(path) ? readYaml(path) : {};
}

/** The one kind of YAML that meta.yaml is: a key and a plain or quoted value a line. */
function readYaml(path: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const match = /^(\w+): *(.*?)\s*$/.exec(line);
    if (match !== null) found[match[1] ?? ''] = unquote(match[2] ?? '');
  }
  return found;
}

function unquote(text: string): string {
  if (text.startsWith("'") && text.endsWith("'") && text.length > 1)
    return text.slice(1, -1).replace(/''/g, "'");
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
