import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { parseExperiment, type Experiment } from '../../../../../src-shared/experiment/schema';
import type { GroupPlan } from '../../../../../src-shared/group/group';
import type { GroupSummary } from '../../../../../src-shared/group/summary';
import { present } from '../../../../../src-shared/present';
import { decodeNumber } from '../../../../../src-shared/run/record/stored-number';
import type { RunRecord } from '../../../../../src-shared/run/record/record';
import { Programs } from '../../../../testing/run-harness';
import type { Services } from '../../../services/services';
import { finish } from './finish';

const programs = new Programs('group-ends');
afterEach(async () => {
  vi.restoreAllMocks();
  await programs.closeAll();
});
afterAll(() => {
  programs.remove();
});

/** Two linear layers at a rate at which some seeds diverge and others do not. */
function experiment(learningRate: number): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'some diverge',
    seed: 1,
    dataset: { kind: 'generated', generator: 'friedman1', params: { n: 60 } },
    model: {
      kind: 'network',
      layers: [
        { units: 3, activation: 'linear' },
        { units: 1, activation: 'linear' },
      ],
      loss: 'meanSquaredError',
      optimizer: { kind: 'sgd', learningRate },
    },
    training: { steps: 600, logEvery: 10, engine: 'typed' },
  });
}

interface Document {
  readonly statistics: GroupSummary;
  readonly best?: string | null;
  readonly runs: readonly RunRecord[];
}

/** Trains a group; what it prints, and the exit code. */
async function ended(name: string, trained: Experiment, plan: GroupPlan) {
  const services: Services = programs.start(name, 2);
  const { runs } = services;
  const { id } = await runs.groups.start({ name: trained.name, experiment: trained, plan });
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  const code = await finish(id, {}, services);
  const text = lines.splice(0).join('');
  await finish(id, { json: true }, services);
  return { code, text, document: JSON.parse(lines.join('')) as Document };
}

const repeat = (n: number): GroupPlan => ({ kind: 'repeat', n, sameData: false });
const sweep = (values: number[]): GroupPlan => ({
  kind: 'sweep',
  search: 'grid',
  parameters: [{ kind: 'values', path: 'model.optimizer.learningRate', values }],
  trials: values.length,
  seed: 1,
  objective: { metric: 'loss', goal: 'min' },
  factor: 3,
  maxMs: null,
});

describe('a group of which some runs diverged', () => {
  it('says of which runs a mean is, and that the repeat did not come off', async () => {
    const { code, text, document } = await ended('repeat', experiment(0.036), repeat(12));
    const { statistics, runs } = document;
    const { finished, failed } = statistics;
    expect(failed).toBeGreaterThan(0);
    expect(finished).toBeGreaterThan(1);
    expect(finished + failed).toBe(12);
    expect(code).toBe(1);
    expect(text).toContain(`12 runs: ${finished} finished, ${failed} failed in`);
    expect(text).toContain('failed, the first with: The loss became');
    expect(text).toContain(`(of ${finished} of 12 runs)`);
    const losses = runs
      .filter(({ status }) => status === 'finished')
      .map(({ summary }) => decodeNumber(present(summary['loss'])));
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    expect(statistics.metrics['loss']).toMatchObject({ n: finished, notFinite: 0 });
    expect(decodeNumber(present(statistics.metrics['loss']).mean)).toBeCloseTo(mean, 9);
    expect(statistics.failures).toMatchObject([{ kind: 'diverged', count: failed }]);
  });

  it('is a repeat as it should be where none did', async () => {
    const { code, text, document } = await ended('sound', experiment(0.001), repeat(3));
    expect([code, document.statistics.finished]).toEqual([0, 3]);
    expect(text).toContain('3 runs, all finished in');
  });

  it('is a result of a sweep, told all the same', async () => {
    const some = await ended('sweep', experiment(0.001), sweep([10, 0.001]));
    expect(some.code).toBe(0);
    expect(some.text).toContain('2 trials: 1 finished, 1 failed in');
    const best = some.document.runs.find(({ status }) => status === 'finished');
    expect(some.document.best).toBe(best?.id);
    const all = await ended('all', experiment(0.001), sweep([10, 20]));
    expect([all.code, all.document.best]).toEqual([1, null]);
  });
});
