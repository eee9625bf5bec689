import { decodeAll, type Encoding } from '../source/encodings/encoding';

/** Encodings whose single bytes are scanned as they are; all but UTF-8 become UTF-8 first. */
export function isSingleByte(encoding: Encoding): boolean {
  return encoding === 'latin-1' || encoding === 'windows-1252';
}

/** The text of bytes from `start` up to `end`, as they stand after {@link isSingleByte} or UTF-8. */
export function decodeBytes(bytes: Buffer, start: number, end: number, encoding: Encoding): string {
  if (!isSingleByte(encoding)) return bytes.toString('utf8', start, end);
  if (encoding === 'latin-1') return bytes.toString('latin1', start, end);
  for (let i = start; i < end; i++) {
    if (bytes[i] >= 0x80) return decodeAll(bytes.subarray(start, end), encoding);
  }
  return bytes.toString('latin1', start, end);
}

/** The text of bytes from `start` up to `end` without the ASCII blanks around it. */
export function decodeTrimmed(bytes: Buffer, start: number, end: number, encoding: Encoding): string {
  let from = start;
  let stop = end;
  while (from < stop && isBlankByte(bytes[from])) from++;
  while (stop > from && isBlankByte(bytes[stop - 1])) stop--;
  return decodeBytes(bytes, from, stop, encoding);
}

/** The reverse; a character that the encoding does not have becomes a question mark. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (!isSingleByte(encoding)) return Buffer.from(text, 'utf8');
  const byteByCharacter = findBytes(encoding);
  return Uint8Array.from(text, (character) => byteByCharacter.get(character) ?? 63);
}

const bytesByEncoding = new Map<Encoding, ReadonlyMap<string, number>>();

function findBytes(encoding: Encoding): ReadonlyMap<string, number> {
  let known = bytesByEncoding.get(encoding);
  if (known === undefined) {
    known = new Map(Array.from({ length: 256 }, (_, byte) => [decodeAll(Buffer.of(byte), encoding), byte]));
    bytesByEncoding.set(encoding, known);
  }
  return known;
}

export function isBlankByte(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

/** Whether there is nothing but ASCII blanks. */
export function isBlankCell(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isBlankByte(bytes[i])) return false;
  return true;
}
