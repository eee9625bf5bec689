import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment, type ExperimentInput } from '../../../src-shared/experiment/schema';
import { accuracy } from '../../../src-shared/run/evaluation/confusion';
import { figure } from '../../../src-shared/report/html/numbers';
import { decodeNumber } from '../../../src-shared/run/record/stored-number';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { xnorExperiment } from '../../testing/data';
import { Programs, type Program } from '../../testing/run-harness';

const HOSTILE = '<script>alert(1)</script>"\'\u202e';
const programs = new Programs('report');
let program: Program;
let classes: RunRecord;
let numbers: RunRecord;
let clusters: RunRecord;
let csv: string;

async function train(experiment: ExperimentInput): Promise<RunRecord> {
  const { record } = await program.runs.start(parseExperiment(experiment), null);
  return (await program.runs.whenOver(record.id)).record;
}

const html = (...ids: string[]): Promise<string> => program.runs.reports.make({ kind: 'runs', ids }, 'html');

beforeAll(async () => {
  program = programs.start('workspace');
  csv = join(programs.folder, 'plants.csv');
  const lines = Array.from({ length: 120 }, (_, i) => {
    const wobble = ((i * 7919) % 101) / 60;
    const width = i % 17 === 0 ? '' : String((i % 3) + wobble);
    return `${width},${((i * 31) % 17) / 10},${['a', 'b', '<b>c</b>'][i % 3] ?? ''},${i / 10}`;
  });
  writeFileSync(csv, `width,"${HOSTILE.replace(/"/g, '""')}",kind,size\n${lines.join('\n')}\n`);
  const dataset = {
    kind: 'file' as const,
    path: csv,
    features: ['width', HOSTILE],
    validationSplit: 0.25,
  };
  classes = await train({
    schemaVersion: 1,
    name: HOSTILE,
    seed: 3,
    dataset: { ...dataset, target: 'kind' },
    model: {
      kind: 'network',
      layers: [
        { units: 4, activation: 'tanh' },
        { units: 3, activation: 'softmax' },
      ],
      loss: 'categoricalCrossentropy',
    },
    training: { steps: 60, engine: 'typed' },
  });
  numbers = await train({
    schemaVersion: 1,
    name: 'sizes',
    seed: 1,
    dataset: { ...dataset, target: 'size' },
    model: { kind: 'linear-regression' },
  });
  clusters = await train({
    schemaVersion: 1,
    name: 'clusters',
    seed: 1,
    dataset: { ...dataset, target: null },
    model: { kind: 'kmeans', nClusters: 3 },
  });
}, 60_000);
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

const VOID = new Set(['meta', 'br']);

/** Names of all elements of a document. @throws Error where one is not closed, or in another's place */
function elements(document: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const body = document.replace(/<style>[^]*?<\/style>/, '').replace('<!doctype html>', '');
  for (const [, end, name = '', attributes = '', self] of body.matchAll(
    /<(\/?)([a-z][a-z0-9-]*)((?:\s+[a-zA-Z][\w:-]*(?:="[^"<>]*")?)*)\s*(\/?)>/g,
  )) {
    if (end === '/') {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> where <${last ?? ''}> is open`);
      continue;
    }
    names.push(name);
    if (/\son/.test(attributes)) throw new Error(`<${name}> has a handler`);
    if (self !== '/' && !VOID.has(name)) open.push(name);
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(' ')}`);
  // Nothing of it is a tag that the pattern does not know.
  const rest = body.replace(/<(\/?)([a-z][a-z0-9-]*)((?:\s+[a-zA-Z][\w:-]*(?:="[^"<>]*")?)*)\s*(\/?)>/g, '');
  if (/[<>]/.test(rest)) throw new Error('a bare < or >');
  return names;
}

/** Cells of the table with a caption, row by row, as text. */
function readTable(document: string, caption: string): string[][] {
  const tables = [...document.matchAll(/<table[^]*?<\/table>/g)].map(([table]) => table);
  const found = tables.find((table) =>
    (/<caption>([^]*?)<\/caption>/.exec(table)?.[1] ?? '').includes(caption),
  );
  if (found === undefined) throw new Error(`no table "${caption}"`);
  return [...found.matchAll(/<tr[^]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(([, cell = '']) =>
      cell.replace(/<[^>]*>/g, '').trim(),
    ),
  );
}

describe('a report as HTML', () => {
  it('runs nothing, loads nothing, and escapes every name', async () => {
    const document = await html(classes.id);
    const names = elements(document);
    for (const name of ['script', 'link', 'iframe', 'img', 'object', 'form', 'b'])
      expect(names).not.toContain(name);
    expect(document).toContain('content="default-src &#39;none&#39;;');
    expect(document).not.toMatch(/\b(?:https?:|url\(|@import|src=|href="(?!#))/);
    expect(document).not.toContain('\u202e');
    expect(document).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    // Where the file lay says who somebody is.
    expect(document).not.toContain(programs.folder);
    expect(document).toContain('plants.csv');
  });

  it('has the figures that evaluation and record have, and says of which rows they are', async () => {
    const document = await html(classes.id);
    const evaluation = await program.runs.models.evaluate(classes.id, null);
    if (evaluation.kind !== 'classes' || evaluation.validation === null) throw new Error('no classes');
    const { train: training, validation } = evaluation;
    const figures = readTable(document, 'Evaluation of kind');
    expect(figures[0]).toEqual(['Figure', 'Validation rows', 'Training rows']);
    expect(figures[1]).toEqual(['Rows', String(validation.rows), String(training.rows)]);
    expect(figures[2]).toEqual([
      'Accuracy',
      figure(accuracy(validation.confusion, 3)),
      figure(accuracy(training.confusion, 3)),
    ]);
    for (const [part, own] of [
      ['validation', validation],
      ['training', training],
    ] as const) {
      const cells = readTable(document, `Confusion matrix, ${part} rows`).slice(1);
      expect(cells.flatMap(([, ...row]) => row)).toEqual([...own.confusion].map(String));
    }
    const metrics = readTable(document, 'Metrics of');
    const loss = classes.summary['valLoss'];
    if (loss === undefined) throw new Error('no validation loss');
    expect(metrics[1]?.slice(0, 2)).toEqual(['Validation loss', figure(decodeNumber(loss))]);
    expect(document).toContain(classes.dataset?.sha256);
    expect(document).toContain('with missing cells');
    expect(document).toMatch(/<path\s+class="line hue-1 dashed"/);
  });

  it('marks the settings that are not the default', async () => {
    const rows = readTable(await html(classes.id), 'Settings of');
    const read = (label: string): string[] | undefined => rows.find(([own]) => own === label);
    expect(read('Steps')).toEqual(['Steps', '60', '5000']);
    expect(read('Epsilon')).toEqual(['Epsilon', '1e-8', '1e-8']);
    expect(read('Layer 1, units')).toEqual(['Layer 1, units', '4', '']);
    const marked = [...(await html(classes.id)).matchAll(/<tr\s+class="changed">/g)];
    expect(marked.length).toBe(rows.filter(([, value, usual]) => usual !== '' && usual !== value).length - 1);
  });

  it('shows residuals of numbers, clusters with their centres, and coefficients', async () => {
    const document = await html(numbers.id);
    elements(document);
    const evaluation = await program.runs.models.evaluate(numbers.id, null);
    if (evaluation.kind !== 'numbers') throw new Error('no numbers');
    const figures = readTable(document, 'Evaluation of size');
    expect(figures.find(([label]) => label === 'R²')?.[2]).toBe(figure(evaluation.train.r2));
    if (numbers.result?.kind !== 'linear-regression') throw new Error('no regression');
    const coefficients = readTable(document, 'Coefficients').slice(1);
    expect(coefficients.map(([, estimate]) => estimate)).toEqual(
      numbers.result.coefficients.map(({ estimate }) => figure(estimate)),
    );
    const found = await html(clusters.id);
    elements(found);
    if (clusters.result?.kind !== 'kmeans') throw new Error('no clusters');
    expect(
      readTable(found, 'Clusters')
        .slice(1)
        .map((row) => row.slice(3)),
    ).toEqual(clusters.result.clusterCenters.map((center) => center.map((value) => figure(value))));
    expect(found.match(/<circle\s+class="center/g)).toHaveLength(3);
  });

  it('calls nothing better where runs are not comparable', async () => {
    const document = await html(classes.id, numbers.id);
    elements(document);
    expect(document).toContain('The runs are not comparable');
    expect(document).not.toMatch(/[▲▼]<|[▲▼] better/);
    const again = await train({ ...classes.experiment, name: 'other', seed: 3 });
    const fair = await html(classes.id, again.id);
    expect(fair).toContain('The runs are comparable');
  });

  it('is made of a group: statistics, each run, and the best one', async () => {
    const group = await program.runs.groups.start({
      name: 'three seeds',
      experiment: xnorExperiment({ training: { steps: 30 } }),
      plan: { kind: 'repeat', n: 3, sameData: false },
      criterion: null,
    });
    await program.runs.groups.whenOver(group.id);
    const document = await program.runs.reports.make({ kind: 'group', id: group.id }, 'html');
    elements(document);
    const losses = program.workspace.runs
      .ids()
      .filter((id) => id.startsWith(group.id))
      .map((id) => decodeNumber(program.workspace.runs.get(id).record.summary['loss'] ?? 'NaN'));
    const mean = losses.reduce((sum, value) => sum + value, 0) / 3;
    const row = readTable(document, 'Metrics over the runs').find(([label]) => label === 'Training loss');
    expect(row?.slice(0, 3)).toEqual(['Training loss', '3', figure(mean)]);
    expect(readTable(document, 'All runs')).toHaveLength(4);
    expect(document).toContain('The best run');
  });

  it('is made of an unfinished run, and of one whose data is gone', async () => {
    const stored = program.workspace.runs.create(xnorExperiment({ name: 'waiting' }), {
      environment: classes.environment,
    });
    const queued = await html(stored.record.id);
    elements(queued);
    expect(queued).toContain('not finished when this report was made');
    rmSync(csv);
    const gone = await html(classes.id);
    expect(gone).toMatch(/There is no evaluation:[^]*plants\.csv[^]*no longer there/);
    expect(gone).not.toContain(programs.folder);
  });
});

describe('words for a paper', () => {
  it('are sentences with the numbers of the record, and BibTeX of what they name', async () => {
    const of = { kind: 'runs' as const, ids: [classes.id] };
    const text = await program.runs.reports.make(of, 'methods');
    expect(text).toContain(`SHA-256 ${(classes.dataset?.sha256 ?? '?').slice(0, 16)}`);
    expect(text).toContain('112 of 120 rows were used; left out were 8 with missing cells.');
    expect(text).toContain('84 rows were used for training and 28 were held out for validation');
    expect(text).toContain('Adam (Kingma and Ba, 2015) with learning rate 0.03');
    expect(text).toContain('60 weight updates were made on all training rows.');
    const bibtex = await program.runs.reports.make(of, 'bibtex');
    const keys = [...bibtex.matchAll(/^@\w+\{(\w+),$/gm)].map(([, key]) => key);
    expect(keys).toEqual(['glorot2010difficulty', 'kingma2015adam', 'benchtop']);
    for (const key of keys.slice(0, -1)) expect(text).toContain(`${key ?? ''}: `);
    // The page says the same.
    expect(await html(classes.id)).toContain('60 weight updates were made on all training rows.');
    const kmeans = await program.runs.reports.make({ kind: 'runs', ids: [clusters.id] }, 'methods');
    expect(kmeans).toContain('greedy k-means++ (Arthur and Vassilvitskii, 2007)');
  });
});
