import { say } from '../../language/say';
/**
 * Names for the columns of a table that joins a person's columns with ours, each of them once. Theirs
 * keep their names, of two alike the first; ours give way as the reader's own repeated names do:
 * `class` becomes `class_2`.
 * @param theirs in the order of the table
 * @param ours what the program adds, e.g. `row` or `class`
 */
export function uniqueColumns(
  theirs: readonly string[],
  ours: readonly string[],
): { readonly theirs: string[]; readonly ours: string[]; readonly notes: string[] } {
  // A name that stands anywhere is never given to a column that has to give way.
  const given = new Set([...theirs, ...ours]);
  const taken = new Set<string>();
  const notes: string[] = [];
  const free = (name: string): string => {
    let unique = name;
    for (let n = 2; taken.has(unique) || (unique !== name && given.has(unique)); n++) unique = `${name}_${n}`;
    taken.add(unique);
    return unique;
  };
  const named = theirs.map((name) => {
    const unique = free(name);
    if (unique !== name)
      notes.push(
        say('Two columns are called "{name}": the second stands as "{unique}" in the table.', {
          name,
          unique,
        }),
      );
    return unique;
  });
  const added = ours.map((name) => {
    const unique = free(name);
    if (unique !== name)
      notes.push(
        say('The data has a column "{name}" of its own: Benchtop\'s column "{name2}" is called "{unique}".', {
          name,
          name2: name,
          unique,
        }),
      );
    return unique;
  });
  return { theirs: named, ours: added, notes };
}
