import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { BenchtopError, fail } from '../../../../src-shared/errors';
import { trialRunId, type Group } from '../../../../src-shared/group/group';
import { resultName, type Job } from '../../../../src-shared/group/job';
import { lazy } from '../../../../src-shared/lazy';
import { dataPackage, jobPackage } from './packages';
import { RayApi, unreachable, Unreachable, type RayJob } from './ray-api';

/** Where a group is trained: what its record keeps, so that it can be taken up again. */
type RayPlace = NonNullable<Group['cluster']>;

/** A data file, and where its bytes are here. */
interface RayFile {
  readonly sha256: string;
  readonly source: string;
  /** Its path in a job. */
  readonly copy: string;
}

/** How far a group is. */
export interface RayProgress {
  readonly landed: number;
  readonly total: number;
  /** Trials under way on the cluster. */
  readonly running: number;
}

export interface RayGroupOptions {
  readonly job: Job;
  readonly files: readonly RayFile[];
  readonly place: RayPlace;
  /** Folder for capsules on their way; empty afterwards. */
  readonly folder: string;
  readonly isHere: (runId: string) => boolean;
  /** Takes in a trial's capsule. */
  readonly land: (place: number, capsule: string) => Promise<void>;
  /** Keeps the submission that is followed. */
  readonly keep: (place: RayPlace) => void;
  readonly onProgress: (progress: RayProgress) => void;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. */
  readonly lookMs?: number;
}

const LOOK_MS = 1000;
/** How long a cluster may not answer before its sweep is left to be resumed. */
const LOST_MS = 5 * 60_000;
/** A job whose driver was lost is submitted again so often, unless nothing came of the last time. */
const SUBMISSIONS = 5;
const OVER = new Set<RayJob['status']>(['STOPPED', 'SUCCEEDED', 'FAILED']);

const stateSchema = lazy(() =>
  z.object({
    done: z.array(z.number().int().min(0)),
    failed: z.record(z.string(), z.string()),
    running: z.record(z.string(), z.unknown()),
  }),
);
type State = z.infer<typeof stateSchema>;

/**
 * Has a cluster train what is missing of a group, and takes in each trial as it is done. A job that is still
 * at work from before is followed rather than begun again; a lost connection is taken up again.
 * @throws BenchtopError with why not all came: what has is here, and resuming goes on
 */
export async function trainOnRay(options: RayGroupOptions): Promise<void> {
  const { job, place, signal } = options;
  const api = new RayApi(place.address);
  await api.version().catch((error: unknown) => {
    throw error instanceof Unreachable ? unreachable(error) : error;
  });
  let submission = place.submission;
  for (let n = 0; ; n++) {
    const missing = findMissing(options);
    if (missing.length === 0 || signal.aborted) return;
    const before = submission === null ? null : await patiently(() => api.find(submission ?? ''), signal);
    if (submission === null || before === null || OVER.has(before.status) || n > 0) {
      submission = `benchtop-${job.group.id}-${Date.now().toString(36)}`;
      await submit(api, options, submission, missing);
      options.keep({ ...place, submission });
    }
    const end = await follow(api, options, submission);
    if (signal.aborted) return;
    const left = findMissing(options);
    if (left.length === 0) return;
    if (end.failed !== null) throw fail('conflict', `${end.failed} ${resumeAdvice(job.group.id)}`);
    if (n + 1 >= SUBMISSIONS || (left.length === missing.length && n > 0))
      throw fail('conflict', `The job on Ray ended: ${end.message} ${resumeAdvice(job.group.id)}`);
  }
}

function resumeAdvice(id: string): string {
  return `“benchtop resume ${id}” trains what is missing.`;
}

function findMissing({ job: { group }, isHere }: RayGroupOptions): number[] {
  return group.trials.flatMap((_, place) => (isHere(trialRunId(group.id, place)) ? [] : [place]));
}

async function submit(
  api: RayApi,
  { job, files, place, signal }: RayGroupOptions,
  submission: string,
  places: readonly number[],
): Promise<void> {
  const config = { places, command: [...place.command], submission };
  const own = await jobPackage(job, config);
  const data = files.map(({ sha256, copy, source }) => dataPackage(sha256, basename(copy), source));
  for (const { name, content } of [own, ...data]) {
    if (await patiently(() => api.hasPackage(name), signal)) continue;
    const bytes = await content();
    await patiently(() => api.putPackage(name, bytes), signal);
  }
  const runtime = {
    working_dir: `gcs://${own.name}`,
    ...(data.length === 0 ? {} : { py_modules: data.map(({ name }) => `gcs://${name}`) }),
  };
  await patiently(
    () =>
      api.submit({
        submission_id: submission,
        entrypoint: 'python -m benchtop_ray',
        runtime_env: runtime,
        metadata: { benchtop: job.benchtop, group: job.group.id },
      }),
    signal,
  );
}

/** Takes in what a job leaves until it is over. @returns why a trial failed, and what Ray says of the end */
async function follow(
  api: RayApi,
  options: RayGroupOptions,
  submission: string,
): Promise<{ readonly failed: string | null; readonly message: string }> {
  const { signal, onProgress, job } = options;
  const total = job.group.trials.length;
  for (;;) {
    if (signal.aborted) {
      await api.stop(submission).catch(() => undefined);
      return { failed: null, message: 'it was stopped.' };
    }
    const found = await patiently(() => api.find(submission), signal);
    const state = found?.nodeIp == null ? null : await readState(api, found.nodeIp, submission, signal);
    if (found?.nodeIp != null && state !== null) {
      for (const place of state.done) {
        if (signal.aborted) break;
        await landOne(api, options, found.nodeIp, submission, place);
      }
    }
    const landed = total - findMissing(options).length;
    onProgress({ landed, total, running: Object.keys(state?.running ?? {}).length });
    if (found === null) return { failed: null, message: 'the cluster no longer knows of it.' };
    if (OVER.has(found.status)) {
      const [first] = Object.entries(state?.failed ?? {});
      const failed = first === undefined ? null : `Trial ${Number(first[0]) + 1} failed on ${first[1]}`;
      return { failed, message: lastLine(found.message) };
    }
    await delay(options.lookMs ?? LOOK_MS);
  }
}

async function readState(
  api: RayApi,
  nodeIp: string,
  submission: string,
  signal: AbortSignal,
): Promise<State | null> {
  const text = await patiently(() => api.file(nodeIp, `${submission}/state.json`), signal);
  if (text === null) return null;
  try {
    return stateSchema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    // It is being replaced: the next look finds it whole.
    return null;
  }
}

async function landOne(
  api: RayApi,
  { job: { group }, folder, isHere, land, signal }: RayGroupOptions,
  nodeIp: string,
  submission: string,
  place: number,
): Promise<void> {
  if (place >= group.trials.length || isHere(trialRunId(group.id, place))) return;
  const name = resultName(place);
  const capsule = await patiently(() => api.file(nodeIp, `${submission}/${name}`), signal);
  if (capsule === null) return;
  const path = join(folder, name);
  await writeFile(path, capsule);
  await land(place, path);
}

/** Of what a job wrote, with which Ray explains its end. */
function lastLine(text: string): string {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return (lines[lines.length - 1] ?? 'it gave no reason.').trim().slice(0, 500);
}

/** Asks again while the cluster does not answer, for some minutes. @throws BenchtopError */
async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const since = Date.now();
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof BenchtopError || !(error instanceof Unreachable)) throw error;
      if (signal.aborted || Date.now() - since > LOST_MS) throw unreachable(error);
    }
    await delay(wait);
  }
}
