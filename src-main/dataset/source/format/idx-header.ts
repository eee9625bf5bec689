/** An array in IDX, the format of MNIST: its header. */
export interface IdxShape {
  readonly type: 'u1' | 'i1' | 'i2' | 'i4' | 'f4' | 'f8';
  readonly shape: readonly number[];
  /** Of the first value. */
  readonly offset: number;
}

const TYPES: Readonly<Record<number, IdxShape['type']>> = {
  0x08: 'u1',
  0x09: 'i1',
  0x0b: 'i2',
  0x0c: 'i4',
  0x0d: 'f4',
  0x0e: 'f8',
};

/**
 * The header of an IDX file: two zero bytes, the type, the number of dimensions, and each dimension
 * as 32 bits, big-endian. null where it is none.
 */
export function idxShape(head: Buffer): IdxShape | null {
  const [zero, nought, code = 0, count = 0] = head;
  const type = TYPES[code];
  if (zero !== 0 || nought !== 0 || type === undefined || count < 1 || count > 8) return null;
  const offset = 4 + 4 * count;
  if (head.length < offset) return null;
  const shape = Array.from({ length: count }, (_, d) => head.readUInt32BE(4 + 4 * d));
  return { type, shape, offset };
}
