/** What groups are called beside one another. */
interface Named {
  readonly group: {
    readonly name: string;
    readonly experiment: { readonly model: { readonly kind: string } };
  };
}

/**
 * Groups whose names tell them apart: where two have one name, the kinds of their models stand behind it, and
 * where those are equal too, their numbers in the given order.
 */
export function withDistinctNames<G extends Named>(groups: readonly G[]): readonly G[] {
  const names = groups.map(({ group }) => group.name);
  const kinds = groups.map(
    ({ group }) => `${group.name} (${group.experiment.model.kind.replaceAll('-', ' ')})`,
  );
  return groups.map((one, i) => {
    const { name } = one.group;
    if (isAlone(names, i)) return one;
    const told = isAlone(kinds, i) ? (kinds[i] ?? name) : `${name} (${i + 1})`;
    return { ...one, group: { ...one.group, name: told } };
  });
}

function isAlone(names: readonly string[], at: number): boolean {
  return names.every((name, i) => i === at || name !== names[at]);
}
