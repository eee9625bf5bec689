import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './folder.mjs';
import { measure } from './measure.mjs';
import { writeNpy } from './peer.mjs';
import { Unavailable } from './python.mjs';
import { stageLines, toRows, time } from './report/table.mjs';

const bench = { quick: false, available: async () => {} };

/** A side that takes the given times, one a call, and then the last of them again. */
function side(...times) {
  return (factor) => (times.length > 1 ? times.shift() : times[0]) * factor;
}

test('the first round warms up; of the five after it medians make the ratio, pairs the spread', async () => {
  const result = await measure(
    {
      work: 'w',
      peer: 'p',
      atMost: 0.5,
      ours: side(1000, 10, 20, 30, 40, 50),
      theirs: side(2000, 60, 60, 60, 80, 50),
    },
    bench,
  );
  expect(result.ours).toEqual({ times: [10, 20, 30, 40, 50], median: 30 });
  const [peer] = result.peers;
  expect(peer).toMatchObject({ median: 60, ratio: 0.5, low: 10 / 60, high: 1, verdict: 'met' });
  expect(toRows(result)).toEqual([['w', 'p', '30 ms', '60 ms', '0.5', '0.5', '0.167 – 1', 'met']]);
});

test('memory and stages of whole processes are medians too, and memory has a bound of its own', async () => {
  const peaks = [900, 300, 500, 400];
  const stages = [
    { start: 100, read: 900 },
    { start: 1500, read: 500 },
  ];
  const ours = () => ({ ms: 1000, cpuMs: 1500, peakMB: peaks.shift() ?? 400, stages: stages[0] });
  const theirs = () => ({ ms: 2000, peakMB: 800, stages: stages[1] });
  const given = { work: 'w', peer: 'p', atMost: 1, atMostMB: 350, rounds: 3, ours, theirs };
  const result = await measure(given, bench);
  expect(toRows(result)[1]).toEqual([
    'w: greatest memory',
    'p',
    '400 MB',
    '800 MB',
    '0.5',
    '350 MB',
    '',
    'not met',
  ]);
  expect(stageLines(result)).toEqual([
    'ours (1500 ms of the processor): start 100 ms · read 900 ms',
    'p: start 1500 ms · read 500 ms',
  ]);
});

test('a ratio above the bound is not met, and another result is no ratio to be proud of', async () => {
  const seen = [];
  const against = [
    { peer: 'slow bound', atMost: 0.9, theirs: side(10) },
    {
      peer: 'wrong',
      atMost: 9,
      theirs: () => ({ ms: 10, value: 2 }),
      check: (ours, theirs) => {
        seen.push([ours.value, theirs.value]);
        return ours.value === theirs.value ? '' : 'values differ';
      },
    },
  ];
  const { peers } = await measure({ work: 'w', ours: () => ({ ms: 10, value: 1 }), against }, bench);
  expect(peers.map(({ verdict, wrong }) => [verdict, wrong])).toEqual([
    ['not met', undefined],
    ['other result', 'values differ'],
  ]);
  expect(seen).toEqual([[1, 2]]);
});

test('a peer that cannot be had is skipped with its word, the other one measured', async () => {
  const available = async (needs) => {
    if (needs.includes('pandas')) throw new Unavailable('no registry here');
  };
  const both = [
    { peer: 'pandas', atMost: 1, needs: ['pandas'], theirs: side(1) },
    { peer: 'polars', atMost: 1, needs: ['polars'], theirs: side(2) },
  ];
  const given = { work: 'w', ours: side(1), against: both };
  expect(toRows(await measure(given, { ...bench, available }))).toEqual([
    ['w', 'polars', '1 ms', '2 ms', '0.5', '1', '0.5 – 0.5', 'met'],
    ['w', 'pandas', '', '', '', '', '', 'skipped: no registry here'],
  ]);
  const alone = { ...given, against: both.slice(0, 1), ours: () => expect.fail('measured for nothing') };
  expect((await measure(alone, { ...bench, available })).ours).toBeUndefined();
});

test('growth is against linear, with a tenth for what medians of five do not tell', async () => {
  const grown = { 1: 10, 4: 44, 16: 177 };
  const growth = [1, 4, 16];
  const result = await measure({ work: 'w', ours: side(1), growth, grow: (factor) => grown[factor] }, bench);
  expect(result.growth.map(({ againstLinear, verdict }) => [againstLinear, verdict])).toEqual([
    [1, 'met'],
    [1.1, 'met'],
    [177 / 160, 'not met'],
  ]);
  const quick = await measure({ work: 'w', ours: side(1), growth }, { ...bench, quick: true });
  expect(quick.growth).toBeUndefined();
  expect(quick.ours.times).toHaveLength(3);
});

test('figures are held to their own bounds; those without one are only told', async () => {
  const frames = [54, 56, 57];
  const figures = () => [
    { name: 'frames', value: frames.shift(), unit: 'fps', atLeast: 55 },
    { name: 'wait', value: 21, unit: 'ms', atMost: 20 },
    { name: 'points', value: 8000, unit: '' },
  ];
  const result = await measure({ work: 'w', rounds: 3, figures }, bench);
  expect(result.figures.map(({ median, verdict }) => [median, verdict])).toEqual([
    [56, 'met'],
    [21, 'not met'],
    [8000, ''],
  ]);
});

test('a case ends also when a side breaks, and a time that is none breaks it', async () => {
  const ended = [];
  const end = () => ended.push('end');
  await expect(measure({ work: 'w', ours: side(0), end }, bench)).rejects.toThrow('gives milliseconds');
  await expect(measure({ work: 'w', ours: () => ({ ms: NaN }), end }, bench)).rejects.toThrow(
    'not {"ms":null}',
  );
  expect(ended).toEqual(['end', 'end']);
});

test('arrays are written as NumPy reads them: a head of a multiple of 64 bytes, then the values', () => {
  const path = join(temporaryFolder('npy'), 'x.npy');
  writeNpy(path, Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
  const bytes = readFileSync(path);
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x93NUMPY\x01\x00');
  const head = bytes.readUInt16LE(8);
  expect((10 + head) % 64).toBe(0);
  const words = bytes.subarray(10, 10 + head).toString('latin1');
  expect(words).toMatch(/^\{'descr': '<f8', 'fortran_order': False, 'shape': \(2, 3,\), \} *\n$/);
  expect([0, 1, 5].map((i) => bytes.readDoubleLE(10 + head + 8 * i))).toEqual([1, 2, 6]);
});

test('times are told in the unit that reads best', () => {
  expect([0.0123, 1.234, 1999, 2000, 12_345].map(time)).toEqual([
    '12.3 µs',
    '1.23 ms',
    '2000 ms',
    '2 s',
    '12.3 s',
  ]);
});
