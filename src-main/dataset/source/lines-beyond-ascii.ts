import { openStream } from './byte-stream';
import type { Source } from './source';

/** Bytes of such lines that are gathered. */
const MAX_BYTES = 64 * 1024;

/**
 * The first lines of a file with bytes beyond ASCII, wherever they stand: what tells its encoding
 * where no sample has any. A line that spans parts of the file counts as far as a part has it.
 */
export async function linesBeyondAscii(source: Source): Promise<Buffer> {
  const stream = await openStream(source, 'latin-1');
  const found: Buffer[] = [];
  let length = 0;
  try {
    while (length < MAX_BYTES) {
      const part = await stream.next();
      if (part === null) break;
      const bytes = Buffer.from(part);
      for (let at = 0; at < bytes.length && length < MAX_BYTES; at++) {
        if (bytes[at]! < 0x80) continue;
        const from = bytes.lastIndexOf(10, at) + 1;
        const feed = bytes.indexOf(10, at);
        const to = feed < 0 ? bytes.length : feed + 1;
        found.push(bytes.subarray(from, to));
        length += to - from;
        at = to - 1;
      }
    }
  } finally {
    await stream.close();
  }
  return Buffer.concat(found);
}
