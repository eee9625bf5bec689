import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { GENERATOR_NAMES, GENERATORS, type GeneratorName } from '../../../src-shared/dataset/generators';
import { generatedDatasetSchema } from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import { generateDataset, generateSlices, type GeneratedTable } from './index';

const make = (generator: GeneratorName, params = {}, seed = 1): GeneratedTable =>
  generateDataset(generatedDatasetSchema.parse({ kind: 'generated', generator, params }), seed);

/** Mean and standard deviation of what `pick` says of each row. */
function moments(table: GeneratedTable, pick: (row: number) => number): { mean: number; sd: number } {
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < table.rows; row++) sum += pick(row);
  const mean = sum / table.rows;
  for (let row = 0; row < table.rows; row++) squares += (pick(row) - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / table.rows) };
}

/** The rows as texts, sorted: the same for the same set of rows. */
const sortedRows = (table: GeneratedTable): string[] =>
  Array.from({ length: table.rows }, (_, row) => rowText(table, row)).sort();

function rowText({ features, target, width }: GeneratedTable, row: number): string {
  return [...features.subarray(row * width, (row + 1) * width), target?.[row]].map(String).join(' ');
}

describe('the tables of published results', () => {
  // Taken from the first version, before generators had noise, seeds and tables of their own.
  it.each([
    ['xor', {}, 1, 'd8c8907b570d7188'],
    ['and', {}, 1, '945e0ea79e109bc1'],
    ['or', {}, 1, 'ddb05065f50696f5'],
    ['linear-margin', {}, 1, 'e65a58e3226cc467'],
    ['linear-margin', { n: 1000, range: 5, margin: 0.5 }, 1, 'c2364d2f63d03adc'],
    ['linear-margin', { n: 33, range: 2.5, margin: 0 }, 77, '5933a03da9570a08'],
    ['heights-weights', {}, 1, '64af71685653e534'],
    ['heights-weights', { n: 101 }, 4294967295, 'cbc6eb5d1e320993'],
  ] as const)('are the same to the last bit: %s %o', (name, params, seed, expected) => {
    const { features, target } = make(name, params, seed);
    const hash = createHash('sha256').update(new Uint8Array(features.buffer));
    if (target !== null) hash.update(new Uint8Array(target.buffer));
    expect(hash.digest('hex').slice(0, 16)).toBe(expected);
  });

  it.each([
    ['xnor', [1, 0, 0, 1]],
    ['xor', [0, 1, 1, 0]],
    ['and', [0, 0, 0, 1]],
    ['or', [0, 1, 1, 1]],
  ] as const)('hold the truth table of %s', (name, values) => {
    const table = make(name, {}, 5);
    expect([...table.features]).toEqual([0, 0, 0, 1, 1, 0, 1, 1]);
    expect([...present(table.target)]).toEqual(values);
    expect(table).toMatchObject({ rows: 4, width: 2, featureNames: ['x1', 'x2'], targetName: 'y' });
  });

  it('put more rows around the corners, as many to each, with the value of their corner', () => {
    const exact = make('xnor', { n: 4000 });
    const table = make('xnor', { n: 4000, noise: 0.1 });
    const counts = new Map<string, number>();
    for (let row = 0; row < 4000; row++) {
      counts.set(rowText(exact, row), (counts.get(rowText(exact, row)) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({
      '0 0 1': 1000,
      '0 1 0': 1000,
      '1 0 0': 1000,
      '1 1 1': 1000,
    });
    expect(table.target).toEqual(exact.target);
    expect(moments(table, (row) => table.features[2 * row] - exact.features[2 * row]).sd).toBeCloseTo(0.1, 2);
  });

  it('push the classes of the linear margin apart by the margin along the normal', () => {
    const table = make('linear-margin', { n: 500, range: 5, margin: 0.5 }, 4);
    let nearest = Infinity;
    for (let row = 0; row < 500; row++) {
      const signed = (table.features[2 * row + 1] - table.features[2 * row]) / Math.SQRT2;
      expect(Math.sign(signed)).toBe(present(table.target)[row] === 1 ? 1 : -1);
      nearest = Math.min(nearest, Math.abs(signed));
    }
    expect(nearest).toBeGreaterThanOrEqual(0.5 - 1e-12);
    expect(nearest).toBeLessThan(0.6);
  });

  // Standard errors at n = 100,000: 0.006, 0.037, 0.004, 0.026 and 0.0024; five of each are allowed.
  it('draw heights and weights with the published moments', () => {
    const table = make('heights-weights', { n: 100000 });
    const height = moments(table, (row) => table.features[2 * row]);
    const weight = moments(table, (row) => table.features[2 * row + 1]);
    expect(Math.abs(height.mean - 67.993)).toBeLessThan(0.03);
    expect(Math.abs(weight.mean - 127.079)).toBeLessThan(0.185);
    expect(Math.abs(height.sd - 1.902)).toBeLessThan(0.02);
    expect(Math.abs(weight.sd - 11.661)).toBeLessThan(0.13);
    const product = moments(
      table,
      (row) =>
        ((table.features[2 * row] - height.mean) / height.sd) *
        ((table.features[2 * row + 1] - weight.mean) / weight.sd),
    );
    expect(Math.abs(product.mean - 0.503)).toBeLessThan(0.012);
  });
});

describe('shapes', () => {
  it('moons lie on two half circles of radius 1 without noise', () => {
    const table = make('moons', { n: 101, noise: 0 });
    let first = 0;
    for (let row = 0; row < 101; row++) {
      const [x, y] = [table.features[2 * row], table.features[2 * row + 1]];
      const isInner = present(table.target)[row] === 1;
      if (!isInner) first++;
      expect(isInner ? Math.hypot(x - 1, y - 0.5) : Math.hypot(x, y)).toBeCloseTo(1, 12);
      expect(isInner ? y <= 0.5 + 1e-12 : y >= -1e-12).toBe(true);
    }
    expect(first).toBe(50);
  });

  it('moons are those of make_moons(n_samples=6, noise=None), in another order', () => {
    const table = make('moons', { n: 6, noise: 0 });
    const rounded = sortedRows(table).map((row) =>
      row
        .split(' ')
        .map((value) => Number(Number(value).toFixed(9)) + 0)
        .join(' '),
    );
    expect(rounded.sort()).toEqual(['-1 0 0', '0 0.5 1', '0 1 0', '1 -0.5 1', '1 0 0', '2 0.5 1'].sort());
  });

  it('circles have the radii 1 and factor', () => {
    const table = make('circles', { n: 200, noise: 0, factor: 0.3 });
    for (let row = 0; row < 200; row++) {
      const radius = Math.hypot(table.features[2 * row], table.features[2 * row + 1]);
      expect(radius).toBeCloseTo(present(table.target)[row] === 1 ? 0.3 : 1, 12);
    }
    expect(present(table.target).reduce((sum, value) => sum + value)).toBe(100);
  });

  it.each([
    [2, 1.5],
    [5, 0.75],
  ])('spirals of %d arms turn by the angle of their radius', (classes, turns) => {
    const table = make('spirals', { n: 500, noise: 0, classes, turns });
    const sizes = new Array<number>(classes).fill(0);
    let largest = 0;
    for (let row = 0; row < 500; row++) {
      const [x, y] = [table.features[2 * row], table.features[2 * row + 1]];
      const arm = present(table.target)[row];
      sizes[arm]++;
      const radius = Math.hypot(x, y);
      largest = Math.max(largest, radius);
      const turn = Math.atan2(y, x) / (2 * Math.PI) - turns * radius - arm / classes;
      expect(Math.abs(turn - Math.round(turn))).toBeLessThan(1e-9);
    }
    expect(sizes).toEqual(new Array(classes).fill(500 / classes));
    expect(largest).toBeCloseTo(1, 12);
  });

  it('blobs lie around as many centres as there are, within the range, with their spread', () => {
    const exact = make('blobs', { n: 30000, centers: 5, features: 3, range: 4, noise: 0 });
    const table = make('blobs', { n: 30000, centers: 5, features: 3, range: 4, noise: 0.5 });
    expect(table.featureNames).toEqual(['x1', 'x2', 'x3']);
    expect(table.target).toEqual(exact.target);
    // Without noise every row is a centre.
    expect(new Set(sortedRows(exact)).size).toBe(5);
    expect(exact.features.every((value) => Math.abs(value) <= 4)).toBe(true);
    for (let cluster = 0; cluster < 5; cluster++) {
      const sums = [0, 0, 0];
      let size = 0;
      for (let row = 0; row < 30000; row++) {
        if (present(table.target)[row] !== cluster) continue;
        size++;
        for (let c = 0; c < 3; c++) sums[c] += table.features[3 * row + c] - exact.features[3 * row + c];
      }
      expect(size).toBe(6000);
      // Five standard errors of a mean of 6,000.
      for (const sum of sums) expect(Math.abs(sum / 6000)).toBeLessThan((5 * 0.5) / Math.sqrt(6000));
    }
    const { sd } = moments(table, (row) => table.features[3 * row] - exact.features[3 * row]);
    // The same of a standard deviation of 30,000.
    expect(Math.abs(sd - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(60000));
  });

  it('XOR clouds are class 1 in two opposite quadrants', () => {
    const table = make('xor-clouds', { n: 400, noise: 0.01 });
    for (let row = 0; row < 400; row++) {
      const [x, y] = [table.features[2 * row], table.features[2 * row + 1]];
      expect(Math.abs(Math.abs(x) - 1)).toBeLessThan(0.1);
      expect(present(table.target)[row]).toBe(x * y < 0 ? 1 : 0);
    }
  });
});

describe('numbers', () => {
  it('regression is linear: a few rows tell the weights, and the others follow', () => {
    const { features, target } = make('regression', { n: 50, noise: 0, features: 2 });
    const [a, b, c, d] = [features[0], features[1], features[2], features[3]];
    const w1 = (present(target)[0] * d - b * present(target)[1]) / (a * d - b * c);
    const w2 = (a * present(target)[1] - present(target)[0] * c) / (a * d - b * c);
    expect(Math.max(Math.abs(w1), Math.abs(w2))).toBeLessThanOrEqual(1);
    for (let row = 0; row < 50; row++) {
      expect(present(target)[row]).toBeCloseTo(w1 * features[2 * row] + w2 * features[2 * row + 1], 10);
    }
  });

  it.each([
    ['sine', { range: 3 }, ([x]: readonly number[]) => Math.sin(x)],
    ['ripple', {}, ([x1, x2]: readonly number[]) => Math.sin(Math.hypot(x1, x2)) / Math.hypot(x1, x2)],
    [
      'friedman1',
      { features: 7 },
      ([x1, x2, x3, x4, x5]: readonly number[]) =>
        10 * Math.sin(Math.PI * x1 * x2) + 20 * (x3 - 0.5) ** 2 + 10 * x4 + 5 * x5,
    ],
  ] as const)('%s is what its formula says, and the noise is added to it', (name, params, formula) => {
    const exact = make(name, { ...params, n: 20000, noise: 0 });
    const noisy = make(name, { ...params, n: 20000, noise: 0.25 });
    const { width, features } = exact;
    expect(noisy.features).toEqual(features);
    for (let row = 0; row < 100; row++) {
      const point = [...features.subarray(row * width, (row + 1) * width)];
      expect(present(exact.target)[row]).toBeCloseTo(formula(point), 10);
    }
    const { mean, sd } = moments(exact, (row) => present(noisy.target)[row] - present(exact.target)[row]);
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(sd).toBeCloseTo(0.25, 2);
  });
});

describe.each(GENERATOR_NAMES)('%s', (name) => {
  const { params, target, classes } = GENERATORS[name];
  const small = params.n?.min ?? 2;

  it('gives the same rows for the same seed, and others for another', () => {
    const one = make(name, { n: 300, noise: 0.2 }, 7);
    expect(make(name, { n: 300, noise: 0.2 }, 7)).toEqual(one);
    expect(make(name, { n: 300, noise: 0.2 }, 8).features).not.toEqual(one.features);
    // A seed of its own goes before the experiment's.
    expect(make(name, { n: 300, noise: 0.2, seed: 7 }, 8)).toEqual(one);
    expect(make(name, { n: 300, noise: 0.2, seed: 8 }, 7)).not.toEqual(one);
  });

  it('moves its points with the noise and keeps their order', () => {
    const exact = make(name, { n: 400, noise: 0 });
    const loud = make(name, { n: 400, noise: 1000 });
    expect(loud.features.every(Number.isFinite)).toBe(true);
    if (classes !== null) expect(loud.target).toEqual(exact.target);
    if (classes !== null || target === null) {
      expect(moments(loud, (row) => loud.features[row * loud.width]).sd).toBeGreaterThan(800);
    } else {
      expect(moments(loud, (row) => present(loud.target)[row]).sd).toBeGreaterThan(800);
    }
  });

  it('makes the smallest table, and every class of it', () => {
    const table = make(name, { n: small });
    expect(table.rows).toBe(small);
    expect(table.features).toHaveLength(small * table.width);
    expect(table.features.every(Number.isFinite)).toBe(true);
    expect(table.targetName).toBe(target);
    expect(table.target === null).toBe(target === null);
    if (classes === 2) expect(new Set(table.target).size).toBe(2);
  });

  it('lets others in between two slices', () => {
    const spec = generatedDatasetSchema.parse({ kind: 'generated', generator: name, params: { n: 50000 } });
    const slices = generateSlices(spec, 1);
    let count = 0;
    while (slices.next().done !== true) count++;
    expect(count).toBeGreaterThan(5);
  });
});

it.each(['moons', 'circles', 'spirals', 'blobs', 'xor-clouds', 'xnor'] as const)(
  '%s has no order: the last tenth and every fourth row are like the whole',
  (name) => {
    const { n, ...rest } = { n: 2000, noise: 0, ...(name === 'blobs' ? { centers: 2 } : {}) };
    const table = make(name, { n, ...rest });
    const ones = (rows: Float64Array): number => rows.reduce((sum, value) => sum + value) / rows.length;
    expect(ones(present(table.target))).toBe(0.5);
    expect(Math.abs(ones(present(table.target).subarray(1800)) - 0.5)).toBeLessThan(0.18);
    expect(Math.abs(ones(present(table.target).filter((_, row) => row % 4 === 0)) - 0.5)).toBeLessThan(0.12);
    if (name === 'blobs') return;
    // Shuffled, not drawn anew: another seed has the same rows in another order.
    const other = make(name, { n, ...rest }, 2);
    expect(sortedRows(other)).toEqual(sortedRows(table));
    expect(other.features).not.toEqual(table.features);
  },
);
