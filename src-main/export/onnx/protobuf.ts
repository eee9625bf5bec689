/**
 * A message of Google's protocol buffers as it is written: fields one after another, each with its number and
 * wire type (https://protobuf.dev/programming-guides/encoding/).
 */
export class ProtobufMessage {
  readonly #parts: Uint8Array[] = [];
  #size = 0;

  /** Bytes that it has so far. */
  get size(): number {
    return this.#size;
  }

  /** An integer of 64 bits, negative ones as two's complement. */
  int(field: number, value: number | bigint): this {
    this.#key(field, 0);
    return this.#varint(BigInt.asUintN(64, BigInt(value)));
  }

  /** A float of 32 bits. */
  float(field: number, value: number): this {
    this.#key(field, 5);
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#add(bytes);
  }

  bytes(field: number, value: Uint8Array): this {
    this.#key(field, 2);
    this.#varint(BigInt(value.length));
    return this.#add(value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: ProtobufMessage): this {
    return this.bytes(field, value.toBytes());
  }

  /** Integers of a repeated field, one after another in one record. */
  ints(field: number, values: readonly (number | bigint)[]): this {
    const packed = new ProtobufMessage();
    for (const value of values) packed.#varint(BigInt.asUintN(64, BigInt(value)));
    return this.bytes(field, packed.toBytes());
  }

  toBytes(): Uint8Array {
    const bytes = new Uint8Array(this.#size);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  #key(field: number, wireType: number): void {
    this.#varint(BigInt((field << 3) | wireType));
  }

  #varint(value: bigint): this {
    const bytes: number[] = [];
    let rest = value;
    while (rest > 0x7fn) {
      bytes.push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    return this.#add(Uint8Array.from(bytes));
  }

  #add(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.#size += bytes.length;
    return this;
  }
}
