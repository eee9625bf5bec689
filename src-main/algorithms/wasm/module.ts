// A writer of WebAssembly modules of one function over an imported memory.

import { VALUE_TYPES, type Code, type Local, type ValueType } from './assembler';
import { unsigned } from './leb128';

/**
 * A module that imports `env.memory` and exports one function under `name`.
 * @param parameters their types; `build` gets them, and a way to make further locals
 * @param shared whether the memory is shared between threads
 */
export function writeModule(
  name: string,
  parameters: readonly ValueType[],
  result: ValueType | null,
  shared: boolean,
  build: (parameters: readonly Local[], local: (type: ValueType) => Local) => Code,
): Uint8Array {
  const types: number[] = [];
  const at = (index: number): Local => ({
    get: [0x20, ...unsigned(index)],
    set: (value) => [value, 0x21, ...unsigned(index)],
    tee: (value) => [value, 0x22, ...unsigned(index)],
  });
  const body = build(
    parameters.map((_, i) => at(i)),
    (type) => at(parameters.length + types.push(VALUE_TYPES[type]) - 1),
  );
  const locals = [...unsigned(types.length), ...types.flatMap((type) => [1, type])];
  const code = [...locals, ...toBytes(body), 0x0b];
  const signature = [
    0x60,
    ...sized(parameters.map((type) => VALUE_TYPES[type])),
    ...sized(result === null ? [] : [VALUE_TYPES[result]]),
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, ...signature]),
    ...section(2, [
      ...[1, ...text('env'), ...text('memory'), 0x02],
      ...(shared ? [0x03, 1, ...unsigned(MAX_PAGES)] : [0x01, 1, ...unsigned(MAX_PAGES)]),
    ]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text(name), 0x00, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}

/** Most pages of 64 KB that a memory may have: 4 GB, all that 32-bit addresses reach. */
export const MAX_PAGES = 65_536;

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

/** A vector of bytes: its length in front. */
function sized(bytes: readonly number[]): number[] {
  return [...unsigned(bytes.length), ...bytes];
}

function text(value: string): number[] {
  return sized(Array.from(value, (letter) => letter.charCodeAt(0)));
}

function toBytes(code: Code, into: number[] = []): number[] {
  if (typeof code === 'number') into.push(code);
  else for (const part of code) toBytes(part, into);
  return into;
}
