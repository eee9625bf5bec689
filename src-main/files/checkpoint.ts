import { lstatSync, realpathSync, statSync } from 'node:fs';
import { join, relative, isAbsolute } from 'node:path';
import { z } from 'zod';
import { parseBoundedJson } from '../../src-shared/bounded-json';
import { checked } from '../../src-shared/checked';
import { MODEL_KINDS } from '../../src-shared/models';
import { BenchtopError, fail } from '../../src-shared/errors';
import { experimentSchema, type Experiment } from '../../src-shared/experiment/schema';
import { checkpointRefSchema, type CheckpointRef } from '../../src-shared/run/record/record';
import { datasetFactsSchema, type DatasetFacts } from '../../src-shared/run/record/dataset-facts';
import { decodeNumber, encodeNumber, storedNumberSchema } from '../../src-shared/run/record/stored-number';
import { withReadingThen } from '../../src-shared/run/record/reading-then';
import type { ModelState } from '../algorithms/contract/state';
import { temporaryName, renameDurable, syncFolder, writeError, writeSynced } from './durable';
import { nodeFileSystem, type FileSystem } from './file-system';
import { sha256, stableJson } from './hash';
import { readRegularFile, readRegularText } from './regular-file';
import { FORMATS, readVersion, upgradeDocument } from './stored-formats';
import { damaged, packTensors, tensorEntrySchema, unpackTensors } from './tensors';

/** Everything a stored model needs to be drawn, asked, or trained on. */
export interface Checkpoint {
  readonly state: ModelState;
  readonly metrics: Readonly<Record<string, number>>;
  /** Whether the metrics are of a sample of the run's rows; absent: of all of them. */
  readonly isOfSample?: true;
  readonly experiment: Experiment;
  readonly dataset: DatasetFacts;
  /** Lines that the run's logs had when it was written, by the names of the files; absent in older ones, and in a fork's first. */
  readonly log?: Readonly<Record<string, number>>;
}

/** A manifest is small: a larger one is not ours. */
const MANIFEST_BYTES = 64 << 20;
const WEIGHTS_BYTES = 4 * 2 ** 30;
const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.enum(MODEL_KINDS),
  step: z.number().int().min(0),
  metrics: z.record(z.string(), storedNumberSchema),
  isOfSample: z.literal(true).optional(),
  experiment: experimentSchema,
  dataset: datasetFactsSchema,
  tensors: z.array(tensorEntrySchema),
  extra: z.record(z.string(), z.unknown()),
  log: z.record(z.string(), z.number().int().min(0)).optional(),
  weights: z.strictObject({
    file: z.literal('weights.bin'),
    bytes: z.number().int().min(0),
    sha256: z.string(),
  }),
});
type Manifest = z.infer<typeof manifestSchema>;

/**
 * Stores a model's whole state as `checkpoints/step-0005000/{manifest.json,weights.bin}`: written
 * into a temporary folder, synced, renamed. The arrays are taken at the call: the trainer may go on.
 * @throws BenchtopError `disk-full` or `storage`
 */
export function writeCheckpoint(
  runFolder: string,
  checkpoint: Checkpoint,
  fs: FileSystem = nodeFileSystem,
): Promise<CheckpointRef> {
  const { state, metrics, isOfSample } = checkpoint;
  const path = `checkpoints/step-${String(state.step).padStart(7, '0')}`;
  try {
    const bytes = writeCheckpointFolder(join(runFolder, path), checkpoint, fs);
    return Promise.resolve({
      step: state.step,
      path,
      bytes,
      metrics: encodeMetrics(metrics),
      ...(isOfSample === undefined ? {} : { isOfSample }),
    });
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

/**
 * Writes manifest.json and weights.bin of a model into a folder, in the place of one that is there.
 * @returns the bytes of both
 * @throws BenchtopError `disk-full` or `storage`
 */
export function writeCheckpointFolder(
  target: string,
  { state, metrics, isOfSample, experiment, dataset, log }: Checkpoint,
  fs: FileSystem = nodeFileSystem,
): number {
  const temporary = temporaryName(target);
  const { weights, tensors } = packTensors(state.tensors);
  const manifest: Manifest = {
    schemaVersion: 1,
    kind: state.kind,
    step: state.step,
    metrics: encodeMetrics(metrics),
    ...(isOfSample === undefined ? {} : { isOfSample }),
    experiment,
    dataset,
    tensors,
    extra: { ...state.extra },
    ...(log === undefined ? {} : { log: { ...log } }),
    weights: { file: 'weights.bin', bytes: weights.length, sha256: sha256(weights) },
  };
  const manifestText = `${JSON.stringify({ ...manifest, sha256: sha256(stableJson(manifest)) }, null, 1)}\n`;
  const bytes = weights.length + Buffer.byteLength(manifestText);
  try {
    fs.mkdir(temporary);
    writeSynced(join(temporary, 'weights.bin'), weights, fs);
    writeSynced(join(temporary, 'manifest.json'), Buffer.from(manifestText, 'utf8'), fs);
    syncFolder(temporary, fs);
    replaceFolder(temporary, target, fs);
  } catch (error) {
    fs.removeFolder(temporary);
    throw writeError(target, bytes, error);
  }
  return bytes;
}

/** A folder cannot be renamed over a full one: the old one steps aside first. */
function replaceFolder(from: string, to: string, fs: FileSystem): void {
  const old = temporaryName(to);
  let hadOld = true;
  try {
    fs.rename(to, old);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    hadOld = false;
  }
  try {
    renameDurable(from, to, fs);
  } catch (error) {
    if (hadOld) fs.rename(old, to);
    throw error;
  }
  if (hadOld) fs.removeFolder(old);
}

/**
 * Reads a checkpoint of a run back. Nothing outside the run folder is opened; sizes, hashes and
 * shapes are checked before a weight is used.
 * @param path relative, as in run.json
 * @throws BenchtopError `not-found`, `not-allowed` or `corrupt`
 */
export function readCheckpoint(runFolder: string, path: string): Promise<Checkpoint> {
  try {
    return Promise.resolve(readCheckpointSync(runFolder, path));
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Checkpoint read at once, holding up this thread; otherwise like {@link readCheckpoint}. */
export function readCheckpointSync(runFolder: string, path: string): Checkpoint {
  if (!checkpointRefSchema.shape.path.safeParse(path).success) {
    throw fail('not-allowed', `"${path}" is not the place of a checkpoint.`, { file: path });
  }
  const folder = join(runFolder, path);
  const manifestFile = contained(runFolder, join(folder, 'manifest.json'));
  const weightsFile = contained(runFolder, join(folder, 'weights.bin'));
  const manifest = readManifest(manifestFile);
  const size = statSync(weightsFile).size;
  if (size !== manifest.weights.bytes || size > WEIGHTS_BYTES) {
    throw damaged(weightsFile, `has ${size} bytes instead of ${manifest.weights.bytes}`);
  }
  const weights = readRegularFile(weightsFile);
  if (sha256(weights) !== manifest.weights.sha256) throw damaged(weightsFile, 'does not match its checksum');
  return {
    state: {
      kind: manifest.kind,
      step: manifest.step,
      tensors: unpackTensors(
        manifest.tensors,
        weights,
        weightsFile,
        !Object.values(manifest.metrics).some((value) => typeof value === 'string'),
      ),
      extra: manifest.extra,
    },
    metrics: Object.fromEntries(
      Object.entries(manifest.metrics).map(([name, value]) => [name, decodeNumber(value)]),
    ),
    ...(manifest.isOfSample === undefined ? {} : { isOfSample: manifest.isOfSample }),
    experiment: manifest.experiment,
    dataset: manifest.dataset,
    ...(manifest.log === undefined ? {} : { log: manifest.log }),
  };
}

/** Whether a checkpoint is damaged or gone: an earlier one may do. */
export function isBadCheckpoint(error: unknown): error is BenchtopError {
  return error instanceof BenchtopError && (error.info.kind === 'corrupt' || error.info.kind === 'not-found');
}

/** The file itself, once it is known to lie in the run folder and to be no link. */
function contained(runFolder: string, file: string): string {
  let real: string;
  try {
    const found = lstatSync(file);
    if (found.isSymbolicLink())
      throw fail('not-allowed', `${file} is a link; checkpoints are plain files.`, { file });
    if (!found.isFile()) throw damaged(file, 'is no ordinary file');
    real = realpathSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw fail('not-found', `The checkpoint is missing: there is no ${file}.`, { file });
    throw error;
  }
  const inside = relative(realpathSync(runFolder), real);
  if (inside.startsWith('..') || isAbsolute(inside))
    throw fail('not-allowed', `${file} lies outside its run's folder.`, { file });
  return real;
}

function readManifest(file: string): Manifest {
  if (statSync(file).size > MANIFEST_BYTES) throw damaged(file, 'is too large to be a manifest');
  const text = readRegularText(file);
  let content: unknown;
  try {
    content = parseBoundedJson(text);
  } catch {
    throw damaged(file, 'is not JSON');
  }
  if (typeof content !== 'object' || content === null) throw damaged(file, 'is not a manifest');
  const { sha256: expected, ...rest } = content as Record<string, unknown>;
  if (computeChecksum(rest) !== expected) throw damaged(file, 'does not match its checksum');
  const version = readVersion(rest);
  if (version > FORMATS.manifest.version)
    throw fail(
      'conflict',
      `${file} was written by a newer Benchtop: update Benchtop to use this checkpoint.`,
      { file },
    );
  const parsed = checked(manifestSchema, upgradeDocument(rest, FORMATS.manifest));
  if (parsed.success) return withReadingThen(parsed.data);
  throw damaged(file, `has a bad field ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
}

/** null for what is nested too deeply to have been written here. */
function computeChecksum(manifest: Record<string, unknown>): string | null {
  try {
    return sha256(stableJson(manifest));
  } catch {
    return null;
  }
}

function encodeMetrics(
  metrics: Readonly<Record<string, number>>,
): Record<string, z.infer<typeof storedNumberSchema>> {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, encodeNumber(value)]));
}
