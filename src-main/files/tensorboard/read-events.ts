import { open, type FileHandle } from 'node:fs/promises';
import { maskedCrc32c } from './crc32c';
import { readFields } from './wire';

/** What is told of the events of a file. */
export interface EventListener {
  /** @param wallTime seconds since 1970 */
  scalar(tag: string, wallTime: number, step: number, value: number): void;
  /** What a plugin keeps under a tag. */
  plugin(name: string, tag: string, content: Buffer): void;
}

/** Bytes read at a time. */
const BLOCK_BYTES = 1 << 20;
/** A longer record is none: nobody's pictures are. */
const MAX_RECORD_BYTES = 1 << 28;

/** Where reading ended, and why. */
export interface EventsRead {
  /** Bytes up to the end of the last whole record. */
  readonly offset: number;
  /** torn: the file ends within a record, as one that is still written does; damaged: a checksum does not fit. */
  readonly end: 'whole' | 'torn' | 'damaged';
}

/**
 * Reads the records of an event file from an offset on, to its end or to the first one that is torn or damaged.
 * Holds no more of it than the longest record.
 * @param pause awaited between blocks, with the bytes of the last one
 */
export async function readEvents(
  path: string,
  from: number,
  listener: EventListener,
  pause: (bytes: number) => Promise<void> | void = () => undefined,
): Promise<EventsRead> {
  const file = await open(path, 'r');
  try {
    return await readRecords(file, from, new EventParser(listener), pause);
  } finally {
    await file.close();
  }
}

async function readRecords(
  file: FileHandle,
  from: number,
  parser: EventParser,
  pause: (bytes: number) => Promise<void> | void,
): Promise<EventsRead> {
  let offset = from;
  let buffer = Buffer.alloc(BLOCK_BYTES);
  let filled = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, offset + filled);
    filled += bytesRead;
    let at = 0;
    let wanted = 0;
    while (filled - at >= 12) {
      const length = buffer.readUInt32LE(at);
      if (
        buffer.readUInt32LE(at + 4) !== 0 ||
        length > MAX_RECORD_BYTES ||
        maskedCrc32c(buffer, at, at + 8) !== buffer.readUInt32LE(at + 8)
      )
        return { offset: offset + at, end: 'damaged' };
      const end = at + 12 + length;
      if (end + 4 > filled) {
        wanted = length + 16;
        break;
      }
      if (maskedCrc32c(buffer, at + 12, end) !== buffer.readUInt32LE(end))
        return { offset: offset + at, end: 'damaged' };
      parser.event(buffer, at + 12, end);
      at = end + 4;
    }
    if (bytesRead === 0) return { offset: offset + at, end: filled > at ? 'torn' : 'whole' };
    const rest = buffer.subarray(at, filled);
    if (wanted > buffer.length) buffer = Buffer.concat([rest], Math.max(wanted, 2 * buffer.length));
    else rest.copy(buffer);
    offset += at;
    filled -= at;
    await pause(bytesRead);
  }
}

/** Reads Event messages at the place where they lie: millions of them, of some fifty bytes each. */
class EventParser {
  readonly #listener: EventListener;
  /** Tags by a sum over their bytes: the last one that had it. */
  readonly #tags = new Map<number, { readonly bytes: Buffer; readonly text: string }>();
  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;

  constructor(listener: EventListener) {
    this.#listener = listener;
  }

  event(bytes: Buffer, from: number, to: number): void {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    this.#at = from;
    let wallTime = 0;
    let step = 0;
    while (this.#at < to) {
      const key = this.#varint();
      if (key === 0x09) {
        wallTime = this.#view.getFloat64(this.#at, true);
        this.#at += 8;
      } else if (key === 0x10) step = this.#varint();
      else if (key === 0x2a) {
        const length = this.#varint();
        const end = this.#at + length;
        // Before 2^63 in two's complement: a step below 0.
        this.#summary(end, wallTime, step > 2 ** 53 ? 0 : step);
        this.#at = end;
      } else this.#skip(key);
    }
  }

  #summary(to: number, wallTime: number, step: number): void {
    while (this.#at < to) {
      const key = this.#varint();
      if (key !== 0x0a) {
        this.#skip(key);
        continue;
      }
      const length = this.#varint();
      const end = this.#at + length;
      this.#value(end, wallTime, step);
      this.#at = end;
    }
  }

  #value(to: number, wallTime: number, step: number): void {
    let tag = '';
    let value: number | null = null;
    let metadata: readonly [number, number] | null = null;
    while (this.#at < to) {
      const key = this.#varint();
      if (key === 0x0a) tag = this.#tag();
      else if (key === 0x15) {
        value = this.#view.getFloat32(this.#at, true);
        this.#at += 4;
      } else if (key === 0x42) {
        const length = this.#varint();
        const end = this.#at + length;
        value = this.#tensor(end);
        this.#at = end;
      } else if (key === 0x4a) {
        const length = this.#varint();
        metadata = [this.#at, this.#at + length];
        this.#at += length;
      } else this.#skip(key);
    }
    if (metadata !== null) this.#plugin(tag, metadata);
    if (value !== null && tag !== '') this.#listener.scalar(tag, wallTime, step, value);
  }

  #tag(): string {
    const length = this.#varint();
    const bytes = this.#bytes;
    const from = this.#at;
    if (from + length > bytes.length) throw new RangeError('a tag goes on beyond its message');
    this.#at = from + length;
    let sum = length;
    for (let i = from; i < from + length; i++) sum = (Math.imul(sum, 31) + bytes[i]!) | 0;
    const known = this.#tags.get(sum);
    if (known !== undefined && isAt(known.bytes, bytes, from, length)) return known.text;
    const own = Buffer.from(bytes.subarray(from, from + length));
    const text = own.toString('utf8');
    this.#tags.set(sum, { bytes: own, text });
    return text;
  }

  #plugin(tag: string, [from, to]: readonly [number, number]): void {
    for (const { field, from: start, to: end } of readFields(this.#bytes, from, to)) {
      if (field !== 1) continue;
      let name = '';
      let content: Buffer = Buffer.alloc(0);
      for (const part of readFields(this.#bytes, start, end)) {
        if (part.field === 1) name = this.#bytes.toString('utf8', part.from, part.to);
        if (part.field === 2) content = this.#bytes.subarray(part.from, part.to);
      }
      this.#listener.plugin(name, tag, content);
    }
  }

  /** The number of a tensor of one element; null for any other. */
  #tensor(to: number): number | null {
    const bytes = this.#bytes;
    let type = 0;
    let found: number | null = null;
    while (this.#at < to) {
      const key = this.#varint();
      if (key === 0x08) {
        type = this.#varint();
        continue;
      }
      if (key === 0x2d) {
        found = this.#view.getFloat32(this.#at, true);
        this.#at += 4;
        continue;
      }
      if ((key & 7) !== 2) {
        const start = this.#at;
        if (key === 0x38 || key === 0x50) found = this.#varint();
        else this.#skip(key);
        if (this.#at === start) return null;
        continue;
      }
      const length = this.#varint();
      const at = this.#at;
      this.#at += length;
      if (key === 0x2a) found = length === 4 ? this.#view.getFloat32(at, true) : null;
      else if (key === 0x32) found = length === 8 ? this.#view.getFloat64(at, true) : null;
      else if (key === 0x22) found = readContent(bytes, at, length, type);
      else if (key === 0x3a || key === 0x52) found = this.#packed(at, at + length);
    }
    return found;
  }

  /** The one whole number of a packed list, which may be negative; null where there are more. */
  #packed(from: number, to: number): number | null {
    this.#at = from;
    const value = this.#varint();
    const isOne = this.#at === to;
    this.#at = to;
    if (!isOne) return null;
    return value > 2 ** 63 ? value - 2 ** 64 : value;
  }

  #varint(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++]!;
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let scale = 128; ; scale *= 128) {
      byte = bytes[this.#at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  #skip(key: number): void {
    const type = key & 7;
    if (type === 0) this.#varint();
    else if (type === 1) this.#at += 8;
    else if (type === 5) this.#at += 4;
    else if (type === 2) {
      const length = this.#varint();
      this.#at += length;
    } else this.#at = Infinity;
  }
}

/** Whether these bytes, all of them, lie there. */
function isAt(these: Buffer, bytes: Buffer, from: number, length: number): boolean {
  if (these.length !== length) return false;
  for (let i = 0; i < length; i++) if (these[i] !== bytes[from + i]) return false;
  return true;
}

/** A tensor's bytes as one number: DT_FLOAT, DT_DOUBLE, DT_INT32 or DT_INT64; null for more, and for other types. */
function readContent(bytes: Buffer, at: number, length: number, type: number): number | null {
  if (type === 1 && length === 4) return bytes.readFloatLE(at);
  if (type === 2 && length === 8) return bytes.readDoubleLE(at);
  if (type === 3 && length === 4) return bytes.readInt32LE(at);
  if (type === 9 && length === 8) return Number(bytes.readBigInt64LE(at));
  return null;
}
