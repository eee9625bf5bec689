import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fail } from '../../src-shared/errors';
import { sentence } from '../../src-shared/language/sentence';
import type { StepAddon } from './compiled/addon';

/** The part of tfjs-node's addon that is used: eager TensorFlow operations on tensor numbers. */
export interface Binding {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_Version: string;
  /**
   * New tensor of `values`, row-major; `dtype` is one of `TF_FLOAT`, `TF_INT32`, `TF_INT64`.
   * @returns its number
   */
  createTensor(shape: readonly number[], dtype: number, values: Float32Array | Int32Array): number;
  /** Frees a tensor. */
  deleteTensor(id: number): void;
  /** Values of a tensor as a copy, row-major. */
  tensorDataSync(id: number): Float32Array | Int32Array;
  /**
   * Runs a kernel eagerly.
   * @param name TensorFlow's name of the operation, e.g. `MatMul`
   * @param inputs numbers of its input tensors
   * @param outputs how many tensors it returns
   * @throws Error with TensorFlow's message
   */
  executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): { id: number; shape: number[]; dtype: number }[];
}

/** Attribute of an operation: its name, its kind (`TF_ATTR_…`) and its value. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** Whether TensorFlow's native library can be loaded here. */
export interface TensorflowStatus {
  readonly available: boolean;
  /** Why it is not; empty where it is. */
  readonly reason: string;
}

let binding: Binding | null = null;
let failure: string | null = null;

/** Looks for the addon without loading it: loading takes a second, and must be taken in turn. */
export function tensorflowStatus(): TensorflowStatus {
  if (binding !== null) return { available: true, reason: '' };
  if (failure !== null) return { available: false, reason: failure };
  try {
    return existsSync(addonPath())
      ? { available: true, reason: '' }
      : { available: false, reason: 'its native library is not installed; run "npm run setup"' };
  } catch {
    return {
      available: false,
      reason: 'its folder is not there, as in a light package that nothing was added to',
    };
  }
}

/**
 * Which addon there is, told without loading it: its version and size.
 * @throws Error where there is none
 */
export function tensorflowBuild(): string {
  const { version } = nativeRequire()('@tensorflow/tfjs-node/package.json') as { version: string };
  return `${version} (${statSync(addonPath()).size} bytes)`;
}

/**
 * Loads tfjs-node's native library, and nothing else of it: its own layers over the addon, which are
 * not used, would cost every worker 0.2 s and 30 MB. Only one thread of a process may do
 * this at a time.
 * @throws BenchtopError `engine-unavailable`
 */
export function loadTensorflow(): Binding {
  if (binding !== null) return binding;
  // Quiet; in a worker thread only what the main thread set before counts.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  try {
    binding = nativeRequire()(addonPath()) as Binding;
    return binding;
  } catch (error) {
    failure = (error as Error).message.split('\n')[0] ?? 'unknown';
    throw fail(
      'engine-unavailable',
      sentence(
        'TensorFlow could not be loaded: {failure}. Choose engine "typed", run "npm run setup" again, or add its folder to a light package.',
        { failure },
      ),
      {
        field: 'training.engine',
        detail: (error as Error).stack ?? '',
      },
    );
  }
}

/**
 * Addon that {@link loadTensorflow} loaded in this thread.
 * @throws Error where it was not called before
 */
export function loadedBinding(): Binding {
  if (binding === null) throw new Error('TensorFlow is not loaded yet');
  return binding;
}

let step: StepAddon | null | undefined;

/**
 * The compiled training step, which set-up puts beside TensorFlow's addon; null where it was not built or this
 * processor cannot run it.
 */
export function trainingStep(): StepAddon | null {
  if (step !== undefined) return step;
  try {
    const addon = nativeRequire()(join(dirname(addonPath()), 'training_step.node')) as StepAddon;
    step = addon.isSupported ? addon : null;
  } catch {
    step = null;
  }
  return step;
}

/** @throws Error where tfjs-node is not installed */
function addonPath(): string {
  const folder = dirname(nativeRequire().resolve('@tensorflow/tfjs-node/package.json'));
  return join(folder, 'lib', 'napi-v8', 'tfjs_binding.node');
}

/** Packages stay outside the bundle: they are found from the file that runs. */
function nativeRequire(): NodeJS.Require {
  return createRequire(typeof __filename === 'string' ? __filename : import.meta.url);
}
