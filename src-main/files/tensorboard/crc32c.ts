/**
 * CRC-32 by Castagnoli's polynomial (RFC 3720), reflected: of each byte, and of each byte with one, two and three
 * bytes of zeros behind it, so that four are taken at once.
 */
const [TABLE, TABLE1, TABLE2, TABLE3] = makeTables();

function makeTables(): [Int32Array, Int32Array, Int32Array, Int32Array] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    return crc;
  });
  const behind = (table: Int32Array): Int32Array => table.map((crc) => first[crc & 255]! ^ (crc >>> 8));
  const second = behind(first);
  const third = behind(second);
  return [first, second, third, behind(third)];
}

/** CRC-32C of a part of some bytes, as TensorFlow's record files keep it: rotated and shifted, so that it is no CRC of itself. */
export function maskedCrc32c(bytes: Uint8Array, from: number, to: number): number {
  let crc = -1;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc = TABLE3[crc & 255]! ^ TABLE2[(crc >>> 8) & 255]! ^ TABLE1[(crc >>> 16) & 255]! ^ TABLE[crc >>> 24]!;
  }
  for (; at < to; at++) crc = TABLE[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
  crc = ~crc;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
