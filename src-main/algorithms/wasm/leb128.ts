// Whole numbers of any size in as few bytes as they need, seven bits each (LEB128).

/** Bytes of a whole number from 0 up. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left >= 0x80) {
    bytes.push((left & 0x7f) | 0x80);
    left >>>= 7;
  }
  return [...bytes, left];
}

/** Bytes of a whole number of 32 bits, negative ones in two's complement. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let left = value | 0;
  for (;;) {
    const byte = left & 0x7f;
    left >>= 7;
    const isLast = (left === 0 && (byte & 0x40) === 0) || (left === -1 && (byte & 0x40) !== 0);
    bytes.push(isLast ? byte : byte | 0x80);
    if (isLast) return bytes;
  }
}

/** Bytes of a whole number of 64 bits, negative ones in two's complement. */
export function signedLong(value: bigint): number[] {
  const bytes: number[] = [];
  let left = BigInt.asIntN(64, value);
  for (;;) {
    const byte = Number(left & 0x7fn);
    left >>= 7n;
    const isLast = (left === 0n && (byte & 0x40) === 0) || (left === -1n && (byte & 0x40) !== 0);
    bytes.push(isLast ? byte : byte | 0x80);
    if (isLast) return bytes;
  }
}
