// The instructions of WebAssembly that the kernels use; `module.ts` writes functions of them as modules.
// Code is nested arrays of bytes; the operands of an instruction stand before it, so that expressions
// are written as calls. Opcodes are those of the WebAssembly specification 2.0 (fixed-width SIMD
// included), which every runtime from V8 9.1 on has.

import { signed, signedLong, unsigned } from './leb128';

/** WebAssembly bytes, nested as they were put together; flattened when the module is written. */
export type Code = number | readonly Code[];

/** The bytes that stand for value types in a module. */
export const VALUE_TYPES = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;
/** WebAssembly value types by name. */
export type ValueType = keyof typeof VALUE_TYPES;

const VOID = 0x40;
const SIMD = 0xfd;

/** Local variable or parameter of the function being written, by the code that reads and sets it. */
export interface Local {
  readonly get: Code;
  /** Sets it to a value. */
  set(value: Code): Code;
  /** Sets it and leaves the value. */
  tee(value: Code): Code;
}

const unary =
  (...opcode: readonly number[]) =>
  (a: Code): Code => [a, ...opcode];
const binary =
  (...opcode: readonly number[]) =>
  (a: Code, b: Code): Code => [a, b, ...opcode];
const simdUnary = (opcode: number) => unary(SIMD, ...unsigned(opcode));
const simdBinary = (opcode: number) => binary(SIMD, ...unsigned(opcode));
/** Memory is read and written at `address` + `offset`; 2 ** `align` bytes is what it may count on. */
const load =
  (...opcode: readonly number[]) =>
  (address: Code, offset = 0): Code => [address, ...opcode, 0, ...unsigned(offset)];
const store =
  (...opcode: readonly number[]) =>
  (address: Code, value: Code, offset = 0): Code => [address, value, ...opcode, 0, ...unsigned(offset)];

/** Instructions on 32-bit integers; arguments are the code of their operands, offsets are in bytes. */
export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  load: load(0x28),
  store: store(0x36),
  load8Signed: load(0x2c),
  load8Unsigned: load(0x2d),
  store8: store(0x3a),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  or: binary(0x72),
  xor: binary(0x73),
  shl: binary(0x74),
  shiftRight: binary(0x76),
  ctz: unary(0x68),
  eqz: unary(0x45),
  divUnsigned: binary(0x6e),
  eq: binary(0x46),
  ne: binary(0x47),
  lt: binary(0x48),
  ge: binary(0x4e),
  ltUnsigned: binary(0x49),
  leUnsigned: binary(0x4d),
  geUnsigned: binary(0x4f),
  /** The low half of an i64. */
  wrap: unary(0xa7),
};

/** Instructions on 64-bit integers; arguments are the code of their operands. */
export const i64 = {
  const: (value: bigint): Code => [0x42, ...signedLong(value)],
  load: load(0x29),
  add: binary(0x7c),
  sub: binary(0x7d),
  mul: binary(0x7e),
  and: binary(0x83),
  or: binary(0x84),
  xor: binary(0x85),
  shl: binary(0x86),
  shiftRightUnsigned: binary(0x88),
  ctz: unary(0x7a),
  eqz: unary(0x50),
  eq: binary(0x51),
  lt: binary(0x53),
  ge: binary(0x59),
  leUnsigned: binary(0x58),
  fromUnsigned: unary(0xad),
  /** The bits of a double. */
  bits: unary(0xbd),
  /** Toward zero; traps beyond 2^63. */
  truncate: unary(0xb0),
};

/** Instructions on 32-bit floats; arguments are the code of their operands. */
export const f32 = {
  load: load(0x2a),
  store: store(0x38),
  const: (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
  /** The nearest float32. */
  demote: unary(0xb6),
};

/** Instructions on doubles; arguments are the code of their operands. */
export const f64 = {
  const: (value: number): Code => [0x44, ...new Uint8Array(Float64Array.of(value).buffer)],
  load: load(0x2b),
  store: store(0x39),
  add: binary(0xa0),
  sub: binary(0xa1),
  mul: binary(0xa2),
  min: binary(0xa4),
  max: binary(0xa5),
  div: binary(0xa3),
  sqrt: unary(0x9f),
  eq: binary(0x61),
  ne: binary(0x62),
  lt: binary(0x63),
  gt: binary(0x64),
  fromI32: unary(0xb7),
  fromI64: unary(0xb9),
  /** The double of these bits. */
  fromBits: unary(0xbf),
  neg: unary(0x9a),
  promote: unary(0xbb),
};

/** Instructions on whole 16-byte vectors, whatever their lanes are. */
export const v128 = {
  load: load(SIMD, 0x00),
  load32Splat: load(SIMD, 0x09),
  load64Splat: load(SIMD, 0x0a),
  store: store(SIMD, 0x0b),
  /** Lane `lane` of `vector` becomes the eight bytes at `address`. */
  load64Lane: (address: Code, vector: Code, lane: number, offset = 0): Code => [
    address,
    vector,
    ...[SIMD, 0x57, 0, ...unsigned(offset), lane],
  ],
  /** The eight bytes of lane `lane` of `vector` to `address`. */
  store64Lane: (address: Code, vector: Code, lane: number, offset = 0): Code => [
    address,
    vector,
    ...[SIMD, 0x5b, 0, ...unsigned(offset), lane],
  ],
  /** The four bytes of lane `lane` of `vector` to `address`. */
  store32Lane: (address: Code, vector: Code, lane: number, offset = 0): Code => [
    address,
    vector,
    ...[SIMD, 0x5a, 0, ...unsigned(offset), lane],
  ],
  /** The two bytes of lane `lane` of `vector` to `address`. */
  store16Lane: (address: Code, vector: Code, lane: number, offset = 0): Code => [
    address,
    vector,
    ...[SIMD, 0x59, 0, ...unsigned(offset), lane],
  ],
  /** Four 32-bit lanes, those of `a` being 0 to 3 and those of `b` 4 to 7. */
  shuffle32: (a: Code, b: Code, lanes: readonly [number, number, number, number]): Code => [
    a,
    b,
    ...[SIMD, 0x0d, ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte))],
  ],
  /** Bits of `a` where `mask` is set, else of `b`. */
  select: (a: Code, b: Code, mask: Code): Code => [a, b, mask, SIMD, 0x52],
  anyTrue: simdUnary(0x53),
  and: simdBinary(0x4e),
  or: simdBinary(0x50),
  xor: simdBinary(0x51),
  /** Bits of `a` that `b` has not. */
  andNot: simdBinary(0x4f),
};

/** Instructions on vectors of four 32-bit floats. */
export const f32x4 = {
  splat: simdUnary(0x13),
  lane: (vector: Code, lane: number): Code => [vector, SIMD, 0x1f, lane],
  abs: simdUnary(0xe0),
  lt: simdBinary(0x43),
  sqrt: simdUnary(0xe3),
  add: simdBinary(0xe4),
  sub: simdBinary(0xe5),
  mul: simdBinary(0xe6),
  div: simdBinary(0xe7),
  /** b < a ? b : a */
  pmin: simdBinary(0xea),
  /** a < b ? b : a */
  pmax: simdBinary(0xeb),
  le: simdBinary(0x45),
  /** One bit a lane. */
  bitmask: simdUnary(0xa4),
  /** The nearest float32s of two doubles in the low lanes, 0 in the high ones. */
  demote: simdUnary(0x5e),
  /** The nearest float32s of four integers. */
  fromI32: simdUnary(0xfa),
};

/** Instructions on vectors of two doubles. */
export const f64x2 = {
  splat: simdUnary(0x14),
  withLane: (vector: Code, lane: number, value: Code): Code => [vector, value, SIMD, 0x22, lane],
  lane: (vector: Code, lane: number): Code => [vector, SIMD, 0x21, lane],
  add: simdBinary(0xf0),
  sub: simdBinary(0xf1),
  mul: simdBinary(0xf2),
  div: simdBinary(0xf3),
  abs: simdUnary(0xec),
  neg: simdUnary(0xed),
  /** Toward zero. */
  trunc: simdUnary(0x7a),
  /** To the nearest whole number. */
  nearest: simdUnary(0x94),
  eq: simdBinary(0x47),
  lt: simdBinary(0x49),
  gt: simdBinary(0x4a),
  le: simdBinary(0x4b),
  ge: simdBinary(0x4c),
  /** b < a ? b : a */
  pmin: simdBinary(0xf6),
  /** a < b ? b : a */
  pmax: simdBinary(0xf7),
};

/** Instructions on vectors of sixteen bytes. */
export const i8x16 = {
  splat: simdUnary(0x0f),
  /** Bytes of `a` in the order that `b` names, 0 where `b` names none. */
  swizzle: simdBinary(0x0e),
  eq: simdBinary(0x23),
  leUnsigned: simdBinary(0x2a),
  /** One bit a byte. */
  bitmask: simdUnary(0x64),
};

/** Instructions on vectors of eight 16-bit integers. */
export const i16x8 = {
  splat: simdUnary(0x10),
  mul: simdBinary(0x95),
  shiftRightUnsigned: (vector: Code, by: number): Code => [vector, i32.const(by), SIMD, ...unsigned(0x8d)],
  /** Those of `a`, then those of `b`, cut to what 16 bits hold. */
  narrow: simdBinary(0x85),
};

/** Instructions on vectors of four 32-bit integers. */
export const i32x4 = {
  splat: simdUnary(0x11),
  add: simdBinary(0xae),
  /** The sums of two neighbours' products of 16-bit integers. */
  dot16: simdBinary(0xba),
  /** Two doubles toward zero in the low lanes, 0 in the high ones. */
  truncate: simdUnary(0xfc),
};

/** Instructions on vectors of two 64-bit integers. */
export const i64x2 = {
  /** Both lanes' bits `by` to the left. */
  shl: (vector: Code, by: number): Code => [vector, i32.const(by), SIMD, ...unsigned(0xcb)],
  splat32: (value: Code): Code => [value, 0xad, SIMD, 0x12],
  lane: (vector: Code, lane: number): Code => [vector, SIMD, 0x1d, lane],
  /** The low half of a lane. */
  lane32: (vector: Code, lane: number): Code => [vector, SIMD, 0x1d, lane, 0xa7],
  add: simdBinary(0xce),
};

/** Code of `condition ? a : b`, both of which are worked out. */
export function choose(condition: Code, a: Code, b: Code): Code {
  return [a, b, condition, 0x1b];
}

/** Code of `if (condition) { then } else { otherwise }`; the condition is an i32, 0 for false. */
export function when(condition: Code, then: Code, otherwise?: Code): Code {
  return [condition, 0x04, VOID, then, otherwise === undefined ? [] : [0x05, otherwise], 0x0b];
}

/** Code of `do { body } while (condition)`. */
export function repeat(body: Code, condition: Code): Code {
  return [0x03, VOID, body, condition, 0x0d, 0, 0x0b];
}

/** Code that sets `bytes` bytes from `address` on to zero (`memory.fill`). */
export function clear(address: Code, bytes: Code): Code {
  return [address, i32.const(0), bytes, 0xfc, 0x0b, 0];
}

/** Code of `while (condition) { body }`. */
export function whilst(condition: Code, body: Code): Code {
  return [0x02, VOID, 0x03, VOID, i32.eqz(condition), 0x0d, 1, body, 0x0c, 0, 0x0b, 0x0b];
}
