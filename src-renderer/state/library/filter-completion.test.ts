import { describe, expect, it } from 'vitest';
import { collectNames } from '../../../src-shared/run/library/columns';
import { parseFilter } from '../../../src-shared/run/library/filter';
import { fakeRow } from '../../../src-shared/run/library/filter/fake-row';
import { completeFilter } from './filter-completion';

const rows = [
  fakeRow('a', {
    dataset: 'cars.csv',
    tags: ['for paper', 'old'],
    params: {
      'dataset.kind': 'file',
      'model.optimizer.kind': 'adam',
      'model.optimizer.learningRate': 0.1,
      'model.loss': 'hinge',
    },
    metrics: { loss: [1, 1, 1, 1, 1], valLoss: [1, 1, 1, 1, 1] },
  }),
  fakeRow('b', { dataset: 'cars.csv', params: { 'model.optimizer.kind': 'sgd', 'model.nClusters': 3 } }),
  fakeRow('c', { dataset: 'penguins', params: { 'model.optimizer.kind': 'sgd' } }),
];
const offered = { names: collectNames(rows), rows };

/** What is listed for a filter with the caret at `|`. */
function listed(text: string, isAsked = false): string[] {
  const caret = text.indexOf('|');
  return completeFilter(text.replace('|', ''), caret, offered, isAsked).map(({ label }) => label);
}

/** The filter, with its caret, once the first of the list was taken. */
function taken(text: string): string | undefined {
  const caret = text.indexOf('|');
  const [first] = completeFilter(text.replace('|', ''), caret, offered);
  return first === undefined
    ? undefined
    : `${first.text.slice(0, first.caret)}|${first.text.slice(first.caret)}`;
}

describe('completeFilter', () => {
  it('offers names by their label and by their name on disk', () => {
    expect(listed('val|')).toEqual(['Validation loss']);
    expect(listed('nclu|')).toEqual(['Clusters']);
    expect(listed('validation lo|')).toEqual(['Validation loss']);
    expect(listed('rate|')).toEqual(['Learning rate']);
    expect(listed('zzz|')).toEqual([]);
    expect(taken('Learning r|')).toBe('Learning rate |');
    expect(taken('loss < 1 and val| or x')).toBe('loss < 1 and Validation loss |or x');
  });

  it('offers nothing where a name is whole, and beginnings where it is asked', () => {
    expect(listed('Clusters|')).toEqual([]);
    expect(listed('|')).toEqual([]);
    expect(listed('|', true)).toContain('Learning rate');
    expect(listed('Clusters = 3 |', true)).toEqual(['and', 'or']);
    expect(listed('Clusters = 3 a|')).toContain('and');
    expect(listed('a|')).not.toContain('and');
  });

  it('offers the values that runs have, the most frequent first', () => {
    expect(listed('data = |')).toEqual(['cars.csv', 'penguins']);
    expect(listed('Data set = pe|')).toEqual(['penguins']);
    expect(listed('Optimizer = |')).toEqual(['sgd', 'adam']);
    expect(listed('optimizer.kind in (adam, |')).toEqual(['sgd', 'adam']);
    expect(listed('status != fin|')).toEqual(['finished']);
    expect(listed('Learning rate < |')).toEqual([]);
    expect(taken('tag = f|')).toBe('tag = "for paper" |');
    expect(taken('tag = "fo|')).toBe('tag = "for paper" |');
  });

  it('writes what the filter can read', () => {
    for (const typed of ['val', 'learn', 'clus', 'opt', 'train', 'crea', 'dur'])
      for (const { text } of completeFilter(typed, typed.length, offered)) {
        const value = /created|started|ended/.test(text) ? '2026' : /Optimizer|Loss/.test(text) ? 'x' : '1';
        expect(parseFilter(`${text} = ${value}`, offered.names), text).toMatchObject({ ok: true });
      }
    const byData = completeFilter('data = p', 8, offered)[0]?.text ?? '';
    const parsed = parseFilter(byData, offered.names);
    expect(parsed.ok && rows.filter(parsed.matches).map(({ id }) => id)).toEqual(['c']);
  });
});
