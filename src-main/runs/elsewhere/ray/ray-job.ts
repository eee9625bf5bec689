import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { BenchtopError, fail } from '../../../../src-shared/errors';
import type { Group } from '../../../../src-shared/group/group';
import { resultName, type Job } from '../../../../src-shared/group/job';
import { sentence, type Sentence } from '../../../../src-shared/language/sentence';
import { lazy } from '../../../../src-shared/lazy';
import { LEAVE } from './leave';
import { dataPackage, jobPackage } from './packages';
import { RayApi, unreachable, Unreachable, type RayJob } from './ray-api';

/** Where a group is trained: what its record keeps, so that it can be taken up again. */
export type RayPlace = NonNullable<Group['cluster']>;

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
  /** Ends it: the job on the cluster too, unless the reason is {@link LEAVE}. */
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. */
  readonly lookMs?: number;
  /** Milliseconds that a cluster may not answer before its sweep is left to be resumed. */
  readonly lostMs?: number;
}

const LOOK_MS = 1000;
/** {@link RayGroupOptions.lostMs}, where nobody says otherwise. */
const LOST_MS = 5 * 60_000;
/** Looks at what an ended job has left, where it cannot be read at once. */
const LAST_LOOKS = 3;
/** Of a job that does nothing more. */
export const OVER: ReadonlySet<RayJob['status']> = new Set(['STOPPED', 'SUCCEEDED', 'FAILED']);

const stateSchema = lazy(() =>
  z.object({
    done: z.array(z.number().int().min(0)),
    failed: z.record(z.string(), z.string()),
    running: z.record(z.string(), z.unknown()),
  }),
);
type State = z.infer<typeof stateSchema>;

/** The cluster of a group, which answers. @throws BenchtopError with why it does not, as a sentence */
export async function openApi({ address }: RayPlace): Promise<RayApi> {
  const api = new RayApi(address);
  await api.version().catch((error: unknown) => {
    throw error instanceof Unreachable ? unreachable(error) : error;
  });
  return api;
}

/** A name for a job that is to be submitted. */
export function newSubmission({ id }: Group): string {
  return `benchtop-${id}-${Date.now().toString(36)}`;
}

/**
 * Sends what a job needs, unless the cluster has it, and the job.
 * @param places trials that it trains
 * @param isOpen whether more of them follow: the driver looks for them under the names of `packages.ts`
 */
export async function submit(
  api: RayApi,
  options: RayGroupOptions,
  submission: string,
  places: readonly number[],
  isOpen = false,
): Promise<void> {
  const { job, files, place } = options;
  const config = { places, command: [...place.command], submission, open: isOpen };
  const own = await jobPackage(job, config);
  const data = files.map(({ sha256, copy, source }) => dataPackage(sha256, basename(copy), source));
  for (const { name, content } of [own, ...data]) {
    if (await patiently(() => api.hasPackage(name), options)) continue;
    const bytes = await content();
    await patiently(() => api.putPackage(name, bytes), options);
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
    options,
  );
}

/**
 * Takes in what a job leaves until it is over.
 * @param missing trials whose runs are not here: those that come are taken out
 * @param onLook told after each look which trials have failed, and why
 * @returns why a trial failed, and what Ray says of the end
 */
export async function follow(
  api: RayApi,
  options: RayGroupOptions,
  submission: string,
  missing: Set<number>,
  onLook: (failed: State['failed']) => void = () => undefined,
): Promise<{ readonly failed: Sentence | null; readonly message: string }> {
  const { signal, onProgress, job } = options;
  const total = job.group.trials.length;
  let again = 0;
  for (;;) {
    if (signal.aborted) {
      if (signal.reason !== LEAVE) await api.stop(submission).catch(() => undefined);
      return { failed: null, message: 'it was stopped.' };
    }
    const found = await patiently(() => api.find(submission), options);
    const state = found?.nodeIp == null ? null : await readState(api, found.nodeIp, submission, options);
    if (found?.nodeIp != null && state !== null) {
      for (const place of state.done) {
        if (signal.aborted) break;
        if (missing.has(place) && (await landOne(api, options, found.nodeIp, submission, place)))
          missing.delete(place);
      }
    }
    onProgress({ landed: total - missing.size, total, running: Object.keys(state?.running ?? {}).length });
    onLook(state?.failed ?? {});
    if (found === null) return { failed: null, message: 'the cluster no longer knows of it.' };
    if (OVER.has(found.status)) {
      // What is replaced just now is whole a moment later: nothing is left there.
      if (state === null && found.nodeIp !== null && again++ < LAST_LOOKS) {
        await pause(options.lookMs ?? LOOK_MS, signal);
        continue;
      }
      const [first] = Object.entries(state?.failed ?? {});
      const failed = first === undefined ? null : failedTrial(Number(first[0]), first[1]);
      return { failed, message: whole(lastLine(found.message)) };
    }
    await pause(options.lookMs ?? LOOK_MS, signal);
  }
}

async function readState(
  api: RayApi,
  nodeIp: string,
  submission: string,
  options: RayGroupOptions,
): Promise<State | null> {
  const text = await patiently(() => api.file(nodeIp, `${submission}/state.json`), options);
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
  options: RayGroupOptions,
  nodeIp: string,
  submission: string,
  place: number,
): Promise<boolean> {
  const { folder, land } = options;
  const name = resultName(place);
  const capsule = await patiently(() => api.file(nodeIp, `${submission}/${name}`), options);
  if (capsule === null) return false;
  const path = join(folder, name);
  await writeFile(path, capsule);
  try {
    await land(place, path);
  } finally {
    await rm(path, { force: true });
  }
  return true;
}

/** Why a trial has no result. @param reason what its node said */
export function failedTrial(place: number, reason: string): Sentence {
  return sentence('Trial {trial} failed on {reason} Resume it to train what is missing.', {
    trial: place + 1,
    reason: whole(reason),
  });
}

/** Of what a job wrote, with which Ray explains its end. */
function lastLine(text: string): string {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return (lines[lines.length - 1] ?? 'it gave no reason.').trim().slice(0, 500);
}

/** As a sentence, with its full stop. */
function whole(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Waits, or until it is ended. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

/** Asks again while the cluster does not answer, for some minutes. @throws BenchtopError */
export async function patiently<T>(
  ask: () => Promise<T>,
  { signal, lostMs = LOST_MS }: Pick<RayGroupOptions, 'signal' | 'lostMs'>,
): Promise<T> {
  const since = Date.now();
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof BenchtopError || !(error instanceof Unreachable)) throw error;
      if (signal.aborted || Date.now() - since > lostMs)
        throw fail(
          'conflict',
          sentence('{problem} What has come is kept: resume it once the cluster answers.', {
            problem: error.said,
          }),
          { field: 'on' },
        );
    }
    await pause(wait, signal);
  }
}
