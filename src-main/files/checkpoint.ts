import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, isAbsolute } from 'node:path';
import { z } from 'zod';
import { fail, type BenchtopError } from '../../src-shared/errors';
import { experimentSchema, type Experiment } from '../../src-shared/experiment/schema';
import {
  checkpointRefSchema,
  datasetFactsSchema,
  decodeNumber,
  encodeNumber,
  storedNumberSchema,
  type CheckpointRef,
  type DatasetFacts,
} from '../../src-shared/run/record/record';
import { withReadingThen } from '../../src-shared/run/record/reading-then';
import type { ModelState, StateTensor } from '../algorithms/contract/state';
import { temporaryName, renameDurable, syncFolder, writeError, writeSynced } from './durable';
import { nodeFileSystem, type FileSystem } from './file-system';
import { sha256, stableJson } from './hash';

/** Everything a stored model needs to be drawn, asked, or trained on. */
export interface Checkpoint {
  readonly state: ModelState;
  readonly metrics: Readonly<Record<string, number>>;
  readonly experiment: Experiment;
  readonly dataset: DatasetFacts;
}

/** A manifest is small: a larger one is not ours. */
const MANIFEST_BYTES = 64 << 20;
const WEIGHTS_BYTES = 4 * 2 ** 30;
const ITEM_BYTES = { float64: 8, float32: 4, int32: 4 } as const;

/** Where a tensor lies among the bytes of all. */
export const tensorEntrySchema = z.strictObject({
  name: z.string().max(1000),
  dtype: z.enum(['float64', 'float32', 'int32']),
  shape: z
    .array(
      z
        .number()
        .int()
        .min(0)
        .max(2 ** 31),
    )
    .max(8),
  offset: z.number().int().min(0),
  bytes: z.number().int().min(0),
});
type TensorEntry = z.infer<typeof tensorEntrySchema>;

const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.enum(['network', 'kmeans', 'svm']),
  step: z.number().int().min(0),
  metrics: z.record(z.string(), storedNumberSchema),
  experiment: experimentSchema,
  dataset: datasetFactsSchema,
  tensors: z.array(tensorEntrySchema),
  extra: z.record(z.string(), z.unknown()),
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
  const { state, metrics } = checkpoint;
  const path = `checkpoints/step-${String(state.step).padStart(7, '0')}`;
  try {
    const bytes = writeCheckpointFolder(join(runFolder, path), checkpoint, fs);
    return Promise.resolve({ step: state.step, path, bytes, metrics: encodeMetrics(metrics) });
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
  { state, metrics, experiment, dataset }: Checkpoint,
  fs: FileSystem = nodeFileSystem,
): number {
  const temporary = temporaryName(target);
  const { weights, tensors } = packTensors(state.tensors);
  const manifest: Manifest = {
    schemaVersion: 1,
    kind: state.kind,
    step: state.step,
    metrics: encodeMetrics(metrics),
    experiment,
    dataset,
    tensors,
    extra: { ...state.extra },
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
    return Promise.resolve(readNow(runFolder, path));
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

function readNow(runFolder: string, path: string): Checkpoint {
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
  const weights = readFileSync(weightsFile);
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
    experiment: manifest.experiment,
    dataset: manifest.dataset,
  };
}

/** The file itself, once it is known to lie in the run folder and to be no link. */
function contained(runFolder: string, file: string): string {
  let real: string;
  try {
    if (lstatSync(file).isSymbolicLink())
      throw fail('not-allowed', `${file} is a link; checkpoints are plain files.`, { file });
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
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw damaged(file, 'is not JSON');
  }
  if (typeof content !== 'object' || content === null) throw damaged(file, 'is not a manifest');
  const { sha256: expected, ...rest } = content as Record<string, unknown>;
  if (sha256(stableJson(rest)) !== expected) throw damaged(file, 'does not match its checksum');
  const parsed = manifestSchema.safeParse(rest);
  if (parsed.success) return withReadingThen(parsed.data);
  throw damaged(file, `has a bad field ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
}

/** Tensors one after another, and where each lies. */
export function packTensors(tensors: Readonly<Record<string, StateTensor>>): {
  weights: Buffer;
  tensors: TensorEntry[];
} {
  let offset = 0;
  const entries = Object.entries(tensors).map(([name, { shape, data }]) => {
    const entry = { name, dtype: toDtype(data), shape: [...shape], offset, bytes: data.byteLength };
    offset += data.byteLength;
    return entry;
  });
  // From Buffer's pool where it is small; places in there are multiples of 8.
  const weights = Buffer.allocUnsafe(offset);
  for (const { name, dtype, offset: at, bytes } of entries) {
    const { data } = tensors[name]!;
    // A small array has no buffer of its own until it is asked for it, which then costs more than all
    // the rest: thousands of times in a short run.
    const place = weights.byteOffset + at;
    if (place % ITEM_BYTES[dtype] === 0) createView(dtype, weights.buffer, place, data.length).set(data);
    else weights.set(new Uint8Array(data.buffer, data.byteOffset, bytes), at);
  }
  return { weights, tensors: entries };
}

function createView(
  dtype: keyof typeof ITEM_BYTES,
  buffer: ArrayBufferLike,
  offset: number,
  length: number,
): Float64Array | Float32Array | Int32Array {
  if (dtype === 'float64') return new Float64Array(buffer, offset, length);
  return dtype === 'float32'
    ? new Float32Array(buffer, offset, length)
    : new Int32Array(buffer, offset, length);
}

function toDtype(data: StateTensor['data']): keyof typeof ITEM_BYTES {
  if (data instanceof Float64Array) return 'float64';
  return data instanceof Float32Array ? 'float32' : 'int32';
}

/**
 * @param isFinite whether a value that is no finite number is a damage
 * @throws BenchtopError `corrupt`
 */
export function unpackTensors(
  entries: readonly TensorEntry[],
  weights: Buffer,
  file: string,
  isFinite: boolean,
): Record<string, StateTensor> {
  // A null prototype: a tensor may be called anything.
  const tensors = Object.create(null) as Record<string, StateTensor>;
  for (const { name, dtype, shape, offset, bytes } of entries) {
    const count = shape.reduce((product, size) => product * size, 1);
    if (count * ITEM_BYTES[dtype] !== bytes || offset + bytes > weights.length) {
      throw damaged(file, `does not hold the tensor "${name}" of shape ${shape.join(' x ')}`);
    }
    const copy = weights.buffer.slice(weights.byteOffset + offset, weights.byteOffset + offset + bytes);
    const data =
      dtype === 'float64'
        ? new Float64Array(copy)
        : dtype === 'float32'
          ? new Float32Array(copy)
          : new Int32Array(copy);
    if (isFinite && dtype !== 'int32' && !data.every(Number.isFinite)) {
      throw damaged(file, `holds a value in "${name}" that is not a finite number`);
    }
    tensors[name] = { shape, data };
  }
  return tensors;
}

function encodeMetrics(
  metrics: Readonly<Record<string, number>>,
): Record<string, z.infer<typeof storedNumberSchema>> {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, encodeNumber(value)]));
}

function damaged(file: string, how: string): BenchtopError {
  return fail('corrupt', `The checkpoint is damaged: ${file} ${how}. Use an earlier checkpoint.`, { file });
}
