/** Addresses of runs and groups in a page, wherever they stand; the list of a comparison is one. */
const ADDRESS = /benchtop:(run|compare|group)\/([a-z0-9,-]+)/g;

/** Ids of the runs and of the groups that a page embeds. */
export function embeddedIds(text: string): { readonly runs: Set<string>; readonly groups: Set<string> } {
  const [runs, groups] = [new Set<string>(), new Set<string>()];
  for (const [, kind, name = ''] of text.matchAll(ADDRESS)) {
    if (kind === 'group') groups.add(name);
    else for (const id of name.split(',')) runs.add(id);
  }
  return { runs, groups };
}

/** A page whose addresses name runs and groups by other ids; those that are not named stay. */
export function renumbered(
  text: string,
  runs: ReadonlyMap<string, string>,
  groups: ReadonlyMap<string, string>,
): string {
  return text.replace(ADDRESS, (_, kind: string, name: string) => {
    const ids = kind === 'group' ? groups : runs;
    return `benchtop:${kind}/${name
      .split(',')
      .map((id) => ids.get(id) ?? id)
      .join(',')}`;
  });
}
