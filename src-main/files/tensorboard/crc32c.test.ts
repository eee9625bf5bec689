import { describe, expect, it } from 'vitest';
import { maskedCrc32c } from './crc32c';

/** The mask of TensorFlow's record files, taken off. */
function unmask(masked: number): number {
  const rotated = (masked - 0xa282ead8) >>> 0;
  return ((rotated << 15) | (rotated >>> 17)) >>> 0;
}

describe('CRC-32C', () => {
  // RFC 3720, B.4, and the check value of the catalogue of parametrised CRC algorithms.
  it.each([
    ['32 zeros', Buffer.alloc(32), 0x8a9136aa],
    ['32 times 255', Buffer.alloc(32, 255), 0x62a8ab43],
    ['0 to 31', Buffer.from(Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e],
    ['31 to 0', Buffer.from(Array.from({ length: 32 }, (_, i) => 31 - i)), 0x113fdb5c],
    ['123456789', Buffer.from('123456789'), 0xe3069283],
  ])('of %s is the published one, wherever they lie', (_name, bytes, crc) => {
    for (let before = 0; before < 5; before++) {
      const placed = Buffer.concat([Buffer.alloc(before, 7), bytes, Buffer.from('after')]);
      expect(unmask(maskedCrc32c(placed, before, before + bytes.length))).toBe(crc);
    }
  });
});
