import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { powerOfTwo } from '../../../../src-shared/portable-math/powers-of-two';

/** An array of NumPy's, or one in IDX: its bytes and what they mean. */
export interface NumericArray {
  readonly shape: readonly number[];
  readonly isFortran: boolean;
  readonly bytes: Buffer;
  readonly itemBytes: number;
  /** Text of the value at an offset; '' for what stands for no value. */
  readonly textAt: (offset: number) => string;
  /** As people call it: `float64`. */
  readonly type: string;
}

/** Where an array stands, for what is said of it. */
export interface ArrayPlace {
  /** E.g. `data.npz: array "X"`. */
  readonly name: string;
  readonly path: string;
}

/**
 * Reads an array in NumPy's own format (NEP 1, versions 1 to 3).
 * @throws BenchtopError where it is cut off, or of a type that is no column of numbers, words or dates
 */
export function readNpy(bytes: Buffer, location: ArrayPlace): NumericArray {
  const refuse = (what: string): Error =>
    fail('file-unreadable', sentence('{name} cannot be read: {what}.', { name: location.name, what }), {
      file: location.path,
    });
  const major = bytes[6] ?? 0;
  if (bytes.length < 12 || bytes.toString('latin1', 0, 6) !== '\u0093NUMPY' || major < 1 || major > 3) {
    throw refuse('it is no NumPy array');
  }
  const start = major === 1 ? 10 : 12;
  const length = major === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  const header = bytes.toString(major === 3 ? 'utf8' : 'latin1', start, start + length);
  const descr = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const shapeText = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (descr === undefined && /'descr':\s*\[/.test(header)) {
    const fields = [...header.matchAll(/\('([^']*)',/g)].map(([, name]) => `"${name ?? ''}"`);
    throw refuse(
      `it is a structured array (fields ${fields.join(', ')}): save each field, or a plain array, on its own`,
    );
  }
  if (descr === undefined || shapeText === undefined) throw refuse('its header is damaged');
  const shape = (shapeText.match(/\d+/g) ?? []).map(Number);
  const type = readType(descr, refuse);
  const data = bytes.subarray(start + length);
  const count = shape.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(count) || data.length < count * type.itemBytes) {
    throw refuse(
      `it is cut off: ${shape.join(' × ')} values of ${type.itemBytes} bytes are announced, ${data.length.toLocaleString('en')} bytes are there`,
    );
  }
  return {
    shape,
    isFortran: /'fortran_order':\s*True/.test(header),
    bytes: data,
    itemBytes: type.itemBytes,
    textAt: type.reader(data),
    type: type.name,
  };
}

interface ValueType {
  readonly name: string;
  readonly itemBytes: number;
  readonly reader: (bytes: Buffer) => (offset: number) => string;
}

/** @param descr NumPy's own name of the type: byte order, kind, bytes */
function readType(descr: string, refuse: (what: string) => Error): ValueType {
  const [, order = '', kind = '', digits = '', unit = ''] =
    /^([<>=|]?)([a-zA-Z])(\d*)(?:\[(.*)\])?$/.exec(descr) ?? [];
  const size = Number(digits);
  const isBig = order === '>';
  const simple = NUMBERS[`${kind}${digits}`];
  if (simple !== undefined) {
    return { name: simple.name, itemBytes: size, reader: (bytes) => simple.reader(bytes, isBig) };
  }
  if (kind === 'U' && size > 0) {
    return {
      name: `text of up to ${size} letters`,
      itemBytes: 4 * size,
      reader: (bytes) => (at) => wideText(bytes, at, size, isBig),
    };
  }
  if (kind === 'S' && size > 0) {
    return {
      name: `text of up to ${size} bytes`,
      itemBytes: size,
      reader: (bytes) => (at) => bytes.toString('utf8', at, at + size).replace(/\0+$/, ''),
    };
  }
  if (kind === 'M' && UNIT_NS[unitName(unit)] !== undefined) {
    return {
      name: `date (${unit})`,
      itemBytes: 8,
      reader: (bytes) => (at) => dateText(int64(bytes, at, isBig), unit),
    };
  }
  if (kind === 'm') {
    return {
      name: `duration (${unit})`,
      itemBytes: 8,
      reader: (bytes) => (at) => durationText(int64(bytes, at, isBig)),
    };
  }
  if (kind === 'O')
    throw refuse('it holds Python objects, which only Python can unpickle: save numbers or texts');
  if (kind === 'c') throw refuse('it holds complex numbers: save their real and imaginary parts as columns');
  throw refuse(`its type ${descr} is not known here`);
}

interface NumberType {
  readonly name: string;
  readonly reader: (bytes: Buffer, isBig: boolean) => (offset: number) => string;
}

const BYTE_TEXTS = Array.from({ length: 256 }, (_, value) => String(value));

/** NaN is no value. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return '';
  return Object.is(value, -0) ? '-0' : Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}

const NUMBERS: Readonly<Record<string, NumberType>> = {
  b1: { name: 'bool', reader: (bytes) => (at) => (bytes[at] === 0 ? 'false' : 'true') },
  u1: { name: 'uint8', reader: (bytes) => (at) => BYTE_TEXTS[bytes[at]!]! },
  i1: { name: 'int8', reader: (bytes) => (at) => String(bytes.readInt8(at)) },
  u2: { name: 'uint16', reader: (b, big) => (at) => String(big ? b.readUInt16BE(at) : b.readUInt16LE(at)) },
  i2: { name: 'int16', reader: (b, big) => (at) => String(big ? b.readInt16BE(at) : b.readInt16LE(at)) },
  u4: { name: 'uint32', reader: (b, big) => (at) => String(big ? b.readUInt32BE(at) : b.readUInt32LE(at)) },
  i4: { name: 'int32', reader: (b, big) => (at) => String(big ? b.readInt32BE(at) : b.readInt32LE(at)) },
  u8: {
    name: 'uint64',
    reader: (b, big) => (at) => String(big ? b.readBigUInt64BE(at) : b.readBigUInt64LE(at)),
  },
  i8: { name: 'int64', reader: (b, big) => (at) => String(int64(b, at, big)) },
  f2: {
    name: 'float16',
    reader: (b, big) => (at) => floatText(half(big ? b.readUInt16BE(at) : b.readUInt16LE(at))),
  },
  f4: { name: 'float32', reader: (b, big) => (at) => floatText(big ? b.readFloatBE(at) : b.readFloatLE(at)) },
  f8: {
    name: 'float64',
    reader: (b, big) => (at) => floatText(big ? b.readDoubleBE(at) : b.readDoubleLE(at)),
  },
};

function int64(bytes: Buffer, at: number, isBig: boolean): bigint {
  return isBig ? bytes.readBigInt64BE(at) : bytes.readBigInt64LE(at);
}

/** A half-precision number (IEEE 754 binary16) by its bits. */
function half(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * powerOfTwo(exponent - 15);
}

/** NumPy's texts are of four bytes a letter, filled up with zeros. */
function wideText(bytes: Buffer, at: number, letters: number, isBig: boolean): string {
  let text = '';
  for (let i = 0; i < letters; i++) {
    const code = isBig ? bytes.readUInt32BE(at + 4 * i) : bytes.readUInt32LE(at + 4 * i);
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text.replace(/\0+$/, '');
}

const NOT_A_TIME = -(2n ** 63n);
const UNIT_NS: Readonly<Record<string, bigint>> = {
  W: 7n * 86_400_000_000_000n,
  D: 86_400_000_000_000n,
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1000n,
  ns: 1n,
  M: 0n,
  Y: 0n,
};

/** A unit without the number in front of it, which {@link dateText} takes into account. */
function unitName(unit: string): string {
  return unit.replace(/^\d+/, '');
}

function dateText(count: bigint, unit: string): string {
  if (count === NOT_A_TIME) return '';
  const step = BigInt(/^\d+/.exec(unit)?.[0] ?? '1') * count;
  const name = unitName(unit);
  if (name === 'M' || name === 'Y') {
    const months = Number(step) * (name === 'Y' ? 12 : 1);
    return new Date(Date.UTC(1970, months, 1)).toISOString().slice(0, 10);
  }
  const ns = step * (UNIT_NS[name] ?? 0n);
  const second = 1_000_000_000n;
  const rest = ((ns % second) + second) % second;
  const ms = Number((ns - rest) / 1_000_000n);
  if (Math.abs(ms) > 8.64e15) return String(count);
  const text = new Date(ms).toISOString();
  const digits = rest === 0n ? '' : `.${String(rest).padStart(9, '0').replace(/0+$/, '')}`;
  const time = text.slice(11, 19) + digits;
  return time === '00:00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`;
}

function durationText(count: bigint): string {
  return count === NOT_A_TIME ? '' : String(count);
}
