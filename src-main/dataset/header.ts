/**
 * Whether the first row names the columns: it holds no number, and either numbers stand below it or
 * its texts are all different and none comes again.
 */
export function guessHeader(
  first: readonly string[],
  rows: readonly (readonly string[])[],
  isNumber: (cell: string) => boolean,
): boolean {
  if (first.some(isNumber)) return false;
  if (rows.length === 0 || rows.some((row) => row.some(isNumber))) return true;
  const isUnique = new Set(first).size === first.length;
  return isUnique && !first.some((cell, c) => rows.some((row) => row[c] === cell));
}

/**
 * Names for `width` columns from a header row, made usable. A header with one name fewer than the
 * rows have cells is R's: its first column is the rows' own name.
 */
export function headerNames(header: readonly string[], width: number): { names: string[]; notes: string[] } {
  const notes: string[] = [];
  let given = [...header];
  if (given.length === width - 1) {
    given = ['row', ...given];
    notes.push('The header has one name fewer than the rows have cells: the first column is called "row".');
  } else if (given.length > width) {
    const surplus = given.slice(width).filter((name) => name.trim() !== '');
    if (surplus.length > 0) {
      notes.push(
        `The header names more columns than the rows have: ${surplus.map(quoted).join(', ')} left out.`,
      );
    }
  }
  const made = uniqueNames(Array.from({ length: width }, (_, c) => given[c] ?? ''));
  return { names: made.names, notes: [...notes, ...made.notes] };
}

/** column1, column2, ... */
export function numberedNames(width: number): string[] {
  return Array.from({ length: width }, (_, c) => `column${c + 1}`);
}

/** Names made usable: an empty one becomes column<n>, a repeated one gets _2, _3, ... */
export function uniqueNames(names: readonly string[]): { names: string[]; notes: string[] } {
  // A name that stands once keeps itself, whatever a repeated one before it would be called.
  const counts = new Map<string, number>();
  const trimmed = names.map((name) => name.trim());
  for (const name of trimmed) counts.set(name, (counts.get(name) ?? 0) + 1);
  const taken = new Set(trimmed.filter((name) => counts.get(name) === 1 && name !== ''));
  const notes: string[] = [];
  const unique = trimmed.map((given, index) => {
    if (given !== '' && counts.get(given) === 1) return given;
    const base = given === '' ? `column${index + 1}` : given;
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base}_${n}`;
    taken.add(name);
    if (given === '') notes.push(`Column ${index + 1} has no name and is called ${quoted(name)}.`);
    else if (name !== base) {
      notes.push(
        `The column name ${quoted(base)} stands more than once: column ${index + 1} is called ${quoted(name)}.`,
      );
    }
    return name;
  });
  return { names: unique, notes };
}

function quoted(name: string): string {
  return `"${name}"`;
}
