import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import type { WorkerThread } from '../../host/worker-thread';
import { NO_MACHINE, openIn } from '../../testing/files/workspaces';
import { workerFile } from '../../testing/places';
import { RunService } from '../run-service';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-explanations-'));
const path = join(folder, 'houses.csv');
let runs: RunService;

/** price = 3 size + 100 for a garden; `door` says nothing. */
beforeAll(() => {
  if (!existsSync(workerFile)) throw new Error('out/worker is not built: run "npm run build"');
  const lines = Array.from({ length: 120 }, (_, i) => {
    const size = 40 + ((i * 37) % 100);
    const garden = i % 3 === 0;
    return `${size},${garden ? 'yes' : 'no'},${(i * 7) % 11},${3 * size + (garden ? 100 : 0)}`;
  });
  writeFileSync(path, `size,garden,door,price\n${lines.join('\n')}\n`);
  runs = new RunService({
    workspace: openIn(join(folder, 'workspace')),
    maxWorkers: 1,
    spawn: () => new Worker(workerFile) as WorkerThread,
    environment: NO_MACHINE,
    onProblem: (error) => {
      throw error;
    },
  });
});
afterAll(async () => {
  await runs.close();
  rmSync(folder, { recursive: true, force: true });
});

async function trained(
  model: Record<string, unknown>,
  target: string | null,
  features = ['size', 'garden', 'door'],
): Promise<string> {
  const experiment = parseExperiment({
    schemaVersion: 1,
    name: 'houses',
    dataset: {
      kind: 'file',
      path,
      features,
      target,
      scaling: 'standard',
      validationSplit: target === null ? 0 : 0.25,
    },
    model,
  });
  const { record } = await runs.start(experiment, null);
  expect((await runs.whenOver(record.id)).record.status).toBe('finished');
  return record.id;
}

describe('explanations of a stored model', () => {
  it('name the columns that decide, on the rows that were kept apart', async () => {
    const id = await trained({ kind: 'linear-regression' }, 'price');
    const model = { id, step: null };
    const found = await runs.explanations.columns(model, null);
    expect(found).toMatchObject({ metric: 'rmse', part: 'validation', rows: 30, partRows: 30, repeats: 10 });
    expect(found.columns.map(({ column }) => column)).toEqual(['size', 'garden', 'door']);
    expect(found.columns[1]?.mean).toBeGreaterThan(10);
    expect(found.columns[2]?.mean).toBeCloseTo(0, 6);
    expect(await runs.explanations.columns(model, null)).toEqual(found);

    const size = await runs.explanations.column(model, 'size');
    const { values } = size.grid;
    const slope =
      ((size.mean[values.length - 1] ?? 0) - (size.mean[0] ?? 0)) /
      ((values[values.length - 1] ?? 0) - (values[0] ?? 0));
    expect(slope).toBeCloseTo(3, 6);
    const { ale } = size;
    expect(
      ((ale?.values[1] ?? 0) - (ale?.values[0] ?? 0)) / ((ale?.edges[1] ?? 0) - (ale?.edges[0] ?? 0)),
    ).toBeCloseTo(3, 6);
    const garden = await runs.explanations.column(model, 'garden');
    expect(garden.grid.categories).toEqual(['no', 'yes']);
    expect((garden.mean[1] ?? 0) - (garden.mean[0] ?? 0)).toBeCloseTo(100, 6);
    await expect(runs.explanations.column(model, 'roof')).rejects.toThrow(
      'The model has no column "roof": it has size, garden, door.',
    );
  });

  it('make up the answer to a row of the table, and to the same row as a point', async () => {
    const id = await trained({ kind: 'linear-regression' }, 'price');
    const model = { id, step: null };
    const row = await runs.explanations.row(model, { row: 4 }, 'shap');
    expect(row.cells[1]).toBe('yes');
    expect(row.cells[0]).toBeCloseTo(51, 9);
    const { base, prediction, values, method } = row.attribution;
    expect(method).toBe('linear');
    expect(prediction[0]).toBeCloseTo(3 * 51 + 100, 6);
    expect([...values].reduce((sum, value) => sum + value, base[0] ?? 0)).toBeCloseTo(253, 6);
    const point = await runs.explanations.row(model, { point: { cells: ['51', 'yes', '10'] } }, 'shap');
    expect(point.part).toBeNull();
    point.attribution.values.forEach((value, i) => {
      expect(value).toBeCloseTo(values[i] ?? NaN, 6);
    });
    const many = await runs.explanations.rows(model, 'shap', null);
    expect(many.meanSize[0]).toBeGreaterThan(many.meanSize[1] ?? Infinity);
    expect(many.meanSize[2]).toBeCloseTo(0, 6);
    await expect(runs.explanations.row(model, { row: 999 }, 'shap')).rejects.toThrow('did not use row 999');
    await expect(runs.explanations.row(model, { row: 4 }, 'gradients')).rejects.toThrow('are for networks');
  });

  it('name the rows it is most wrong on, with the line of each, and the slices', async () => {
    const id = await trained({ kind: 'linear-regression' }, 'size', ['garden', 'door']);
    const found = await runs.explanations.faults({ id, step: null }, 3);
    expect(found).toMatchObject({
      measure: 'absoluteError',
      part: 'validation',
      rows: 30,
      calibration: null,
    });
    expect(found.worst).toHaveLength(3);
    const losses = found.worst.map(({ loss }) => loss);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    for (const { row, line, cells, actual } of found.worst) {
      // Below the header, and with the very cells of that line.
      expect(line).toBe(row + 1);
      expect(cells[1]).toBeCloseTo(((row - 1) * 7) % 11, 9);
      expect(actual).toBe(40 + (((row - 1) * 37) % 100));
    }
    expect(found.slices.some(({ column, value }) => column === 'garden' && value === 'no')).toBe(true);
  });

  it('say whether probabilities are what they say', async () => {
    const id = await trained({ kind: 'logistic-regression' }, 'garden', ['size', 'door']);
    const { calibration, measure } = await runs.explanations.faults({ id, step: null }, 1);
    expect(measure).toBe('logLoss');
    expect(calibration?.of).toBe('yes');
    expect(calibration?.bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(30);
  });

  it('say what makes clusters, on training rows where there are no others', async () => {
    const id = await trained({ kind: 'kmeans', nClusters: 3 }, null);
    const found = await runs.explanations.columns({ id, step: null }, null);
    expect(found).toMatchObject({ metric: 'sameCluster', scale: 'membership', part: 'train', rows: 120 });
    const row = await runs.explanations.row({ id, step: null }, { row: 1 }, 'shap');
    expect([...row.attribution.prediction].sort()).toEqual([0, 0, 1]);
  });
});
