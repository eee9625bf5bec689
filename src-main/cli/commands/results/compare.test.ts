import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseExperiment } from '../../../../src-shared/experiment/schema';
import { parseArguments } from '../../testing/arguments';
import type { Services } from '../../services/services';
import { compare } from './compare';

interface Change {
  readonly loss: number;
  readonly rate?: number;
  readonly sha256?: string;
}

const id = (index: number): string => `20260101-00000${index}-000-abcdef`;

function record(index: number, { loss, rate = 0.03, sha256 = 'aa' }: Change): unknown {
  return {
    id: id(index),
    name: `run ${index}`,
    status: 'finished',
    experiment: parseExperiment({
      schemaVersion: 1,
      name: 'one',
      dataset: { kind: 'generated', generator: 'xnor' },
      model: {
        kind: 'network',
        layers: [{ units: 1, activation: 'sigmoid' }],
        optimizer: { kind: 'adam', learningRate: rate },
      },
    }),
    dataset: {
      name: 'xnor',
      sha256,
      fingerprint: sha256,
      filter: null,
      sample: null,
      split: null,
      trainRows: 4,
      validationRows: 0,
      rowsSha256: 'r',
      target: 'y',
      weight: null,
      features: ['x1', 'x2'],
      schema: [],
      encoders: [],
      classes: [],
      featureRanges: [],
      scaler: { kind: 'none', offset: [0, 0], scale: [1, 1] },
    },
    summary: { loss, nIter: 10 * (index + 1) },
  };
}

async function printed(args: string[], runs: Change[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  const stored = runs.map((change, index) => ({ record: record(index, change), path: `/runs/${index}` }));
  const get = (requested: string) => stored[stored.findIndex((_, index) => id(index) === requested)];
  const services = {
    workspace: {
      folder: '/',
      runs: {
        ids: () => stored.map((_, index) => id(index)),
        get,
        getRead: (requested: string) => Promise.resolve(get(requested)),
        list: (most: number) => stored.slice(-most),
      },
    },
  } as unknown as Services;
  await compare.run(parseArguments(compare, ...args), services);
  return lines.join('');
}

interface Document {
  readonly baseline: string;
  readonly comparable: boolean;
  readonly differences: readonly { readonly aspect: string }[];
  readonly settings: readonly { readonly field: string }[];
  readonly metrics: readonly {
    readonly name: string;
    readonly deltas: readonly ({ readonly difference: number; readonly comparable: boolean } | null)[];
  }[];
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('compare', () => {
  const two = [{ loss: 0.5 }, { loss: 0.25, rate: 0.1 }];

  it('tells that runs are comparable, the settings that differ, and better from worse', async () => {
    const text = await printed(['--differences', id(0), id(1)], two);
    expect(text).toContain('Comparable: same data');
    expect(text).toMatch(/model\.optimizer\.learningRate +0\.03 +0\.1/);
    expect(text).not.toContain('model.loss');
    expect(text).toMatch(/\nTraining loss +0\.5 +0\.25 \(−50 %, better\)/);
    // Its direction is not known.
    expect(text).toMatch(/Iterations +10 +20 \(\+100 %\)/);
  });

  it('shows all settings unless only differences are asked for', async () => {
    expect(await printed([id(0), id(1)], two)).toContain('model.loss');
  });

  it('measures against another baseline', async () => {
    const document = JSON.parse(
      await printed(['--json', '--baseline', id(1), id(0), id(1)], two),
    ) as Document;
    expect(document.baseline).toBe(id(1));
    const loss = document.metrics.find(({ name }) => name === 'loss');
    expect(loss?.deltas).toEqual([{ difference: 0.25, ratio: 2, isBetter: false, comparable: true }, null]);
  });

  it('gives no verdict on runs of other data, and says what differs', async () => {
    const unfair = [{ loss: 0.5 }, { loss: 0.25, sha256: 'bb' }];
    const text = await printed([id(0), id(1)], unfair);
    expect(text).toContain('Not comparable');
    expect(text).toContain('data: xnor (aa) | xnor (bb)');
    expect(text).toContain('0.25 (−50 %, not comparable)');
    const document = JSON.parse(await printed(['--json', id(0), id(1)], unfair)) as Document;
    expect(document.comparable).toBe(false);
    expect(document.differences.map(({ aspect }) => aspect)).toEqual(['dataset']);
    expect(document.metrics[0]?.deltas[1]?.comparable).toBe(false);
  });

  it('refuses fewer than two runs and a baseline that is none of them', async () => {
    await expect(printed([id(0)], two)).rejects.toThrow('at least two runs');
    await expect(printed([id(0), id(0)], two)).rejects.toThrow('at least two runs');
    await expect(printed(['--baseline', id(2), id(0), id(1)], [...two, { loss: 1 }])).rejects.toThrow(
      `The baseline must be one of the runs to compare, and "run 2" (${id(2)}) is not.`,
    );
  });
});
