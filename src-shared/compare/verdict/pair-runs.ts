import { fail } from '../../errors';
import { say } from '../../language/say';
import { modelDefinition } from '../../models';
import type { Group } from '../../group/group';
import { outerRuns } from '../../group/folds';
import { lastValue, usualObjective } from '../../group/outcome';
import { lowerIsBetter } from '../../run/figures/metric-direction';
import { measuredOn, metricPhrase, validationFirst } from '../../run/figures/metric-labels';
import type { RunRecord } from '../../run/record/record';
import { fairComparison } from '../fair-compare';

/** A group with its runs as far as they are there. */
export interface ComparedGroup {
  readonly group: Group;
  readonly records: readonly RunRecord[];
}

/** Runs of two groups that differ in what is compared alone. */
export interface RunPair {
  readonly a: RunRecord;
  readonly b: RunRecord;
}

/** What makes a run one of a pair: its fold, or its seed. */
function readKey({ experiment, dataset }: RunRecord): string {
  const { split } = experiment.dataset;
  if (split.method !== 'folds') return `seed ${experiment.seed}`;
  const { nSplits, repeat, fold, by, column, trainSize = null } = split;
  return JSON.stringify([dataset?.split?.seed ?? split.seed, nSplits, repeat, fold, by, column, trainSize]);
}

/**
 * The finished runs of two groups that share their fold, or their seed.
 * @throws BenchtopError `invalid-data` where there are fewer than two such pairs
 */
export function pairRuns(a: ComparedGroup, b: ComparedGroup): RunPair[] {
  for (const { group } of [a, b]) {
    if (group.plan.kind !== 'sweep') continue;
    throw refuse(
      say(
        '"{name}" is a sweep: its trials have different settings. Repeat its best one over folds, and compare that.',
        { name: group.name },
      ),
    );
  }
  const curve = [a, b].find(({ group }) => group.plan.kind === 'learning-curve');
  if (curve !== undefined)
    throw refuse(
      say(
        '"{name}" is a learning curve: its runs have other numbers of rows. Train both over folds, and compare these.',
        { name: curve.group.name },
      ),
    );
  if (pairedBy(a.group) !== pairedBy(b.group)) {
    throw refuse(
      say(
        '"{a}" and "{b}" are not the same kind of group: one is of folds, the other of seeds, and no run of one belongs to a run of the other.',
        { a: a.group.name, b: b.group.name },
      ),
    );
  }
  const byKey = new Map(finished(b).map((record) => [readKey(record), record]));
  const pairs = finished(a).flatMap((record): RunPair[] => {
    const partner = byKey.get(readKey(record));
    return partner === undefined ? [] : [{ a: record, b: partner }];
  });
  if (pairs.length >= 2) return pairs;
  throw refuse(whyNoPairs(a.group, b.group, pairs.length));
}

/** Runs of a group that would count if all had finished. */
export function plannedRuns({ group: { plan, trials } }: ComparedGroup): number {
  return plan.kind === 'nested-folds' ? plan.nSplits * plan.nRepeats : trials.length;
}

/** What makes runs of a group and of another one a pair: the folds of nested ones are folds. */
export function pairedBy({ plan: { kind } }: Pick<Group, 'plan'>): string {
  return kind === 'nested-folds' ? 'folds' : kind;
}

/** In one sentence for each kind of group: other languages do not put them together from words. */
function whyNoPairs({ plan, name }: Group, other: Group, count: number): string {
  const names = { a: name, b: other.name };
  if (pairedBy({ plan }) === 'folds')
    return count === 0
      ? say('"{a}" and "{b}" have no finished run of the same fold: train both with the same folds.', names)
      : say(
          '"{a}" and "{b}" have only one finished run of the same fold: train both with the same folds.',
          names,
        );
  return count === 0
    ? say('"{a}" and "{b}" have no finished run of the same seed: train both with the same seeds.', names)
    : say(
        '"{a}" and "{b}" have only one finished run of the same seed: train both with the same seeds.',
        names,
      );
}

function finished({ group, records }: ComparedGroup): RunRecord[] {
  return outerRuns(group, records).filter(({ status }) => status === 'finished');
}

/**
 * The metric by which runs are compared: the one asked for, or what the first kind of model is judged by,
 * or else the first metric of validation rows that all have and that is the same in all.
 * @throws BenchtopError `usage` or `invalid-data` where there is none
 */
export function chooseMetric(records: readonly RunRecord[], asked: string | null): string {
  const [first] = records;
  if (first === undefined) throw refuse(say('There is no run to compare.'));
  const shared = Object.keys(first.summary).filter((name) =>
    records.every(({ summary }) => summary[name] !== undefined),
  );
  const usable = validationFirst(shared.filter((name) => lowerIsBetter(name) !== null));
  if (asked !== null) {
    if (usable.includes(asked)) return asked;
    const names = usable.join(', ') || say('no metric in common');
    throw fail(
      'usage',
      shared.includes(asked)
        ? say('Which way {asked} is better is not known: all have {names}.', { asked, names })
        : say('Not all have {asked}: all have {names}.', { asked, names }),
      { field: 'metric' },
    );
  }
  const differing = fairComparison(records).metrics;
  const validated = usable.filter((name) => measuredOn(name) === 'validation' && !differing.has(name));
  const { metric } = usualObjective(first.experiment);
  const [best] = validated.includes(metric) ? [metric] : validated;
  if (best !== undefined) return best;
  const { usesTarget } = modelDefinition(first.experiment.model.kind);
  throw refuse(
    usesTarget
      ? say(
          'The runs have no figure of validation rows in common: train with a validation share or over folds, or choose a metric.',
        )
      : say('Clusterings have no figure of validation rows to be compared by: choose a metric.'),
  );
}

/**
 * Refuses runs that the guard of comparisons objects to: other data, rows, target or weights. Scaling is
 * part of what is compared.
 * @throws BenchtopError `invalid-data` naming what differs
 */
export function requireSameRows(records: readonly RunRecord[]): void {
  const { differences } = fairComparison(records);
  const [first] = differences.filter(({ aspect }) => aspect !== 'scaler' && aspect !== 'metric');
  if (first !== undefined) throw refuseFor(first);
}

/**
 * Refuses what {@link requireSameRows} does, and a metric that is not the same figure in all or that one
 * of them has no finite value of.
 * @throws BenchtopError `invalid-data` naming what differs
 */
export function requireFair(records: readonly RunRecord[], metric: string): void {
  requireSameRows(records);
  const objection = fairComparison(records).metrics.get(metric);
  if (objection !== undefined) throw refuseFor(objection);
  const without = records.find((record) => !Number.isFinite(lastValue(record, metric)));
  if (without !== undefined)
    throw refuse(
      say('"{name}" has no finite {metric}: there is nothing to compare.', {
        name: without.name,
        metric: metricPhrase(metric),
      }),
    );
}

function refuseFor({ title, values }: { readonly title: string; readonly values: readonly string[] }): Error {
  return refuse(
    say('There is no verdict, for these differ: {title} ({values}).', { title, values: values.join(' | ') }),
  );
}

function refuse(message: string): Error {
  return fail('invalid-data', message);
}
