/** What protocol buffers are on the wire: https://protobuf.dev/programming-guides/encoding/. */

/** A message that is being written, field by field. */
export class WireMessage {
  #parts: Buffer[] = [];

  /** Bytes so far. */
  toBuffer(): Buffer {
    return Buffer.concat(this.#parts);
  }

  /** A whole number that is not negative. */
  number(field: number, value: number): this {
    this.#parts.push(varint(field * 8), varint(value));
    return this;
  }

  double(field: number, value: number): this {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    this.#parts.push(varint(field * 8 + 1), bytes);
    return this;
  }

  /** Text, bytes or a message. */
  part(field: number, value: string | Uint8Array | WireMessage): this {
    const bytes =
      typeof value === 'string'
        ? Buffer.from(value, 'utf8')
        : value instanceof WireMessage
          ? value.toBuffer()
          : Buffer.from(value);
    this.#parts.push(varint(field * 8 + 2), varint(bytes.length), bytes);
    return this;
  }
}

/** A whole number from 0 to 2^53 as a varint. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

/** A field of a message: its number, and where its value lies; of a varint, the value. */
export interface WireField {
  readonly field: number;
  readonly type: 'varint' | 'fixed64' | 'bytes' | 'fixed32';
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/** The fields of the message in a part of some bytes. @throws RangeError where they are no message */
export function* readFields(bytes: Buffer, from = 0, to = bytes.length): Generator<WireField> {
  let at = from;
  const readVarint = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      if (at >= to) throw new RangeError('a number goes on beyond its message');
      const byte = bytes[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  while (at < to) {
    const key = readVarint();
    const field = Math.floor(key / 8);
    const start = at;
    switch (key % 8) {
      case 0: {
        const value = readVarint();
        yield { field, type: 'varint', value, from: start, to: at };
        break;
      }
      case 1:
        at += 8;
        if (at > to) throw new RangeError('a field goes on beyond its message');
        yield { field, type: 'fixed64', value: 0, from: start, to: at };
        break;
      case 2: {
        const length = readVarint();
        const begin = at;
        at += length;
        if (at > to) throw new RangeError('a field goes on beyond its message');
        yield { field, type: 'bytes', value: length, from: begin, to: at };
        break;
      }
      case 5:
        at += 4;
        if (at > to) throw new RangeError('a field goes on beyond its message');
        yield { field, type: 'fixed32', value: 0, from: start, to: at };
        break;
      default:
        throw new RangeError('a field has a type that is none');
    }
  }
}
