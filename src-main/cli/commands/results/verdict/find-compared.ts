import { fail } from '../../../../../src-shared/errors';
import { trialRunId, type Group } from '../../../../../src-shared/group/group';
import type { ComparedGroup } from '../../../../../src-shared/compare/verdict/pair-runs';
import type { RunRecord } from '../../../../../src-shared/run/record/record';
import { findRun } from '../../../inputs/find-run';
import type { Services } from '../../../services/services';

/** What a verdict is asked about: groups alone, or runs alone. */
export type Compared =
  | { readonly kind: 'groups'; readonly groups: readonly ComparedGroup[] }
  | { readonly kind: 'runs'; readonly runs: readonly RunRecord[] };

/**
 * Groups or runs by their ids, the beginnings of these, or a group's name; the baseline first.
 * @throws BenchtopError `usage` where they are mixed, or fewer than two
 */
export function findCompared(
  operands: readonly string[],
  baseline: string | undefined,
  services: Services,
): Compared {
  const found = operands.map((operand) => findOne(operand, services));
  const distinct = found.filter((one, index) => found.findIndex(({ id }) => id === one.id) === index);
  if (distinct.length < 2) throw fail('usage', 'Name two groups or two runs at least to test.');
  const ordered = baseline === undefined ? distinct : baselineFirst(distinct, baseline, services);
  const groups = ordered.filter(isGroup);
  if (groups.length === ordered.length)
    return { kind: 'groups', groups: groups.map((group) => withRuns(group, services)) };
  const runs = ordered.filter((one): one is RunRecord => !isGroup(one));
  if (groups.length > 0)
    throw fail('usage', 'Name groups alone, or runs alone: one run says little beside a whole group.');
  return { kind: 'runs', runs };
}

/** Whether it is a group, not a run. */
export function isGroup(one: Group | RunRecord): one is Group {
  return 'trials' in one;
}

/** A group by its id, its beginning or its name, else a run. @throws BenchtopError */
export function findOne(text: string, services: Services): Group | RunRecord {
  return findGroup(text, services) ?? findRun(text, services).record;
}

function baselineFirst<T extends { readonly id: string }>(
  found: readonly T[],
  named: string,
  services: Services,
): T[] {
  const { id } = findOne(named, services);
  const first = found.find((one) => one.id === id);
  if (first === undefined)
    throw fail('usage', `The baseline must be one of those to compare, and ${id} is not.`, {
      field: 'baseline',
    });
  return [first, ...found.filter((one) => one !== first)];
}

/** null where no group is called so, by id, its beginning, or its name where that is the only one. */
function findGroup(text: string, { runs }: Services): Group | null {
  const groups = runs.groups.list();
  const exact = groups.find(({ id }) => id === text);
  if (exact !== undefined) return exact;
  const begun = groups.filter(({ id }) => id.startsWith(text));
  if (begun.length === 1) return begun[0] ?? null;
  const named = groups.filter(({ name }) => name === text);
  if (named.length > 1)
    throw fail(
      'usage',
      `${named.length} groups are called "${text}": name it by its id (${named.map(({ id }) => id).join(', ')}).`,
    );
  return named[0] ?? null;
}

/** A group with its runs as far as they are there. */
export function withRuns(group: Group, { runs }: Services): ComparedGroup {
  return {
    group,
    records: group.trials.flatMap((_, index) => runs.find(trialRunId(group.id, index))?.record ?? []),
  };
}
