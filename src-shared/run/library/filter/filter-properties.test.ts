import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectNames } from '../columns';
import type { RunRow } from '../row';
import { parseFilter, parseSort } from '.';

function row(name: string, seed: number, loss: number | null, tags: string[], starred: boolean): RunRow {
  return {
    ...{
      id: name,
      name,
      status: 'finished',
      kind: 'network',
      engine: 'typed',
      seed,
      tags,
      starred,
      note: '',
    },
    ...{ createdAt: '2026-11-01T10:00:00.000Z', startedAt: null, endedAt: null, elapsedMs: 1000, steps: 100 },
    ...{ totalSteps: 100, dataset: 'xnor', sha256: null, fingerprint: null, archived: false, parentId: null },
    ...{ colour: '#0066b3', error: null, params: { 'model.nClusters': seed } },
    metrics: loss === null ? {} : { loss: [loss, loss, 1, 1, 0] },
  };
}

const rows: readonly RunRow[] = [
  row('moons', 3, 0.5, ['paper'], true),
  row('blobs', 7, 0.01, [], false),
  row('moons again', 7, null, ['paper', 'old'], false),
];
const names = collectNames(rows);

/** A filter as text, and the same by hand. */
interface Condition {
  readonly text: string;
  readonly holds: (row: RunRow) => boolean;
}
const comparisons = [
  ['=', (a: number, b: number) => a === b],
  ['!=', (a: number, b: number) => a !== b],
  ['<', (a: number, b: number) => a < b],
  ['<=', (a: number, b: number) => a <= b],
  ['>', (a: number, b: number) => a > b],
  ['>=', (a: number, b: number) => a >= b],
] as const;
const number = fc.tuple(fc.constantFrom(...comparisons), fc.integer({ min: 0, max: 9 }));
const condition = fc.oneof(
  number.map(([[sign, compare], value]): Condition => ({
    text: `seed ${sign} ${value}`,
    holds: ({ seed }) => compare(seed ?? NaN, value),
  })),
  number.map(([[sign, compare], value]): Condition => ({
    text: `LOSS${sign}${value / 10}`,
    // A condition on what a run does not have is false.
    holds: ({ metrics }) => metrics['loss'] !== undefined && compare(Number(metrics['loss'][0]), value / 10),
  })),
  fc.constantFrom('moons', 'again', 'paper').map((word): Condition => ({
    text: word,
    holds: ({ name, tags }) => name.includes(word) || tags.includes(word),
  })),
  fc.constant<Condition>({ text: 'starred', holds: ({ starred }) => starred }),
  fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 3 }).map((values): Condition => ({
    text: `nClusters in (${values.join(', ')})`,
    holds: ({ seed }) => values.includes(seed ?? NaN),
  })),
);
const filter = fc.letrec<{ filter: Condition }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    condition,
    tie('filter').map(({ text, holds }) => ({ text: `not (${text})`, holds: (row: RunRow) => !holds(row) })),
    fc.tuple(tie('filter'), fc.constantFrom(' and ', ' AND ', ' '), tie('filter')).map(([a, and, b]) => ({
      text: `(${a.text})${and}(${b.text})`,
      holds: (row: RunRow) => a.holds(row) && b.holds(row),
    })),
    fc.tuple(tie('filter'), tie('filter')).map(([a, b]) => ({
      text: `(${a.text} or ${b.text})`,
      holds: (row: RunRow) => a.holds(row) || b.holds(row),
    })),
  ),
})).filter;

describe('the filter of the table of runs', () => {
  it('takes the runs that its conditions take, however they are joined', () => {
    fc.assert(
      fc.property(filter, ({ text, holds }) => {
        const parsed = parseFilter(text, names);
        if (!parsed.ok) throw new Error(parsed.problem.message);
        expect(rows.filter(parsed.matches).map(({ id }) => id)).toEqual(
          rows.filter(holds).map(({ id }) => id),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('refuses anything else in a sentence, at a place of it', () => {
    const word = fc.constantFrom(
      ...[
        'seed',
        'loss',
        'best(',
        'min(loss)',
        'tag',
        'created',
        'starred',
        'nClusters',
        'none',
        '2026-11',
        '1e999',
      ],
      ...[
        'and',
        'or',
        'not',
        'in',
        '(',
        ')',
        ',',
        '=',
        '!=',
        '<',
        '>=',
        '~',
        '!~',
        '"',
        "'",
        '"a b"',
        '-',
        '5',
        '\\',
      ],
    );
    const texts = fc.oneof(
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
      fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.nat({ max: 5000 }).map((depth) => '('.repeat(depth)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const parsed of [parseFilter(text, names), parseSort(text, names)]) {
          if (parsed.ok) {
            if ('matches' in parsed)
              for (const row of rows) expect(typeof parsed.matches(row)).toBe('boolean');
            continue;
          }
          const { message, from, to } = parsed.problem;
          expect(message).not.toBe('');
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
