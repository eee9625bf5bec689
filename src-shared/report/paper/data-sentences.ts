import { GENERATORS } from '../../dataset/generators';
import type { DatasetSpec } from '../../experiment/schema';
import { leftOut } from '../../run/figures/left-out-text';
import type { DatasetFacts, Encoder } from '../../run/record/dataset-facts';
import type { RunRecord } from '../../run/record/record';
import { count, quantity } from '../html/numbers';
import { joined, type Paragraph } from './sentences';

/** Which rows a run used, how they were split, and what was done to them. */
export function sayData(paragraph: Paragraph, { dataset, experiment }: RunRecord): void {
  const spec = experiment.dataset;
  if (dataset === null) {
    paragraph.say('the data of this run had not been read');
    return;
  }
  const hash = `SHA-256 ${dataset.sha256.slice(0, 16)}…`;
  const source =
    spec.kind === 'generated'
      ? `${quantity(dataset.rows, 'row')} generated as ${GENERATORS[spec.generator].name} (${hash})`
      : `${quantity(dataset.rows, 'row')} of ${dataset.name} (${hash})`;
  paragraph.say(`the data are ${source}`);
  const left = leftOut(dataset);
  if (left !== null)
    paragraph.say(`${left.used.replace(/used$/, 'were used')}; left out were ${joined(left.reasons)}`);
  paragraph.say(splitSentence(dataset));
  paragraph.say(inputsSentence(dataset));
  paragraph.say(missingSentence(spec, dataset.encoders));
  paragraph.say(scalingSentence(dataset));
  if (dataset.weight !== null) paragraph.say(`rows were weighted by ${dataset.weight}`);
}

const METHODS: Readonly<Record<string, string>> = {
  random: 'drawn at random',
  stratified: 'drawn at random within every class',
  last: 'the last ones of the table',
  column: 'chosen by a column',
  folds: 'as one of the folds',
};

function splitSentence({ trainRows, validationRows, split }: DatasetFacts): string {
  if (validationRows === 0)
    return `all ${quantity(trainRows, 'row')} were used for training; none was held out`;
  const how = split === null ? '' : `, ${METHODS[split.method] ?? split.method}`;
  const seed = split === null || split.seed === null ? '' : ` (seed ${split.seed})`;
  const equal = split?.groupEqualRows === true ? ', equal rows kept in one part' : '';
  return `${count(trainRows)} rows were used for training and ${count(validationRows)} were held out for validation${how}${seed}${equal}`;
}

/** Inputs that are named; of more only their number is told. */
const NAMED = 8;

function inputsSentence({ features, encoders, target, classes }: DatasetFacts): string {
  const columns = encoders.length > 0 ? encoders.map(({ column }) => column) : features;
  const names = columns.length <= NAMED ? ` (${columns.join(', ')})` : '';
  const categories = encoders.filter(({ kind }) => kind === 'oneHot').length;
  const ordinals = encoders.filter(({ kind }) => kind === 'ordinal').length;
  const coded = [
    ...(categories === 0 ? [] : [`${categories} one-hot encoded`]),
    ...(ordinals === 0 ? [] : [`${ordinals} as ordinal codes`]),
  ];
  const encoded = coded.length === 0 ? '' : `, of which ${joined(coded)},`;
  const width = features.length === columns.length ? '' : ` gave ${count(features.length)} inputs`;
  const from = `${quantity(columns.length, 'feature')}${names}${encoded}${width}`;
  if (target === null) return `the model was given ${from}`;
  const kind = classes.length > 0 ? `, ${quantity(classes.length, 'class', 'classes')}` : '';
  return `the target was ${target}${kind}; the model was given ${from}`;
}

function missingSentence({ missing }: DatasetSpec, encoders: readonly Encoder[]): string | null {
  const filled = encoders.filter(({ fill }) => fill !== null).length;
  if (filled === 0) return null;
  const by: Readonly<Record<string, string>> = {
    mean: 'their mean over the training rows',
    median: 'their median over the training rows',
    mostFrequent: 'their most frequent value in the training rows',
    constant: 'a constant',
  };
  const how = by[missing] ?? 'a value chosen for each column';
  return `missing values of ${quantity(filled, 'feature')} were replaced by ${how}`;
}

const SCALINGS: Readonly<Record<string, string>> = {
  standard: 'standardised by mean and standard deviation',
  minmax: 'scaled to the range from 0 to 1',
  robust: 'scaled by median and interquartile range',
};

function scalingSentence({ scaler, targetScaler }: DatasetFacts): string | null {
  const kinds = [...new Set(scaler.kinds ?? [scaler.kind])].filter((kind) => kind !== 'none');
  const target = targetScaler === undefined ? '' : 'the target was standardised for training';
  if (kinds.length === 0) return target === '' ? null : target;
  const inputs = `inputs were ${joined(kinds.map((kind) => SCALINGS[kind] ?? kind))} of the training rows`;
  return target === '' ? inputs : `${inputs}; ${target}`;
}
