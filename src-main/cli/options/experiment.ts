import { resolve } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { GENERATORS, generatedFeatures } from '../../../src-shared/dataset/generators';
import { MISSING, SCALINGS } from '../../../src-shared/dataset/schema';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { list, repeated, splitList, text, under, wholeNumber, type Values } from '../declare/option';
import { COLUMN_OPTIONS, columnChoices, withChoices } from './columns';
import { readDialect, READING_OPTIONS } from './reading';
import { chosenFile, SOURCE_OPTIONS } from './source';

/** Settings by their paths, and the seed. */
export const SETTING_OPTIONS = {
  set: repeated('PATH=VALUE', 'any setting, such as training.steps=1000; may stand several times'),
  seed: wholeNumber('N', 'of every random number', { min: 1 }),
};

/** The data set's own options; files and their reading, columns, rows. */
export const DATASET_OPTIONS = under('Data', {
  data: text(
    'FILE',
    'trains on this file in place of the experiment’s data; a pattern with * names several, - standard input',
  ),
  features: list('A,B', 'columns that the model learns from'),
  target: text('COLUMN', 'the column to learn'),
  weight: text('COLUMN', 'the weight of each row'),
  filter: text('CONDITION', 'which rows are used, such as \'"a" > 60\''),
  scaling: text('HOW', 'of the features', { choices: SCALINGS }),
  missing: text('HOW', 'what becomes of rows with missing cells', { choices: MISSING }),
  split: text(
    'HOW',
    'rows kept for validation: random:0.2, stratified:0.2, last:0.2 or column:part=test,check',
  ),
});

/** All that the command line can change of an experiment. */
export const EXPERIMENT_OPTIONS = {
  ...SETTING_OPTIONS,
  ...DATASET_OPTIONS,
  ...COLUMN_OPTIONS,
  ...SOURCE_OPTIONS,
  ...READING_OPTIONS,
};

export type ExperimentValues = Values<typeof EXPERIMENT_OPTIONS>;

/** An experiment's document with what the command line says differently. @throws BenchtopError `usage` */
export function withOptions(document: unknown, options: ExperimentValues): unknown {
  let changed = JSON.parse(JSON.stringify(document)) as unknown;
  if (options.data !== undefined) changed = withData(changed, options.data);
  assignSource(changed, options);
  assignReading(changed, options);
  assignDataset(changed, options);
  assignColumns(changed, options);
  for (const assignment of options.set ?? []) {
    const split = assignment.indexOf('=');
    if (split < 1)
      throw fail('usage', `--set takes path=value, such as training.steps=1000, not "${assignment}".`, {
        field: 'set',
      });
    assign(changed, assignment.slice(0, split).split('.'), parseValue(assignment.slice(split + 1)));
  }
  if (options.seed !== undefined) assign(changed, ['seed'], options.seed);
  return changed;
}

function withData(document: unknown, path: string): unknown {
  const { features, target } = readColumns(document);
  return { ...(document as object), dataset: { kind: 'file', path: resolve(path), features, target } };
}

/** Which table of the experiment's file is read, where the options say so. */
function assignSource(document: unknown, options: ExperimentValues): void {
  const given = Object.keys(SOURCE_OPTIONS).find((name) => Object.keys(options).includes(name));
  const { dataset } = document as { dataset?: { kind?: unknown; path?: unknown; source?: object } };
  if (dataset?.kind !== 'file' || typeof dataset.path !== 'string') {
    if (given === undefined) return;
    throw fail('usage', `--${given} says what of a file is read: name the file with --data FILE.`, {
      field: given,
    });
  }
  if (given === undefined && options.data === undefined) return;
  const { path, source } = chosenFile([dataset.path], options);
  assign(document, ['dataset', 'path'], path);
  if (source !== undefined) assign(document, ['dataset', 'source'], { ...dataset.source, ...source });
}

/** How the experiment's file is read, where the options say it differently. */
function assignReading(document: unknown, options: ExperimentValues): void {
  const given = Object.keys(READING_OPTIONS).find((name) => Object.keys(options).includes(name));
  if (given === undefined) return;
  const { dataset } = document as { dataset?: { kind?: unknown; dialect?: object } };
  if (dataset?.kind !== 'file')
    throw fail('usage', `--${given} says how a file is read: name the file with --data FILE.`, {
      field: given,
    });
  const dialect = readDialect(options);
  if (options.columns !== undefined) assign(document, ['dataset', 'columns'], options.columns);
  if (dialect !== undefined) assign(document, ['dataset', 'dialect'], { ...dataset.dialect, ...dialect });
}

/** The columns an experiment uses: another file for it has the same, unless told otherwise. */
function readColumns(document: unknown): { features: readonly string[]; target: string | null } {
  const { dataset } = parseExperiment(document);
  if (dataset.kind === 'file') return dataset;
  return { features: generatedFeatures(dataset), target: GENERATORS[dataset.generator].target };
}

/** The options that have names of their own. */
function assignDataset(document: unknown, options: ExperimentValues): void {
  const set = (key: string, value: unknown): void => {
    if (value !== undefined) assign(document, ['dataset', key], value);
  };
  set('features', options.features);
  set('target', options.target);
  set('weight', options.weight);
  set('filter', options.filter);
  set('scaling', options.scaling);
  set('missing', options.missing);
  if (options.split === undefined) return;
  const { split, validationSplit } = parseSplit(options.split);
  set('split', split);
  set('validationSplit', validationSplit);
}

/** What single columns are read as, where the options say it differently. */
function assignColumns(document: unknown, options: ExperimentValues): void {
  const given = Object.keys(COLUMN_OPTIONS).find((name) => Object.keys(options).includes(name));
  if (given === undefined) return;
  const { dataset } = parseExperiment(document);
  if (dataset.kind !== 'file')
    throw fail('usage', `--${given} is about a column of a file: name the file with --data FILE.`, {
      field: given,
    });
  const { features, target, weight, columnSettings } = dataset;
  const names = [...features, target, weight].filter((name) => name !== null);
  const choices = columnChoices(options, names, 'the experiment');
  assign(document, ['dataset', 'columnSettings'], withChoices(columnSettings, choices));
}

/** `random:0.2`, `stratified:0.2`, `last:0.2` or `column:part=test,check`. */
function parseSplit(text: string): { split: unknown; validationSplit?: number } {
  const wrong = (): Error =>
    fail(
      'usage',
      `--split takes random:SHARE, stratified:SHARE, last:SHARE or column:NAME=word,word, not "${text}".`,
      { field: 'split' },
    );
  const [method = ''] = text.split(':');
  const rest = text.slice(method.length + 1);
  if (method === 'column') {
    const at = rest.lastIndexOf('=');
    if (at < 1 || at === rest.length - 1) throw wrong();
    return { split: { method, column: rest.slice(0, at), validation: splitList(rest.slice(at + 1)) } };
  }
  const share = Number(rest);
  if (!['random', 'stratified', 'last'].includes(method) || !(share > 0 && share < 1)) throw wrong();
  return { split: { method }, validationSplit: share };
}

function assign(target: unknown, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  if (
    typeof target !== 'object' ||
    target === null ||
    ['__proto__', 'constructor', 'prototype'].includes(key)
  ) {
    throw fail('usage', `--set cannot reach "${path.join('.')}".`, { field: path.join('.') });
  }
  const holder = target as Record<string, unknown>;
  if (rest.length === 0) {
    holder[key] = value;
    return;
  }
  holder[key] ??= {};
  assign(holder[key], rest, value);
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
