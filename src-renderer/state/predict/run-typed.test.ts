import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail } from '../../../src-shared/errors';
import { at } from '../../../src-shared/present';
import type { RawColumnFacts } from '../../../src-shared/run/points/raw-columns';
import { FakeApi } from '../../testing/fake-api';
import { RunTyped } from './run-typed.svelte';

const ID = '20260101-000000-000-abcdef';
const columns: RawColumnFacts[] = [
  { name: 'h', kind: 'number', range: [0, 10], median: 4, categories: [], mode: null, fill: null },
  { name: 'c', kind: 'category', range: null, median: null, categories: ['g', 'r'], mode: 'r', fill: null },
];

type Question = { rows: { cells: string[] }[]; step: number | null; explain: boolean };

function bench(): { typed: RunTyped; requests: Question[]; answerNext: () => void; fake: FakeApi } {
  const fake = new FakeApi();
  const requests: Question[] = [];
  const waiting: (() => void)[] = [];
  fake.answer('runsPredict', (question: Question) => {
    requests.push(question);
    return new Promise((resolve) => {
      waiting.push(() => {
        resolve({
          step: question.step ?? 100,
          columns: ['output'],
          rows: [{ problem: null, answer: [Number(at(question.rows, 0).cells[0])] }],
          steps: question.explain ? { columns: [], outputs: [], reading: 'r' } : null,
        });
      });
    });
  });
  return { typed: new RunTyped(fake.api, ID), requests, answerNext: () => waiting.shift()?.(), fake };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const pass = (ms = 40): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe(RunTyped, () => {
  it('starts at medians and most frequent words, and asks at once', async () => {
    const { typed, requests, answerNext } = bench();
    typed.open(columns);
    expect([typed.texts, typed.isStale]).toEqual([['4', 'r'], true]);
    await pass();
    expect(requests.map(({ rows }) => rows[0]?.cells)).toEqual([['4', 'r']]);
    answerNext();
    await pass();
    expect([typed.row?.answer, typed.names, typed.answeredStep, typed.isStale]).toEqual([
      [4],
      ['output'],
      100,
      false,
    ]);
  });

  it('asks one question at a time, and shows only the answer to the newest', async () => {
    const { typed, requests, answerNext } = bench();
    typed.open(columns);
    await pass();
    for (const text of ['5', '6', '7']) typed.set(0, text);
    await pass();
    // Still the first one, whose answer nobody wants any more.
    expect(requests).toHaveLength(1);
    answerNext();
    await pass();
    expect([typed.row, typed.isStale]).toEqual([null, true]);
    expect(requests.map(({ rows }) => rows[0]?.cells[0])).toEqual(['4', '7']);
    answerNext();
    await pass();
    expect([typed.row?.answer, typed.isStale]).toEqual([[7], false]);
  });

  it('keeps what was typed while it is away, unless the columns are others', async () => {
    const { typed, requests, answerNext } = bench();
    const close = typed.open(columns);
    typed.set(0, '9');
    close();
    await pass();
    expect(requests).toEqual([]);
    typed.open(columns.map((column) => ({ ...column })));
    expect(typed.texts).toEqual(['9', 'r']);
    await pass();
    answerNext();
    await pass();
    typed.open([{ ...at(columns, 0), median: 1 }]);
    expect([typed.texts, typed.row]).toEqual([['1'], null]);
    typed.set(0, '2');
    typed.reset();
    expect(typed.texts).toEqual(['1']);
  });

  it('asks anew for another model, and for how it is computed', async () => {
    const { typed, requests, answerNext } = bench();
    typed.open(columns);
    await pass();
    answerNext();
    await pass();
    typed.use(50);
    typed.explains = true;
    await pass();
    expect(requests[1]).toMatchObject({ step: 50, explain: true });
    answerNext();
    await pass();
    expect([typed.answeredStep, typed.steps?.reading]).toEqual([50, 'r']);
    typed.explains = false;
    expect(typed.steps).toBeNull();
  });

  it('says what went wrong, until an answer comes', async () => {
    const { typed, fake } = bench();
    fake.answer('runsPredict', () => {
      throw fail('corrupt', 'The checkpoint is damaged.');
    });
    typed.open(columns);
    await pass();
    expect([typed.error?.message, typed.isStale]).toEqual(['The checkpoint is damaged.', false]);
    fake.answer('runsPredict', () => ({ step: 1, columns: [], rows: [], steps: null }));
    typed.set(0, '5');
    await pass();
    expect(typed.error).toBeNull();
  });
});
