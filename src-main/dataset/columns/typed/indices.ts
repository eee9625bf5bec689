// Plain loops: `from` with a function takes ten times as long, and tables have millions of rows.

/** 0, 1, 2, … */
export function indicesUpTo(count: number): Int32Array {
  const places = new Int32Array(count);
  for (let i = 0; i < count; i++) places[i] = i;
  return places;
}

/** The values of a column at the given places. */
export function take(column: Float64Array, places: Int32Array): Float64Array {
  const taken = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) taken[i] = column[places[i]];
  return taken;
}

/** The numbers of rows at the given places among them. */
export function pick(rows: Int32Array, places: Int32Array): Int32Array {
  const picked = new Int32Array(places.length);
  for (let i = 0; i < places.length; i++) picked[i] = rows[places[i]];
  return picked;
}

/** How many marks are 1. */
export function countMarks(marks: Uint8Array): number {
  let count = 0;
  for (const mark of marks) count += mark;
  return count;
}
