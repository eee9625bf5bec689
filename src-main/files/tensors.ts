import { z } from 'zod';
import { fail, type BenchtopError } from '../../src-shared/errors';
import { sentence } from '../../src-shared/language/sentence';
import type { StateTensor } from '../algorithms/contract/state';

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
  // From Buffer's pool where it is small; offsets in there are multiples of 8.
  const weights = Buffer.allocUnsafe(offset);
  for (const { name, dtype, offset: at, bytes } of entries) {
    const { data } = tensors[name]!;
    // A small array has no buffer of its own until it is asked for it, which then costs more than all
    // the rest: thousands of times in a short run.
    const start = weights.byteOffset + at;
    if (start % ITEM_BYTES[dtype] === 0) createView(dtype, weights.buffer, start, data.length).set(data);
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

/** Error of a stored model whose bytes are not as they were written. @param how a predicate, e.g. "is not JSON" */
export function damaged(file: string, how: string): BenchtopError {
  return fail(
    'corrupt',
    sentence('The checkpoint is damaged: {file} {how}. Use an earlier checkpoint.', { file, how }),
    { file },
  );
}
