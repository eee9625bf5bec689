import { say } from '../language/say';
import { modelDefinition } from '../models';
import { sampleText } from '../run/figures/measured-text';
import type { DatasetFacts } from '../run/record/dataset-facts';
import { HASH_SHOWN, sameValues, type Compared, type MeasuredValues } from './measured-values';

/** One thing in which runs differ so that their figures do not say which model is better. */
interface FairDifference {
  readonly aspect: FairAspect;
  /** For people, in the middle of a sentence: "row filter". */
  readonly title: string;
  /** In the order of the runs, for people. */
  readonly values: readonly string[];
}

type FairAspect =
  'dataset' | 'filter' | 'sample' | 'split' | 'rows' | 'measured' | 'target' | 'weight' | 'scaler' | 'metric';

/** Whether figures of some runs may be laid side by side. */
export interface FairComparison {
  readonly isComparable: boolean;
  readonly differences: readonly FairDifference[];
  /** Metrics that both have but that are not the same figure, by their column name. */
  readonly metrics: ReadonlyMap<string, FairDifference>;
}

/**
 * Compares what figures are measured on and by: the data's bytes, row filter and sample, the split,
 * the values of target and weights, scaler, and what each metric is. Rows that are the very same are a
 * same split, however they were chosen. Features may differ: to find out which are worth having is
 * what a comparison is for; but distances of k-means are measured in their values.
 */
export function fairComparison(runs: readonly Compared[]): FairComparison {
  const facts = runs.map(({ dataset }) => dataset);
  const known = facts.filter((fact) => fact !== null);
  const differences: FairDifference[] = [];
  const compare = (aspect: FairAspect, title: string, of: (fact: DatasetFacts) => string): boolean => {
    const values = facts.map((fact) => (fact === null ? say('not read yet') : of(fact)));
    if (new Set(values).size < 2) return false;
    differences.push({ aspect, title, values });
    return true;
  };
  let areRowsSame = true;
  if (runs.length > 1) {
    compare('dataset', say('data'), ({ name, sha256 }) => `${name} (${sha256.slice(0, HASH_SHOWN)})`);
    if (!haveSameRows(known)) {
      const why = [
        compare('filter', say('row filter'), ({ filter }) => filter ?? 'none'),
        compare('sample', say('sample of rows'), ({ sample }) => describeSample(sample)),
        compare('split', say('split'), describeSplit),
      ];
      // Left out for other reasons, such as missing values: only the rows themselves tell.
      if (!why.includes(true) && differences.length === 0)
        compare(
          'rows',
          say('rows used'),
          ({ rows, rowsSha256 }) => `${rows} (${(rowsSha256 ?? 'unknown').slice(0, HASH_SHOWN)})`,
        );
    }
    areRowsSame = differences.length === 0;
    const measured = runs.map(describeMeasured);
    if (new Set(measured).size > 1)
      differences.push({ aspect: 'measured', title: say('rows that the figures are of'), values: measured });
    const compareValues = (aspect: MeasuredValues & FairAspect, title: string): void => {
      const { isSame, texts } = sameValues(runs, aspect, areRowsSame);
      if (!isSame) differences.push({ aspect, title, values: texts });
    };
    compareValues('target', say('target'));
    compareValues('weight', say('sample weights'));
    compare('scaler', say('scaling'), ({ scaler, features }) => describeScaler(scaler, features));
  }
  const metrics = metricDifferences(runs, areRowsSame);
  const isComparable = differences.length === 0 && metrics.size === 0;
  return { isComparable, differences: [...differences, ...metrics.values()], metrics };
}

function haveSameRows(facts: readonly DatasetFacts[]): boolean {
  const [first] = facts;
  return facts.every(
    (fact) =>
      fact.fingerprint === first?.fingerprint ||
      (fact.rowsSha256 !== null &&
        fact.sha256 === first?.sha256 &&
        fact.rowsSha256 === first.rowsSha256 &&
        fact.trainRows === first.trainRows),
  );
}

/** What the last figures of a run are of: of one that trains still it may be a sample. */
function describeMeasured(run: Compared): string {
  const sample = run.isSummaryOfSample === true ? sampleText(run) : null;
  return sample === null
    ? say('all rows')
    : say('{sample}, seed {seed}', { sample, seed: run.experiment.seed });
}

function describeSample(sample: DatasetFacts['sample']): string {
  if (sample === null) return say('all rows');
  return `${sample.rows} rows, ${sample.method}${sample.seed === null ? '' : say(', seed {seed}', { seed: sample.seed })}`;
}

function describeSplit({ split, trainRows, validationRows }: DatasetFacts): string {
  const rows = say('{trainRows} + {validationRows} rows', {
    trainRows,
    validationRows,
  });
  if (split === null) return validationRows === 0 ? say('{rows}, no validation', { rows }) : rows;
  if (split.folds !== undefined) {
    const { nSplits, fold, repeat, by, column, trainSize } = split.folds;
    const size = trainSize === undefined ? '' : say(', training size {trainSize}', { trainSize });
    const how = say('{by}{value}, seed {seed}{size}', {
      size,
      by,
      value: column === null ? '' : ` by ${column}`,
      seed: split.seed ?? 0,
    });
    return say('{rows}, fold {fold} of {nSplits}, repeat {repeat}, {how}', {
      rows,
      fold,
      nSplits,
      repeat,
      how,
    });
  }
  return `${rows}, ${split.method}${split.seed === null ? '' : say(', seed {seed}', { seed: split.seed })}`;
}

/** Scalings only: their numbers follow from the rows. */
function describeScaler({ kind, kinds }: DatasetFacts['scaler'], features: readonly string[]): string {
  if (kinds === undefined) return kind;
  const others = features.flatMap((name, i) => (kinds[i] === kind ? [] : [`${name} ${kinds[i] ?? ''}`]));
  return others.length === 0 ? kind : `${kind}; ${others.join(', ')}`;
}

function metricDifferences(runs: readonly Compared[], areRowsSame: boolean): Map<string, FairDifference> {
  const found = new Map<string, FairDifference>();
  for (const metric of new Set(runs.flatMap(({ summary }) => Object.keys(summary)))) {
    const having = runs.filter(({ summary }) => summary[metric] !== undefined);
    const meanings = metricMeanings(having, metric, areRowsSame);
    if (meanings.isSame) continue;
    const values = runs.map((run) => meanings.texts[having.indexOf(run)] ?? '–');
    found.set(metric, { aspect: 'metric', title: say('what {metric} is', { metric }), values });
  }
  return found;
}

/** What a metric is in each of some runs that have it; one of distances is measured in the features' values. */
function metricMeanings(
  runs: readonly Compared[],
  metric: string,
  areRowsSame: boolean,
): { readonly isSame: boolean; readonly texts: readonly string[] } {
  if (runs.every((run) => findDefinition(run).isMeasuredInFeatures(metric))) {
    const { isSame, texts } = sameValues(runs, 'features', areRowsSame);
    return { isSame, texts: texts.map((text) => say('over {text}', { text })) };
  }
  const texts = runs.map((run) => metricMeaning(run, metric));
  return { isSame: new Set(texts).size < 2, texts };
}

/** What a metric is in a run, where its settings change it. */
function metricMeaning(run: Compared, metric: string): string {
  const targetScale = run.dataset?.targetScaler?.scale ?? null;
  return findDefinition(run).metricMeaning(metric, { model: run.experiment.model, targetScale });
}

function findDefinition({ experiment }: Compared): ReturnType<typeof modelDefinition> {
  return modelDefinition(experiment.model.kind);
}
