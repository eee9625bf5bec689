import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { writeError } from '../durable';
import { maskedCrc32c } from './crc32c';
import { varint, WireMessage } from './wire';

/** Bytes that are written at once. */
const BLOCK_BYTES = 1 << 20;

/** A value of a summary that is no scalar: what a plugin of TensorBoard keeps under a tag. */
export interface PluginValue {
  readonly tag: string;
  readonly plugin: string;
  readonly content: Uint8Array;
}

/**
 * An event file of TensorBoard: records of a length, its CRC-32C, an Event message and its CRC-32C. Scalars are
 * tensors of the plugin "scalars", as TensorFlow 2 writes them: of 32 bits.
 */
export class EventFile {
  readonly #path: string;
  readonly #descriptor: number;
  readonly #block = Buffer.alloc(BLOCK_BYTES + 4096);
  #length = 0;
  /** Parts of a scalar's record that are the same for each of a tag. */
  readonly #tags = new Map<string, Buffer>();

  /** @param wallTime seconds since 1970 @throws BenchtopError `disk-full` or `storage` */
  constructor(path: string, wallTime: number) {
    this.#path = path;
    try {
      this.#descriptor = openSync(path, 'wx', 0o644);
    } catch (error) {
      throw writeError(path, null, error);
    }
    this.#record(new WireMessage().double(1, wallTime).part(3, 'brain.Event:2').toBuffer());
  }

  scalar(tag: string, wallTime: number, step: number, value: number): void {
    let named = this.#tags.get(tag);
    const isFirst = named === undefined;
    if (named === undefined) {
      named = new WireMessage().part(1, tag).toBuffer();
      this.#tags.set(tag, named);
    }
    if (isFirst || named.length > 2000) this.#record(firstScalar(tag, wallTime, step, value, isFirst));
    else this.#plainScalar(named, wallTime, step, value);
  }

  plugin(wallTime: number, { tag, plugin, content }: PluginValue): void {
    const metadata = new WireMessage().part(1, new WireMessage().part(1, plugin).part(2, content));
    // A tensor without elements: the plugin reads its content only.
    const nothing = new WireMessage().number(1, 1).part(2, new WireMessage().part(2, ''));
    const value = new WireMessage().part(1, tag).part(9, metadata).part(8, nothing);
    this.#record(
      new WireMessage().double(1, wallTime).number(2, 0).part(5, new WireMessage().part(1, value)).toBuffer(),
    );
  }

  graph(wallTime: number, definition: Uint8Array): void {
    this.#record(new WireMessage().double(1, wallTime).part(4, definition).toBuffer());
  }

  /** Writes what is left, and syncs. @throws BenchtopError `disk-full` or `storage` */
  close(): void {
    try {
      this.#flush();
      fsyncSync(this.#descriptor);
    } finally {
      closeSync(this.#descriptor);
    }
  }

  /** The record of a scalar whose tag was described before: written straight into the block. */
  #plainScalar(named: Buffer, wallTime: number, step: number, value: number): void {
    const steps = varint(Math.max(0, Math.round(step)));
    const valueLength = named.length + 12;
    const valueHead = varint(valueLength);
    const summaryLength = 1 + valueHead.length + valueLength;
    const summaryHead = varint(summaryLength);
    const length = 9 + 1 + steps.length + 1 + summaryHead.length + summaryLength;
    this.#room(length);
    const block = this.#block;
    const start = this.#length + 12;
    let at = start;
    block[at++] = 0x09;
    at = block.writeDoubleLE(wallTime, at);
    block[at++] = 0x10;
    at += steps.copy(block, at);
    block[at++] = 0x2a;
    at += summaryHead.copy(block, at);
    block[at++] = 0x0a;
    at += valueHead.copy(block, at);
    at += named.copy(block, at);
    at += TENSOR.copy(block, at);
    at = block.writeFloatLE(value, at);
    this.#frame(start, at);
  }

  #record(message: Buffer): void {
    if (message.length > BLOCK_BYTES / 2) {
      this.#flush();
      const whole = Buffer.alloc(message.length + 16);
      frame(whole, message.copy(whole, 12) + 12, 12);
      this.#write(whole);
      return;
    }
    this.#room(message.length);
    const start = this.#length + 12;
    this.#frame(start, start + message.copy(this.#block, start));
  }

  #frame(start: number, end: number): void {
    frame(this.#block, end, start);
    this.#length = end + 4;
  }

  #room(length: number): void {
    if (this.#length + length + 16 > this.#block.length) this.#flush();
  }

  #flush(): void {
    this.#write(this.#block.subarray(0, this.#length));
    this.#length = 0;
  }

  #write(bytes: Buffer): void {
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
    } catch (error) {
      throw writeError(this.#path, bytes.length, error);
    }
  }
}

/** Field 8 of a value: a tensor of one 32-bit number, which follows. */
const TENSOR = Buffer.from([0x42, 0x0a, 0x08, 0x01, 0x12, 0x00, 0x2a, 0x04]);

function firstScalar(tag: string, wallTime: number, step: number, value: number, isFirst: boolean): Buffer {
  const number = Buffer.alloc(4);
  number.writeFloatLE(value);
  const metadata = new WireMessage().part(1, new WireMessage().part(1, 'scalars')).number(4, 1);
  const tensor = new WireMessage().number(1, 1).part(2, '').part(5, number);
  const named = new WireMessage().part(1, tag);
  if (isFirst) named.part(9, metadata);
  return new WireMessage()
    .double(1, wallTime)
    .number(2, Math.max(0, Math.round(step)))
    .part(5, new WireMessage().part(1, named.part(8, tensor)))
    .toBuffer();
}

/** Puts length and checksums around the record between `start` and `end`. */
function frame(bytes: Buffer, end: number, start: number): void {
  bytes.writeUInt32LE(end - start, start - 12);
  bytes.writeUInt32LE(0, start - 8);
  bytes.writeUInt32LE(maskedCrc32c(bytes, start - 12, start - 4), start - 4);
  bytes.writeUInt32LE(maskedCrc32c(bytes, start, end), end);
}
