import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeError, quietly, renameDurable, temporaryName } from '../../files/durable';
import type { RunStatus } from '../../../src-shared/run/record/status';
import type { TrackedRun } from './tensorboard-out';
import { trackedParams } from './tracked-params';

/** Numbers of MLflow's RunStatus. */
const STATUS: Partial<Record<RunStatus, number>> = { finished: 3, failed: 4, stopped: 5, interrupted: 5 };
const RUNNING = 1;
/** MLflow takes no longer ones. */
const MAX_PARAM = 6000;
/** Lines that are written at once. */
const BLOCK_LINES = 10_000;

/**
 * Writes runs as a file store of MLflow, for `mlflow ui --backend-store-uri DIR`: one experiment, a folder a run.
 * @param to a folder that is not there yet; it is whole or not made
 * @throws BenchtopError `disk-full` or `storage`
 */
export async function writeMlflow(
  runs: readonly TrackedRun[],
  to: string,
  experiment = 'Benchtop',
): Promise<void> {
  const aside = temporaryName(to);
  const id = String(parseInt(createHash('sha256').update(to).digest('hex').slice(0, 12), 16) + 1);
  const times = runs.map(({ record }) => Date.parse(record.createdAt));
  try {
    put(
      join(aside, id, 'meta.yaml'),
      yaml({
        artifact_location: pathToFileURL(join(to, id)).href,
        creation_time: Math.min(...times),
        experiment_id: id,
        last_update_time: Math.max(...times),
        lifecycle_stage: 'active',
        name: experiment,
      }),
    );
    for (const run of runs) await writeRun(run, join(aside, id), id, to);
    renameDurable(aside, to);
  } catch (error) {
    quietly(() => {
      rmSync(aside, { recursive: true, force: true });
    });
    throw writeError(to, null, error);
  }
}

async function writeRun(
  { record, readMetrics }: TrackedRun,
  experiment: string,
  id: string,
  to: string,
): Promise<void> {
  // MLflow's ids are 32 hexadecimal digits: always the same for a run.
  const runId = createHash('sha256').update(record.id).digest('hex').slice(0, 32);
  const folder = join(experiment, runId);
  const began = Date.parse(record.startedAt ?? record.createdAt);
  put(
    join(folder, 'meta.yaml'),
    yaml({
      artifact_uri: pathToFileURL(join(to, id, runId, 'artifacts')).href,
      end_time: record.endedAt === null ? null : Date.parse(record.endedAt),
      entry_point_name: '',
      experiment_id: id,
      lifecycle_stage: 'active',
      run_id: runId,
      run_name: record.name,
      run_uuid: runId,
      source_name: 'benchtop',
      source_type: 4,
      source_version: '',
      start_time: began,
      status: STATUS[record.status] ?? RUNNING,
      tags: [],
      user_id: 'benchtop',
    }),
  );
  for (const name of ['artifacts', 'metrics', 'params', 'tags'])
    mkdirSync(join(folder, name), { recursive: true });
  for (const [name, value] of trackedParams(record))
    put(join(folder, 'params', keyOf(name)), String(value).slice(0, MAX_PARAM));
  const tags = {
    'mlflow.runName': record.name,
    'mlflow.note.content': record.note,
    'benchtop.id': record.id,
    'benchtop.tags': record.tags.join(', '),
    'benchtop.group': record.group?.name ?? record.external?.group ?? '',
  };
  for (const [name, value] of Object.entries(tags)) if (value !== '') put(join(folder, 'tags', name), value);
  const { step, elapsedMs, series } = await readMetrics();
  for (const [name, values] of Object.entries(series)) {
    const path = join(folder, 'metrics', keyOf(name));
    mkdirSync(dirname(path), { recursive: true });
    let lines: string[] = [];
    for (let row = 0; row < step.length; row++) {
      const value = values[row] ?? NaN;
      // A row that has no number of it; what diverged is a number that is none.
      if (Number.isNaN(value) && record.external !== undefined) continue;
      lines.push(`${Math.round(began + (elapsedMs[row] ?? 0))} ${spelled(value)} ${step[row] ?? 0}\n`);
      if (lines.length < BLOCK_LINES) continue;
      appendFileSync(path, lines.join(''));
      lines = [];
    }
    appendFileSync(path, lines.join(''));
  }
}

/** A name as MLflow takes it, and a path that stays in its folder. */
function keyOf(name: string): string {
  const parts = name.replace(/[^\w.\- /]/g, '_').split('/');
  return parts
    .map((part) => (/^\.*$/.test(part) ? '_' : part))
    .join('/')
    .slice(0, 250);
}

/** As Python reads it. */
function spelled(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}

/** JSON's values are YAML's. */
function yaml(document: Readonly<Record<string, unknown>>): string {
  return Object.entries(document)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o644 });
}
