import { mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { networkSchema, trainingSchema, type NetworkSpec } from '../../../src-shared/experiment/schema';
import { REFERENCE_SPEEDS, type EngineSpeeds } from '../../algorithms/contract/cost';
import { networkCost } from '../../algorithms/network/cost';
import { createTypedTrainer } from '../../algorithms/models/create-trainer';
import { Rng } from '../../algorithms/numeric/rng';
import type { Trainer, TrainerOptions } from '../../algorithms/contract/trainer';
import { createKernelTrainer } from '../../engine';
import { cacheFolder } from '../../files/compiled/cache-folder';
import { writeFileDurable } from '../../files/durable';
import { readRegularText } from '../../files/regular-file';

const positive = z.number().positive();
const fileSchema = z.object({
  schemaVersion: z.literal(1),
  key: z.string(),
  measuredAt: z.string(),
  speeds: z.object({ typedNs: positive, nativeNs: positive, callNs: positive }),
});
type StoredSpeeds = z.infer<typeof fileSchema>;

/** Chunks of steps that are timed; the shortest counts, for nothing makes a step faster than it is. */
const CHUNKS = 12;
/** A chunk's length, milliseconds: enough for the clock, short enough to be left alone in one. */
const CHUNK_MS = 3;

/**
 * This machine's speeds as kept in a workspace's `file`, measured first where neither it nor the user's cache
 * holds any of this machine and these versions. TensorFlow must be loaded. One thread of a process at a time:
 * what is stored decides for all, so that equal runs choose alike.
 * @param key of {@link speedsKey}
 */
export async function engineSpeeds(file: string, key: string): Promise<EngineSpeeds> {
  const known = knownSpeeds(file, key);
  if (known !== null) return known;
  const speeds = await measureSpeeds();
  // Another process may have been faster.
  const others = knownSpeeds(file, key);
  if (others !== null) return others;
  const stored: StoredSpeeds = { schemaVersion: 1, key, measuredAt: new Date().toISOString(), speeds };
  for (const each of [file, userFile()]) keepSpeeds(each, stored);
  return speeds;
}

/**
 * The speeds that a workspace's `file` holds; where it holds none of this key, those that were measured in another
 * workspace of the user, which it holds from then on.
 * @returns null where nothing was measured yet
 */
export function knownSpeeds(file: string, key: string): EngineSpeeds | null {
  const own = readStored(file, key);
  if (own !== null) return own.speeds;
  const ofUser = readStored(userFile(), key);
  if (ofUser !== null) keepSpeeds(file, ofUser);
  return ofUser?.speeds ?? null;
}

function userFile(): string {
  return join(cacheFolder(), 'engine-speeds.json');
}

function keepSpeeds(file: string, stored: StoredSpeeds): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileDurable(file, `${JSON.stringify(stored, null, 2)}\n`);
  } catch {
    // They are measured again next time.
  }
}

/** Counted up when either kernel set becomes faster or slower: what was measured before counts no more. */
const KERNELS = 1;

/**
 * Key of stored speeds, made of all that they depend on: processor, platform, V8, TensorFlow, and our own
 * kernels.
 * @param tensorflow its version
 */
export function speedsKey(tensorflow: string): string {
  const processors = cpus();
  return [
    `${processors[0]?.model.trim() ?? 'unknown'} x ${processors.length}`,
    `${process.platform}-${process.arch}`,
    `V8 ${process.versions.v8}`,
    `TensorFlow ${tensorflow}`,
    `kernels ${KERNELS}`,
  ].join(' · ');
}

/** What a file holds; null where there is nothing of this key. A damaged file counts as none. */
function readStored(file: string, key: string): StoredSpeeds | null {
  try {
    const stored = fileSchema.parse(JSON.parse(readRegularText(file)));
    return stored.key === key ? stored : null;
  } catch {
    return null;
  }
}

/** Measures the speeds of both engines, in nanoseconds, on three small networks: about 0.2 s in all. */
export async function measureSpeeds(): Promise<EngineSpeeds> {
  const typed = probe(64, 32, 64);
  const typedMs = await stepMs(createTypedTrainer(typed));
  const tiny = probe(4, 2, 2);
  const tinyMs = await stepMs(createKernelTrainer(tiny));
  const large = probe(256, 256, 256);
  const largeMs = await stepMs(createKernelTrainer(large));
  const tinyCost = computeCost(tiny);
  const largeCost = computeCost(large);
  const callNs = (tinyMs * 1e6) / tinyCost.calls;
  const ownMs = (cost: typeof largeCost): number =>
    cost.nativeMs - (cost.calls * REFERENCE_SPEEDS.callNs) / 1e6;
  const rest = Math.max(largeMs - (largeCost.calls * callNs) / 1e6, largeMs / 10);
  return {
    typedNs: REFERENCE_SPEEDS.typedNs * (typedMs / computeCost(typed).typedMs),
    nativeNs: REFERENCE_SPEEDS.nativeNs * (rest / ownMs(largeCost)),
    callNs,
  };
}

type Probe = TrainerOptions & { readonly model: NetworkSpec };

/** A network of one hidden layer on noise, all rows a step, without a log. */
function probe(rows: number, width: number, units: number): Probe {
  const rng = new Rng(1);
  const model = networkSchema.parse({
    kind: 'network',
    layers: [
      { units, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
    loss: 'binaryCrossentropy',
    optimizer: { kind: 'adam', learningRate: 0.001 },
  });
  const steps = 1_000_000;
  return {
    model,
    training: { ...trainingSchema.parse({}), steps, batchSize: null, logEvery: steps, checkpointEvery: 0 },
    seed: 1,
    data: {
      rows,
      trainRows: rows,
      width,
      features: Float64Array.from({ length: rows * width }, () => rng.normal()),
      target: Float64Array.from({ length: rows }, (_, row) => row % 2),
      weights: null,
      classes: [0, 1],
      featureNames: Array.from({ length: width }, (_, j) => `x${j + 1}`),
      scaler: {
        kind: 'none',
        offset: new Array<number>(width).fill(0),
        scale: new Array<number>(width).fill(1),
      },
    },
    resume: null,
  };
}

function computeCost({ model, training, data }: Probe): ReturnType<typeof networkCost> {
  return networkCost({ training, rows: data.rows, width: data.width, model, speeds: REFERENCE_SPEEDS });
}

/** The shortest mean step of several chunks, after two that only warm up; the trainer is used up. */
async function stepMs(trainer: Trainer): Promise<number> {
  const steps = trainer.train({ due: () => true });
  let best = Infinity;
  try {
    for (let chunk = -2; chunk < CHUNKS; chunk++) {
      const startedAt = performance.now();
      let count = 0;
      let took = 0;
      while (took < CHUNK_MS) {
        await steps.next();
        count++;
        took = performance.now() - startedAt;
      }
      if (chunk >= 0) best = Math.min(best, took / count);
    }
  } finally {
    trainer.dispose();
  }
  return best;
}
