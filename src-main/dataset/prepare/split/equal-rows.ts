import type { RoleTable } from '../roles';

/** Gives each row the part (a number) of the first row that is alike in every feature and the target. */
export function joinEqualRows(
  { features, target }: RoleTable,
  rows: Int32Array,
  parts: Uint8Array | Uint16Array,
): void {
  const columns = (target === null ? features : [...features, target]).map(({ values }) => values);
  const cell = new Float64Array(1);
  const words = new Int32Array(cell.buffer);
  const computeHash = (row: number): number => {
    // FNV-1a over 32-bit words; equal hashes are compared in full.
    let hash = 0x811c9dc5;
    for (const values of columns) {
      // One NaN, and 0 for -0, which equals it.
      cell[0] = Number.isNaN(values[row]) ? NaN : values[row]! + 0;
      hash = Math.imul(hash ^ words[0]!, 0x01000193);
      hash = Math.imul(hash ^ words[1]!, 0x01000193);
    }
    return hash;
  };
  const isEqual = (a: number, b: number): boolean =>
    columns.every(
      (values) => values[a] === values[b] || (Number.isNaN(values[a]) && Number.isNaN(values[b])),
    );
  const firsts = new Map<number, number[]>();
  for (let i = 0; i < rows.length; i++) {
    const hash = computeHash(rows[i]!);
    const there = firsts.get(hash);
    if (there === undefined) {
      firsts.set(hash, [i]);
      continue;
    }
    const first = there.find((other) => isEqual(rows[other]!, rows[i]!));
    if (first === undefined) there.push(i);
    else parts[i] = parts[first]!;
  }
}
