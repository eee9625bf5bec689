// Plain loops: `from` with a function takes ten times as long, and tables have millions of rows.

/** 0, 1, 2, … */
export function indicesUpTo(count: number): Int32Array {
  const indices = new Int32Array(count);
  for (let i = 0; i < count; i++) indices[i] = i;
  return indices;
}

/** The values of a column at the given places. */
export function take(column: Float64Array, indices: Int32Array): Float64Array {
  const taken = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) taken[i] = column[indices[i]];
  return taken;
}

/** The numbers of rows at the given places among them. */
export function pick(rows: Int32Array, indices: Int32Array): Int32Array {
  const picked = new Int32Array(indices.length);
  for (let i = 0; i < indices.length; i++) picked[i] = rows[indices[i]];
  return picked;
}

/** How many marks are 1. */
export function countMarks(marks: Uint8Array): number {
  let count = 0;
  for (const mark of marks) count += mark;
  return count;
}
