import { f64, f64x2, i32, repeat, v128, whilst, when, type Code, type Local } from '../../wasm/assembler';
import { writeModule } from '../../wasm/module';

/**
 * WebAssembly of one function,
 *
 *     add(c, a, b, m, n, k, aRow, aStep)
 *     C[m][n] += A[m][k] . B[k][n]
 *
 * in doubles. `c`, `a` and `b` are addresses in its memory; B and C lie row by row, A's rows are `aRow`
 * bytes apart and its columns `aStep`; m, n and k are at least 1. Two columns are one vector. The
 * products of an element are added in the order of k, one after another and each rounded as a
 * double is, so that the sums are those of the plain loop to the bit, on every machine.
 */
export function productCode(): Uint8Array {
  return writeModule('add', new Array<'i32'>(8).fill('i32'), null, false, (parameters, local) => {
    const [c, a, b, m, n, k, aRow, aStep] = parameters as EightLocals;
    const at: Locals = {
      ...{ c, a, b, m, n, k, aRow, aStep },
      ...{ rowBytes: local('i32'), column: local('i32'), rowsLeft: local('i32'), stepsLeft: local('i32') },
      ...{ cAt: local('i32'), aAt: local('i32'), bAt: local('i32') },
      aRows: times(ROWS, () => local('i32')),
      cRows: times(ROWS, () => local('i32')),
    };
    const registers = (type: 'v128' | 'f64', parts: number): Registers => ({
      sums: times(ROWS, () => times(parts, () => local(type))),
      b: times(parts, () => local(type)),
      a: local(type),
    });
    const vectors = registers('v128', 2);
    const scalars = registers('f64', 1);
    return [
      at.rowBytes.set(i32.shl(n.get, i32.const(3))),
      BLOCKS.map((block, pointer) => {
        const columns = columnBlock(block, at, block.lanes === VECTOR ? vectors : scalars);
        const fits = i32.leUnsigned(i32.add(at.column.get, i32.const(8 * block.columns)), at.rowBytes.get);
        // Only the widest repeats: what it leaves is at most one of each other.
        return pointer === 0 ? whilst(fits, columns) : when(fits, columns);
      }),
    ];
  });
}

type EightLocals = readonly [Local, Local, Local, Local, Local, Local, Local, Local];
type Parameter = 'c' | 'a' | 'b' | 'm' | 'n' | 'k' | 'aRow' | 'aStep';
type Counter = 'rowBytes' | 'column' | 'rowsLeft' | 'stepsLeft' | 'cAt' | 'aAt' | 'bAt';
type Locals = Readonly<Record<Parameter | Counter, Local>> & {
  readonly aRows: readonly Local[];
  readonly cRows: readonly Local[];
};

/** Registers of one kind of lanes: sums by row and part, a row of B by part, and a value of A. */
interface Registers {
  readonly sums: readonly (readonly Local[])[];
  readonly b: readonly Local[];
  readonly a: Local;
}

/** Rows of C that one pass over B serves. */
const ROWS = 4;

const VECTOR = { bytes: 16, ...v128, spread: v128.load64Splat, mul: f64x2.mul, add: f64x2.add };
const SCALAR = { bytes: 8, ...f64, spread: f64.load };

/** How many columns are taken at once, and in how many registers a row. */
interface Block {
  readonly columns: number;
  readonly parts: number;
  readonly lanes: typeof VECTOR | typeof SCALAR;
}
/** Tried one after another, from the widest. */
const BLOCKS: readonly Block[] = [
  { columns: 4, parts: 2, lanes: VECTOR },
  { columns: 2, parts: 1, lanes: VECTOR },
  { columns: 1, parts: 1, lanes: SCALAR },
];

/** All rows of a block of columns, which `column` is moved past. */
function columnBlock(block: Block, at: Locals, registers: Registers): Code {
  const { a, c, m, column, rowsLeft, cAt, aAt } = at;
  return [
    cAt.set(i32.add(c.get, column.get)),
    aAt.set(a.get),
    rowsLeft.set(m.get),
    whilst(i32.geUnsigned(rowsLeft.get, i32.const(ROWS)), rowBlock(block, ROWS, at, registers)),
    whilst(rowsLeft.get, rowBlock(block, 1, at, registers)),
    column.set(i32.add(column.get, i32.const(8 * block.columns))),
  ];
}

/** `rows` rows of a block of columns: their sums stay in registers over all of k. */
function rowBlock({ parts, lanes }: Block, rows: number, at: Locals, { sums, b, a }: Registers): Code {
  const { aRow, aStep, aRows, cRows, cAt, aAt, bAt, rowBytes, rowsLeft, stepsLeft } = at;
  const eachPart = (emit: (part: number) => Code): Code => times(parts, emit);
  const eachRow = (emit: (row: number) => Code): Code => times(rows, emit);
  const moved = (pointer: Local, bytes: Code): Code => pointer.set(i32.add(pointer.get, bytes));
  return [
    eachRow((row) => [
      cRows[row].set(row === 0 ? cAt.get : i32.add(cRows[row - 1].get, rowBytes.get)),
      aRows[row].set(row === 0 ? aAt.get : i32.add(aRows[row - 1].get, aRow.get)),
      eachPart((part) => sums[row][part].set(lanes.load(cRows[row].get, part * lanes.bytes))),
    ]),
    bAt.set(i32.add(at.b.get, at.column.get)),
    stepsLeft.set(at.k.get),
    repeat(
      [
        eachPart((part) => b[part].set(lanes.load(bAt.get, part * lanes.bytes))),
        eachRow((row) => [
          a.set(lanes.spread(aRows[row].get)),
          eachPart((part) => {
            const sum = sums[row][part];
            return sum.set(lanes.add(sum.get, lanes.mul(a.get, b[part].get)));
          }),
          moved(aRows[row], aStep.get),
        ]),
        moved(bAt, rowBytes.get),
      ],
      stepsLeft.tee(i32.sub(stepsLeft.get, i32.const(1))),
    ),
    eachRow((row) =>
      eachPart((part) => lanes.store(cRows[row].get, sums[row][part].get, part * lanes.bytes)),
    ),
    cAt.set(i32.add(cRows[rows - 1].get, rowBytes.get)),
    moved(aAt, i32.mul(i32.const(rows), aRow.get)),
    rowsLeft.set(i32.sub(rowsLeft.get, i32.const(rows))),
  ];
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
