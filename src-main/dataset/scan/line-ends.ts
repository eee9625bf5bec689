export const LF = 10;
export const CR = 13;

/** More bytes are needed before the record is whole. */
export const MORE = -1;

/** The bytes at hand: those from `filled` on are not there yet, or never will be. */
export interface Bytes {
  readonly bytes: Buffer;
  readonly filled: number;
  readonly isLast: boolean;
}

/** A CR at the very end of the bytes may be half of a CRLF. */
export function settled({ bytes, filled, isLast }: Bytes, end: number): number {
  return bytes[end] === CR && end + 1 >= filled && !isLast ? MORE : end;
}

/** Where the line at `from` ends, or {@link MORE}. */
export function lineEndAt(at: Bytes, from: number): number {
  const { bytes, filled, isLast } = at;
  for (let i = from; i < filled; i++) if (bytes[i] === LF || bytes[i] === CR) return settled(at, i);
  return isLast ? filled : MORE;
}
