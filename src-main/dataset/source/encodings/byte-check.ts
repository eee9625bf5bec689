/** Looks for bytes that no text can hold, over any number of chunks. */
export class ByteCheck {
  /** Twice the offset in the whole of each such byte, and 1 more where it is NUL; ascending; the reader takes them out. */
  readonly flawed: number[] = [];
  /** Well-formed characters of two to four bytes. */
  wide = 0;
  /** Bytes that are no part of a well-formed character. */
  broken = 0;
  nul = 0;
  #offset: number;
  readonly #isUtf8: boolean;
  /** Of a character cut by the end of a chunk: bytes still to come, the allowed range of the next, where it began. */
  #expected = 0;
  #low = 0x80;
  #high = 0xbf;
  #began = 0;

  constructor(isUtf8: boolean, offset = 0) {
    this.#isUtf8 = isUtf8;
    this.#offset = offset;
  }

  /** Whether nothing is under way: no flawed byte is known, and no character cut by the end of a chunk. */
  get isSettled(): boolean {
    return this.flawed.length === 0 && this.#expected === 0;
  }

  /** Goes on at another offset; nothing in between is looked at. */
  skipTo(offset: number): void {
    this.#offset = offset;
  }

  write(bytes: Uint8Array): void {
    if (this.#expected > 0 || hasUnusual(bytes, this.#isUtf8)) this.#walk(bytes);
    this.#offset += bytes.length;
  }

  end(): void {
    if (this.#expected > 0) this.#flaw(this.#began);
    this.#expected = 0;
  }

  /** Well-formed UTF-8 as Unicode's table 3-7 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
  #walk(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (this.#expected > 0) {
        if (byte >= this.#low && byte <= this.#high) {
          this.#low = 0x80;
          this.#high = 0xbf;
          if (--this.#expected === 0) this.wide++;
          continue;
        }
        this.#expected = 0;
        this.#flaw(this.#began);
      }
      if (byte === 0) {
        this.nul++;
        this.flawed.push(2 * (this.#offset + i) + 1);
      } else if (byte >= 0x80 && this.#isUtf8) this.#open(byte, this.#offset + i);
    }
  }

  #open(byte: number, at: number): void {
    this.#began = at;
    this.#low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    this.#high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    if (byte >= 0xc2 && byte < 0xe0) this.#expected = 1;
    else if (byte >= 0xe0 && byte < 0xf0) this.#expected = 2;
    else if (byte >= 0xf0 && byte < 0xf5) this.#expected = 3;
    else this.#flaw(at);
  }

  #flaw(at: number): void {
    this.broken++;
    this.flawed.push(2 * at);
  }
}

/** Whether there is a NUL or, where asked, a byte beyond ASCII: sixteen bytes at a time. */
export function hasUnusual(bytes: Uint8Array, beyondAscii: boolean): boolean {
  // The native search is many times as fast as any loop here.
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(0)) return true;
  if (!beyondAscii) return false;
  // Too short for whole words.
  if (bytes.length < 8) return bytes.some((byte) => byte >= 0x80);
  const head = -bytes.byteOffset & 3;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2);
  const fours = words.length & ~3;
  let found = 0;
  for (let i = 0; i < fours; i += 4) found |= words[i] | words[i + 1] | words[i + 2] | words[i + 3];
  for (let i = fours; i < words.length; i++) found |= words[i];
  let rest = 0;
  for (let i = 0; i < head; i++) rest |= bytes[i];
  for (let i = head + 4 * words.length; i < bytes.length; i++) rest |= bytes[i];
  return (found & 0x80808080) !== 0 || (rest & 0x80) !== 0;
}
