import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseBoundedJson } from '../../../src-shared/bounded-json';
import { fail } from '../../../src-shared/errors';
import type { Group } from '../../../src-shared/group/group';
import { sentence } from '../../../src-shared/language/sentence';
import { JOB_FILE, jobSchema, placeOfResult, type Job, type JobFile } from '../../../src-shared/group/job';
import { copyFileAside } from '../../files/copies';
import { copyName } from '../../files/copy-name';
import { listOrEmpty, writeFileDurable } from '../../files/durable';
import type { JobScript } from './job-scripts';

/** A data file as it is before it is copied into a job. */
export interface PinnedFile {
  /** Where the experiment says it is. */
  readonly path: string;
  /** Where it is read. */
  readonly source: string;
  readonly sha256: string;
}

/**
 * Writes the folder of a job: its group, copies of its data, and the script that starts its trials.
 * @param to must not be there yet, or be empty
 * @param script null: something else starts them
 * @throws BenchtopError `usage` where something is there, `disk-full` or `storage`
 */
export async function writeJob(
  group: Group,
  files: readonly PinnedFile[],
  to: string,
  script: JobScript | null,
): Promise<Job> {
  if (existsSync(to) && (!statSync(to).isDirectory() || readdirSync(to).length > 0))
    throw fail('usage', sentence('{file} is there already and not empty: name a new folder.', { file: to }), {
      file: to,
    });
  const isThere = existsSync(to);
  try {
    mkdirSync(join(to, 'results'), { recursive: true });
    const copies: JobFile[] = [];
    for (const { path, source, sha256 } of files) {
      const copy = dataCopy(path, sha256);
      mkdirSync(join(to, 'data'), { recursive: true });
      if (!existsSync(join(to, copy))) await copyFileAside(source, join(to, copy), () => undefined);
      copies.push({ path, sha256, copy });
    }
    const job: Job = {
      format: 'benchtop-job',
      schemaVersion: 1,
      benchtop: __APP_VERSION__,
      group,
      files: copies,
    };
    if (script !== null) writeFileDurable(join(to, script.name), script.text);
    writeFileDurable(join(to, JOB_FILE), `${JSON.stringify(job, null, 1)}\n`);
    return job;
  } catch (error) {
    // A job is whole, or not there.
    rmSync(to, { recursive: true, force: true });
    if (isThere) mkdirSync(to);
    throw error;
  }
}

/** Where a job has the copy of a data file, relative to its folder. */
export function dataCopy(path: string, sha256: string): string {
  return `data/${copyName(path, sha256)}`;
}

/** Whether a folder is that of a job. */
export function isJob(folder: string): boolean {
  return existsSync(join(folder, JOB_FILE));
}

/**
 * The folder of a workspace in which a trial is trained, beside its job.
 * @throws BenchtopError `file-missing` where the folder holds no job
 */
export function prepareWork(folder: string, place: number): string {
  requireJob(folder);
  mkdirSync(join(folder, 'work'), { recursive: true });
  return join(resolve(folder), 'work', String(place + 1).padStart(4, '0'));
}

function requireJob(folder: string): void {
  if (!isJob(folder))
    throw fail('file-missing', `${folder} holds no ${JOB_FILE}: name the folder that --emit wrote.`, {
      file: folder,
    });
}

/** @throws BenchtopError `file-missing` or `invalid-data` where the folder holds no job that this Benchtop knows */
export function readJob(folder: string): Job {
  const path = join(resolve(folder), JOB_FILE);
  requireJob(folder);
  let content: unknown;
  try {
    content = parseBoundedJson(readFileSync(path, 'utf8'));
  } catch (error) {
    throw fail('invalid-data', `${path} cannot be read: ${(error as Error).message}.`, { file: path });
  }
  const { schemaVersion, format } = (content ?? {}) as { schemaVersion?: unknown; format?: unknown };
  if (format === 'benchtop-job' && typeof schemaVersion === 'number' && schemaVersion > 1)
    throw fail('invalid-data', `${path} was written by a newer Benchtop: update Benchtop here.`, {
      file: path,
    });
  const job = jobSchema.safeParse(content);
  if (job.success) return job.data;
  const [problem] = job.error.issues;
  throw fail(
    'invalid-data',
    `${path} is no job of Benchtop: ${problem?.path.join('.') ?? ''} ${problem?.message ?? ''}`.trim(),
    { file: path },
  );
}

/** The capsules that a job's trials have left, by trial. @returns pairs of a trial, from 0 on, and a path */
export function listResults(folder: string): readonly (readonly [number, string])[] {
  return listOrEmpty(join(folder, 'results'))
    .flatMap((name): [number, string][] => {
      const place = placeOfResult(name);
      return place === null ? [] : [[place, join(folder, 'results', name)]];
    })
    .sort(([a], [b]) => a - b);
}
