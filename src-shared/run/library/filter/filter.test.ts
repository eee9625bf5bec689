import { describe, expect, it } from 'vitest';
import { collectNames } from '../columns';
import type { MetricFigures, ParamValue, RunRow } from '../row';
import { fakeRow as row } from './fake-row';
import { parseFilter, parseSort } from '.';

const layers = (...units: number[]): Record<string, ParamValue> =>
  Object.fromEntries(units.map((count, index) => [`model.layers.${index}.units`, count]));
const loss = (last: number, min: number, max: number): Record<string, MetricFigures> => ({
  loss: [last, min, 50, max, 0],
});

const ROWS: readonly RunRow[] = [
  row('net-a', {
    name: 'Two moons',
    tags: ['paper', 'baseline'],
    starred: true,
    params: { 'model.loss': 'meanSquaredError', 'model.optimizer.learningRate': 0.03, ...layers(8, 1) },
    metrics: { ...loss(0.005, 0.002, 0.4), accuracy: [0.98, 0.5, 0, 0.99, 60] },
    sha256: 'ab12cd',
  }),
  row('net-b', {
    name: "Ann's moons",
    seed: 2,
    elapsedMs: 90_000,
    note: 'learns slowly',
    params: { 'model.loss': 'binaryCrossentropy', 'model.optimizer.learningRate': 0.3, ...layers(4, 1) },
    metrics: { ...loss(0.3, 0.004, 0.7), accuracy: [0.7, 0.5, 0, 0.9, 10] },
    createdAt: '2026-11-20T10:00:00.000Z',
  }),
  row('net-c', {
    name: 'diverged',
    status: 'failed',
    engine: null,
    params: { 'model.loss': 'meanSquaredError', 'model.optimizer.learningRate': 10, ...layers(2, 1) },
    metrics: { loss: ['NaN', null, null, null, null] },
  }),
  row('clu-d', {
    name: 'sizes (S, M, L)',
    kind: 'kmeans',
    dataset: 'hw-data.txt',
    archived: true,
    params: { 'model.nClusters': 4, 'dataset.filter': null },
    metrics: { inertia: [17.9, 17.9, 12, 80, 0] },
  }),
];
const NAMES = collectNames(ROWS);

function found(text: string): string[] {
  const result = parseFilter(text, NAMES);
  if (!result.ok) throw new Error(result.problem.message);
  return ROWS.filter(result.matches).map(({ id }) => id);
}

function problem(text: string): { message: string; part: string } {
  const result = parseFilter(text, NAMES);
  if (result.ok) throw new Error(`"${text}" is a filter`);
  const { message, from, to } = result.problem;
  return { message, part: text.slice(from, to) };
}

describe('a filter', () => {
  it.each([
    ['', ['net-a', 'net-b', 'net-c', 'clu-d']],
    ['   ', ['net-a', 'net-b', 'net-c', 'clu-d']],
    // Metrics by their last value, or another.
    ['loss < 0.01', ['net-a']],
    ['min(loss) <= 0.004', ['net-a', 'net-b']],
    ['best(loss) < 0.003', ['net-a']],
    ['best(accuracy) >= 0.9', ['net-a', 'net-b']],
    ['max(loss) > 0.5', ['net-b']],
    ['LOSS<1e-2', ['net-a']],
    ['loss = nan', ['net-c']],
    ['loss = none', ['clu-d']],
    ['loss != 0.005', ['net-b', 'net-c']],
    // A number means the metric, a word the setting of the same name.
    ['loss = meanSquaredError', ['net-a', 'net-c']],
    ['model.loss ~ cross', ['net-b']],
    // Settings by the end of their path; of several it is enough that one holds.
    ['nClusters = 4', ['clu-d']],
    ['model.nClusters=4', ['clu-d']],
    ['optimizer.learningRate > 0.1', ['net-b', 'net-c']],
    ['units = 8', ['net-a']],
    ['units >= 4', ['net-a', 'net-b']],
    ['units != 8', ['net-b', 'net-c']],
    ['nClusters != 3', ['clu-d']],
    ['learningRate in (0.03, 10)', ['net-a', 'net-c']],
    // Fixed columns.
    ['kind = kmeans', ['clu-d']],
    ['model = k-means', ['clu-d']],
    ['status = failed', ['net-c']],
    ['status != failed', ['net-a', 'net-b', 'clu-d']],
    ['status not in (failed, stopped)', ['net-a', 'net-b', 'clu-d']],
    ['seed = 2', ['net-b']],
    ['duration > 60', ['net-b']],
    ['tag = Paper', ['net-a']],
    ['tag != paper', ['net-b', 'net-c', 'clu-d']],
    ['tag ~ base', ['net-a']],
    ['tags = none', ['net-b', 'net-c', 'clu-d']],
    ['hash = ab12', ['net-a']],
    ['engine = none', ['net-c']],
    ['starred', ['net-a']],
    ['starred = no', ['net-b', 'net-c', 'clu-d']],
    ['not archived', ['net-a', 'net-b', 'net-c']],
    ['created >= 2026-11-20', ['net-b']],
    ['created < 2026-11-20', ['net-a', 'net-c', 'clu-d']],
    ['created = 2026-11', ['net-a', 'net-b', 'net-c', 'clu-d']],
    // Words look for text; side by side all must be found.
    ['moons', ['net-a', 'net-b']],
    ['moons slowly', ['net-b']],
    ['"two moons"', ['net-a']],
    ["Ann's", ['net-b']],
    ['"(S, M"', ['clu-d']],
    ['"starred"', []],
    ['hw-data', ['clu-d']],
    // and, or, not, brackets.
    ['loss < 0.01 and seed = 1', ['net-a']],
    ['loss < 0.01 or kind = kmeans', ['net-a', 'clu-d']],
    ['seed = 1 and loss < 0.01 or nClusters = 4', ['net-a', 'clu-d']],
    ['seed = 1 and (loss < 0.01 or nClusters = 4)', ['net-a', 'clu-d']],
    ['not (seed = 1 and kind = network)', ['net-b', 'clu-d']],
    ['moons and not starred', ['net-b']],
    ['moons loss < 0.01', ['net-a']],
  ])('“%s” finds %j', (text, ids) => {
    expect(found(text)).toEqual(ids);
  });

  it('finds the runs without a comparison and those without its opposite, none twice', () => {
    for (const text of ['loss < 0.1', 'nClusters = 4', 'tag = paper', 'moons']) {
      expect([...found(text), ...found(`not (${text})`)].sort()).toEqual(ROWS.map(({ id }) => id).sort());
    }
  });

  it.each([
    ['los < 0.01', 'No run has a setting or metric “los”; the nearest is “loss”.', 'los'],
    ['nCluster = 4', 'No run has a setting or metric “nCluster”; the nearest is “nClusters”.', 'nCluster'],
    ['wholly.unknown = 4', 'No run has a setting or metric “wholly.unknown”.', 'wholly.unknown'],
    ['best(seed) < 4', 'No run has a metric “seed”.', 'seed'],
    ['accuracy = high', '“accuracy” is a number: compare it with one, not “high”.', 'high'],
    ['accuracy ~ 0.9', '“accuracy” is a number: compare it with =, < or > instead of ~.', '0.9'],
    ['seed = "1"', '“seed” is a number: compare it with one, not “1”.', '"1"'],
    [
      'status = runing',
      '“runing” is no status: use queued, running, paused, stopping, finished, stopped, failed, interrupted.',
      'runing',
    ],
    [
      'kind = tree',
      '“tree” is no kind of model: use network, kmeans, svm, linear-regression, logistic-regression, external.',
      'tree',
    ],
    ['starred > 1', '“starred” is yes or no: write starred = yes, or not starred.', '1'],
    ['loss > none', '“none” can only be equal (=) or not (!=).', 'none'],
    [
      'created > yesterday',
      'A date is written as 2026-11-24 or "2026-11-24 15:30", not “yesterday”.',
      'yesterday',
    ],
    ['loss <', 'A value is missing after “<”.', ''],
    ['loss < and seed = 1', 'A value is missing after “<”.', 'and'],
    ['< 0.01', 'The name of a column is missing before “<”, e.g. loss < 0.01.', '<'],
    ['loss < 1 and', 'A condition is missing at the end.', ''],
    ['loss < 1 or or seed = 1', 'A condition is missing before “or”.', 'or'],
    ['(loss < 1', 'This bracket is not closed: add “)”.', '('],
    ['loss < 1)', 'This bracket closes none: remove it.', ')'],
    ['seed in (1, 2', 'This list is not closed: add “)”.', '('],
    ['seed in ()', 'A value is missing after “(”.', ')'],
    ['best(loss)', 'A comparison is missing after this, e.g. < 0.01.', 'loss'],
    ['name = "two', 'This quote is not closed: end the text with ".', '"two'],
    ['!starred', '“!” means nothing here: write “not” before what must not hold.', '!'],
    [`${'('.repeat(200)}a${')'.repeat(200)}`, 'This filter is nested too deep.', '('],
  ])('says of “%s” what is wrong', (text, message, part) => {
    expect(problem(text)).toEqual({ message, part });
  });

  it('is never more than a sentence away from any text', () => {
    const words = [
      'loss',
      '<',
      '=',
      '0.1',
      'and',
      'or',
      'not',
      '(',
      ')',
      ',',
      'in',
      '"',
      "'",
      'seed',
      '!',
      'none',
    ];
    let state = 7;
    const next = (): number => (state = (state * 1103515245 + 12345) % 2147483648);
    for (let i = 0; i < 5000; i++) {
      const text = Array.from({ length: 1 + (next() % 9) }, () => words[(next() >> 8) % words.length]).join(
        ' ',
      );
      const result = parseFilter(text, NAMES);
      if (result.ok) expect(ROWS.filter(result.matches).length).toBeLessThanOrEqual(4);
      else {
        expect(result.problem.message).toMatch(/[.)"]$/);
        expect(result.problem.to).toBeLessThanOrEqual(text.length);
      }
    }
  });
});

describe('keys to sort by', () => {
  it('are columns, descending behind a dash', () => {
    expect(parseSort('-best(accuracy), seed, nClusters, loss', NAMES)).toEqual({
      ok: true,
      keys: [
        { column: { kind: 'metric', name: 'accuracy', statistic: 'best' }, descending: true },
        { column: { kind: 'field', field: 'seed' }, descending: false },
        { column: { kind: 'param', path: 'model.nClusters' }, descending: false },
        { column: { kind: 'metric', name: 'loss', statistic: 'last' }, descending: false },
      ],
    });
  });

  it.each([
    ['units', '“units” is several settings: write one of model.layers.0.units, model.layers.1.units.'],
    ['seed,,name', '“” is no key to sort by: write a column, e.g. -best(loss) or name.'],
    ['accurcy', 'No run has a setting or metric “accurcy”; the nearest is “accuracy”.'],
    ['starred', '“starred” is no column to sort by: use it in a filter.'],
  ])('“%s” is refused with a reason', (text, message) => {
    expect(parseSort(text, NAMES)).toMatchObject({ ok: false, problem: { message } });
  });
});
