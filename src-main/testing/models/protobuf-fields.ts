/** Fields of a protocol buffers message as they stand: numbers of wire type 0, bytes of type 2. */
export class ProtobufFields {
  readonly #fields = new Map<number, (bigint | Uint8Array)[]>();

  constructor(bytes: Uint8Array) {
    let at = 0;
    const varint = (): bigint => {
      let value = 0n;
      for (let shift = 0n; ; shift += 7n) {
        const byte = bytes[at++];
        if (byte === undefined) throw new Error('the message ends within a number');
        value |= BigInt(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
      }
    };
    while (at < bytes.length) {
      const key = Number(varint());
      const wireType = key & 7;
      let value: bigint | Uint8Array;
      if (wireType === 0) value = BigInt.asIntN(64, varint());
      else if (wireType === 2 || wireType === 5) {
        const length = wireType === 5 ? 4 : Number(varint());
        if (at + length > bytes.length) throw new Error('the message ends within a field');
        value = bytes.slice(at, at + length);
        at += length;
      } else throw new Error(`wire type ${wireType} was not written by us`);
      this.#fields.set(key >> 3, [...(this.#fields.get(key >> 3) ?? []), value]);
    }
  }

  numbers(field: number): number[] {
    return this.#of(field).map(Number);
  }

  texts(field: number): string[] {
    return this.bytes(field).map((value) => new TextDecoder('utf-8', { fatal: true }).decode(value));
  }

  bytes(field: number): Uint8Array[] {
    return this.#of(field) as Uint8Array[];
  }

  messages(field: number): ProtobufFields[] {
    return this.bytes(field).map((value) => new ProtobufFields(value));
  }

  #of(field: number): readonly (bigint | Uint8Array)[] {
    return this.#fields.get(field) ?? [];
  }
}
