/**
 * WebAssembly of one function, written out here instruction by instruction (WebAssembly core
 * specification 2.0, section 5, with its vector instructions):
 *
 *     add(c, a, b, m, n, k, aRow, aStep)
 *     C[m][n] += A[m][k] . B[k][n]
 *
 * in doubles. `c`, `a` and `b` are places in its memory; B and C lie row by row, A's rows are `aRow`
 * bytes apart and its columns `aStep`; m, n and k are at least 1. Two columns are one vector. The
 * products of an element are added in the order of k, one after another and each rounded as a
 * double is, so that the sums are those of the plain loop to the bit, on every machine.
 */
export function productCode(): Uint8Array {
  const body = functionBody();
  const parameters = Array.from({ length: 8 }, () => I32);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, parameters.length, ...parameters, 0]),
    // The memory is ours: at least one page.
    ...section(2, [1, ...text('js'), ...text('memory'), 0x02, 0x00, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text('add'), 0x00, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}

const I32 = 0x7f;
const F64 = 0x7c;
const V128 = 0x7b;
/** Rows of C that one pass over B serves. */
const ROWS = 4;

/** How a block of columns is loaded, multiplied and stored. */
interface Block {
  readonly columns: number;
  /** Registers a row. */
  readonly parts: number;
  readonly partBytes: number;
  readonly load: readonly number[];
  /** Loads one double of A, for all columns of a register. */
  readonly spread: readonly number[];
  readonly store: readonly number[];
  readonly multiply: readonly number[];
  readonly add: readonly number[];
  readonly isVector: boolean;
}

const VECTOR = {
  partBytes: 16,
  load: [0xfd, 0x00, 0x03],
  spread: [0xfd, 0x0a, 0x03],
  store: [0xfd, 0x0b, 0x03],
  multiply: [0xfd, 0xf2, 0x01],
  add: [0xfd, 0xf0, 0x01],
  isVector: true,
} as const;
const SCALAR = {
  partBytes: 8,
  load: [0x2b, 0x03],
  spread: [0x2b, 0x03],
  store: [0x39, 0x03],
  multiply: [0xa2],
  add: [0xa0],
  isVector: false,
} as const;
/** Tried one after another, from the widest: only the first repeats. */
const BLOCKS: readonly Block[] = [
  { ...VECTOR, columns: 4, parts: 2 },
  { ...VECTOR, columns: 2, parts: 1 },
  { ...SCALAR, columns: 1, parts: 1 },
];

// Places of the parameters and locals.
const [C, A, B, M, N, K, A_ROW, A_STEP] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const ROW_BYTES = 8;
const COLUMN = 9;
const ROWS_LEFT = 10;
const C_AT = 11;
const A_AT = 12;
const B_AT = 13;
const STEPS_LEFT = 14;
const A_PLACE = (row: number): number => 15 + row;
const C_PLACE = (row: number): number => 15 + ROWS + row;
const INTEGERS = 7 + 2 * ROWS;
const FIRST_VECTOR = 8 + INTEGERS;
const SUM = (row: number, part: number): number => FIRST_VECTOR + 2 * row + part;
const B_PART = (part: number): number => FIRST_VECTOR + 2 * ROWS + part;
const A_PART = FIRST_VECTOR + 2 * ROWS + 2;
const VECTORS = 2 * ROWS + 3;
const FIRST_SCALAR = FIRST_VECTOR + VECTORS;
const SCALARS = ROWS + 2;

function functionBody(): number[] {
  return [
    ...[3, INTEGERS, I32, VECTORS, V128, SCALARS, F64],
    ...set(ROW_BYTES, [...get(N), ...constant(3), SHIFT_LEFT]),
    ...BLOCKS.flatMap((block, place) => {
      const columns = columnBlock(block);
      const fits = [
        ...[...get(COLUMN), ...constant(8 * block.columns), PLUS],
        ...[...get(ROW_BYTES), AT_MOST],
      ];
      return place === 0 ? whileLoop(fits, columns) : [...fits, IF, VOID, ...columns, END];
    }),
    END,
  ];
}

/** All rows of a block of columns, which `COLUMN` is moved past. */
function columnBlock(block: Block): number[] {
  return [
    ...set(C_AT, [...get(C), ...get(COLUMN), PLUS]),
    ...set(A_AT, get(A)),
    ...set(ROWS_LEFT, get(M)),
    ...whileLoop([...get(ROWS_LEFT), ...constant(ROWS), AT_LEAST], rowBlock(block, ROWS)),
    ...whileLoop(get(ROWS_LEFT), rowBlock(block, 1)),
    ...set(COLUMN, [...get(COLUMN), ...constant(8 * block.columns), PLUS]),
  ];
}

/** `rows` rows of a block of columns: their sums stay in registers over all of k. */
function rowBlock(block: Block, rows: number): number[] {
  const { parts, partBytes, load, spread, store, multiply, add } = block;
  const sum = (row: number, part: number): number => (block.isVector ? SUM(row, part) : FIRST_SCALAR + row);
  const bPart = (part: number): number => (block.isVector ? B_PART(part) : FIRST_SCALAR + ROWS);
  const aPart = block.isVector ? A_PART : FIRST_SCALAR + ROWS + 1;
  const each = (emit: (row: number, part: number) => number[]): number[] =>
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: parts }, (_, part) => emit(row, part)).flat(),
    ).flat();
  const eachRow = (emit: (row: number) => number[]): number[] =>
    Array.from({ length: rows }, (_, row) => emit(row)).flat();
  const eachPart = (emit: (part: number) => number[]): number[] =>
    Array.from({ length: parts }, (_, part) => emit(part)).flat();
  return [
    ...eachRow((row) =>
      row === 0
        ? [...set(C_PLACE(0), get(C_AT)), ...set(A_PLACE(0), get(A_AT))]
        : [
            ...set(C_PLACE(row), [...get(C_PLACE(row - 1)), ...get(ROW_BYTES), PLUS]),
            ...set(A_PLACE(row), [...get(A_PLACE(row - 1)), ...get(A_ROW), PLUS]),
          ],
    ),
    ...each((row, part) =>
      set(sum(row, part), [...get(C_PLACE(row)), ...load, ...unsigned(part * partBytes)]),
    ),
    ...set(B_AT, [...get(B), ...get(COLUMN), PLUS]),
    ...set(STEPS_LEFT, get(K)),
    ...[LOOP, VOID],
    ...eachPart((part) => set(bPart(part), [...get(B_AT), ...load, ...unsigned(part * partBytes)])),
    ...eachRow((row) => [
      ...set(aPart, [...get(A_PLACE(row)), ...spread, 0]),
      ...eachPart((part) =>
        set(sum(row, part), [
          ...get(sum(row, part)),
          ...get(aPart),
          ...get(bPart(part)),
          ...multiply,
          ...add,
        ]),
      ),
      ...set(A_PLACE(row), [...get(A_PLACE(row)), ...get(A_STEP), PLUS]),
    ]),
    ...set(B_AT, [...get(B_AT), ...get(ROW_BYTES), PLUS]),
    ...[...get(STEPS_LEFT), ...constant(1), MINUS, TEE, STEPS_LEFT, BRANCH_IF, 0, END],
    ...each((row, part) => [
      ...get(C_PLACE(row)),
      ...get(sum(row, part)),
      ...store,
      ...unsigned(part * partBytes),
    ]),
    ...set(C_AT, [...get(C_PLACE(rows - 1)), ...get(ROW_BYTES), PLUS]),
    ...set(A_AT, [...get(A_AT), ...constant(rows), ...get(A_ROW), TIMES, PLUS]),
    ...set(ROWS_LEFT, [...get(ROWS_LEFT), ...constant(rows), MINUS]),
  ];
}

const PLUS = 0x6a;
const MINUS = 0x6b;
const TIMES = 0x6c;
const SHIFT_LEFT = 0x74;
const IS_ZERO = 0x45;
/** Unsigned. */
const AT_MOST = 0x4d;
const AT_LEAST = 0x4f;
const BLOCK = 0x02;
const LOOP = 0x03;
const IF = 0x04;
const END = 0x0b;
const BRANCH = 0x0c;
const BRANCH_IF = 0x0d;
const TEE = 0x22;
const VOID = 0x40;

/** `body` for as long as `condition` leaves something other than 0. */
function whileLoop(condition: readonly number[], body: readonly number[]): number[] {
  return [
    ...[BLOCK, VOID, LOOP, VOID],
    ...[...condition, IS_ZERO, BRANCH_IF, 1],
    ...[...body, BRANCH, 0],
    ...[END, END],
  ];
}

function get(local: number): number[] {
  return [0x20, local];
}

function set(local: number, value: readonly number[]): number[] {
  return [...value, 0x21, local];
}

/** A number below 64, which is one byte in either of WebAssembly's ways. */
function constant(value: number): number[] {
  return [0x41, value];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function text(value: string): number[] {
  return [value.length, ...Array.from(value, (letter) => letter.charCodeAt(0))];
}

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}
