import { resolve } from 'node:path';
import { fail } from '../../src-shared/errors';
import { GENERATORS, generatedFeatures } from '../../src-shared/experiment/generators';
import { parseExperiment } from '../../src-shared/experiment/schema';
import { dialectOf, list, wholeNumber, type Arguments } from './arguments';

/** An experiment's document with what the command line says differently. @throws BenchtopError `usage` */
export function withOptions(document: unknown, args: Arguments): unknown {
  let changed = JSON.parse(JSON.stringify(document)) as unknown;
  const { options } = args;
  if (options.data !== undefined) changed = withData(changed, options.data, args);
  assignDataset(changed, args);
  for (const assignment of options.set ?? []) {
    const split = assignment.indexOf('=');
    if (split < 1)
      throw fail('usage', `--set takes path=value, such as training.steps=1000, not "${assignment}".`, {
        field: 'set',
      });
    assign(changed, assignment.slice(0, split).split('.'), valueOf(assignment.slice(split + 1)));
  }
  if (options.seed !== undefined) assign(changed, ['seed'], wholeNumber(options.seed, 'seed', 1));
  return changed;
}

function withData(document: unknown, path: string, args: Arguments): unknown {
  const columns = list(args.options.columns);
  const dialect = dialectOf(args);
  const old = columnsOf(document);
  const dataset = {
    kind: 'file',
    path: resolve(path),
    ...(columns === undefined ? {} : { columns }),
    ...(dialect === undefined ? {} : { dialect }),
    features: old.features,
    target: old.target,
  };
  return { ...(document as object), dataset };
}

/** The columns an experiment uses: another file for it has the same, unless told otherwise. */
function columnsOf(document: unknown): { features: readonly string[]; target: string | null } {
  const { dataset } = parseExperiment(document);
  if (dataset.kind === 'file') return dataset;
  return { features: generatedFeatures(dataset), target: GENERATORS[dataset.generator].target };
}

/** The options that have names of their own. */
function assignDataset(document: unknown, { options }: Arguments): void {
  const set = (key: string, value: unknown): void => {
    if (value !== undefined) assign(document, ['dataset', key], value);
  };
  set('features', list(options.features));
  set('target', options.target);
  set('weight', options.weight);
  set('filter', options.filter);
  set('scaling', options.scaling);
  set('missing', options.missing);
  if (options.split === undefined) return;
  const { split, validationSplit } = splitOf(options.split);
  set('split', split);
  set('validationSplit', validationSplit);
}

/** `random:0.2`, `stratified:0.2`, `last:0.2` or `column:part=test,check`. */
function splitOf(text: string): { split: unknown; validationSplit?: number } {
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
    return { split: { method, column: rest.slice(0, at), validation: list(rest.slice(at + 1)) } };
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

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
