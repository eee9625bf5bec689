/** Four tables, so that four bytes are taken at a time. */
const TABLES = tables();

function tables(): Int32Array[] {
  const made = Array.from({ length: 4 }, () => new Int32Array(256));
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320;
    made[0][byte] = value;
  }
  for (let byte = 0; byte < 256; byte++) {
    for (let t = 1; t < 4; t++) {
      const before = made[t - 1][byte];
      made[t][byte] = (before >>> 8) ^ made[0][before & 255];
    }
  }
  return made;
}

/**
 * CRC-32 as ZIP and gzip have it (ISO 3309, polynomial 0xedb88320 reflected).
 * @param before of the bytes so far; 0 at the beginning
 * @returns an unsigned number
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  const [t0, t1, t2, t3] = TABLES as [Int32Array, Int32Array, Int32Array, Int32Array];
  let crc = ~before;
  const { length } = bytes;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    crc ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    crc = t3[crc & 255] ^ t2[(crc >>> 8) & 255] ^ t1[(crc >>> 16) & 255] ^ t0[crc >>> 24];
  }
  for (; i < length; i++) crc = (crc >>> 8) ^ t0[(crc ^ bytes[i]) & 255];
  return ~crc >>> 0;
}
