import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GENERATOR_NAMES } from '../../../src-shared/dataset/generators';
import {
  generatedDatasetSchema,
  parseExperiment,
  type GeneratedDatasetSpec,
} from '../../../src-shared/experiment/schema';
import { checkTrainingData } from '../../algorithms/models/check-data';
import { generateDataset } from '../../algorithms/generators';
import { drawGenerated, exportGenerated } from './generated';
import { loadWhole } from './load';
import { bundledFolder } from '../../testing/places';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-generated-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const parseSpec = (generator: string, params = {}): GeneratedDatasetSpec =>
  generatedDatasetSchema.parse({ kind: 'generated', generator, params });

it.each(GENERATOR_NAMES)('writes %s so that every number is read back to the last bit', async (name) => {
  const path = join(folder, `${name}.csv`);
  const spec = parseSpec(name, { n: 300 });
  expect(await exportGenerated(spec, 5, path)).toBe(300);
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const { featureNames, targetName, features, target, width } = generateDataset(spec, 5);
  expect(header).toBe([...featureNames, ...(targetName === null ? [] : [targetName])].join(','));
  const cells = lines.map((line) => line.split(',').map(Number));
  expect(cells.flatMap((row) => row.slice(0, width))).toEqual([...features]);
  expect(cells.map((row) => row[width])).toEqual(
    target === null ? new Array<undefined>(300).fill(undefined) : [...target],
  );
});

it('writes the four rows of a table as they are', async () => {
  const path = join(folder, 'four.csv');
  await exportGenerated(parseSpec('xnor'), 1, path);
  expect(readFileSync(path, 'utf8')).toBe('x1,x2,y\n0,0,1\n0,1,0\n1,0,0\n1,1,1\n');
});

it('leaves nothing behind where it cannot write', async () => {
  const path = join(folder, 'nowhere', 'x.csv');
  await expect(exportGenerated(parseSpec('moons'), 1, path)).rejects.toMatchObject({
    info: { kind: 'storage' },
  });
  expect(readdirSync(folder)).not.toContain('nowhere');
});

it('takes away what it had written when it is cancelled', async () => {
  const own = join(folder, 'own');
  mkdirSync(own);
  const stop = new AbortController();
  const writing = exportGenerated(parseSpec('moons', { n: 1_000_000 }), 1, join(own, 'x.csv'), stop.signal);
  while (readdirSync(own).length === 0) await new Promise((resume) => setTimeout(resume, 1));
  stop.abort();
  await expect(writing).rejects.toMatchObject({ info: { kind: 'conflict' } });
  expect(readdirSync(own)).toEqual([]);
});

it('lets the thread answer others, and stops when asked', async () => {
  const spec = parseSpec('moons', { n: 2_000_000 });
  const stop = new AbortController();
  let turns = 0;
  const timer = setInterval(() => {
    turns++;
    if (turns === 3) stop.abort();
  }, 1);
  await expect(drawGenerated(spec, 1, stop.signal)).rejects.toMatchObject({ info: { kind: 'conflict' } });
  clearInterval(timer);
  expect(turns).toBeGreaterThanOrEqual(3);
});

describe('the bundled experiments', () => {
  const resources = bundledFolder;

  it.each(readdirSync(resources))('%s can be loaded and trained on', async (file) => {
    const { experiment } = JSON.parse(readFileSync(join(resources, file), 'utf8')) as { experiment: unknown };
    const { dataset, model, seed } = parseExperiment(experiment, file);
    const { data, facts } = await loadWhole(dataset, { seed, model });
    expect(() => {
      checkTrainingData(model, data);
    }).not.toThrow();
    expect(facts.droppedRows).toBe(0);
  });
});
