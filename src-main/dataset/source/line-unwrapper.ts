const LF = 10;
const CR = 13;
const QUOTE = 34;
/** A line longer than this stays as it is. */
const MAX_LINE = 1 << 24;
const EMPTY = new Uint8Array(0);

/**
 * Takes the quotes off lines that are quoted as a whole, `"1,""n, 1"",1"`, in chunks of any size; other
 * lines and all line ends stay as they are.
 */
export class LineUnwrapper {
  /** The beginning of a line that is not whole yet. */
  #rest: Uint8Array = EMPTY;

  /** @param chunk null at the end. @returns whole lines; holds as long as the chunk */
  push(chunk: Uint8Array | null): Uint8Array {
    const bytes = chunk === null ? this.#rest : joined(this.#rest, chunk);
    const end = chunk === null || bytes.length > MAX_LINE ? bytes.length : lastLineEnd(bytes);
    this.#rest = bytes.slice(end);
    const out = new Uint8Array(end);
    let to = 0;
    for (let from = 0; from < end;) {
      let at = from;
      while (at < end && bytes[at] !== LF && bytes[at] !== CR) at++;
      to = unwrapLine(bytes, from, at, out, to);
      while (at < end && (bytes[at] === LF || bytes[at] === CR)) out[to++] = bytes[at++];
      from = at;
    }
    return out.subarray(0, to);
  }
}

/** The same for a text. */
export function unwrapText(text: string): string {
  const lines = new LineUnwrapper();
  return Buffer.concat([lines.push(Buffer.from(text, 'utf8')), lines.push(null)]).toString('utf8');
}

/** Copies a line, without its quotes where it is one quoted cell. @returns where it ends in `out` */
function unwrapLine(bytes: Uint8Array, from: number, end: number, out: Uint8Array, start: number): number {
  let to = start;
  if (end - from > 1 && bytes[from] === QUOTE && bytes[end - 1] === QUOTE) {
    let at = from + 1;
    for (; at < end - 1; at++) {
      if (bytes[at] === QUOTE) {
        at++;
        // A quote that stands alone ends a cell within the line.
        if (bytes[at] !== QUOTE || at === end - 1) break;
      }
      out[to++] = bytes[at];
    }
    if (at === end - 1) return to;
  }
  out.set(bytes.subarray(from, end), start);
  return start + end - from;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function lastLineEnd(bytes: Uint8Array): number {
  for (let at = bytes.length; at > 0; at--) if (bytes[at - 1] === LF || bytes[at - 1] === CR) return at;
  return 0;
}
