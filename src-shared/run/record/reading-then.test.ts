import { describe, expect, it } from 'vitest';
import { parseExperiment, type ExperimentInput } from '../../experiment/schema';
import { withReadingThen } from './reading-then';

const model: ExperimentInput['model'] = { kind: 'kmeans', nClusters: 2 };
const onFile = (dialect?: object) =>
  parseExperiment({
    schemaVersion: 1,
    name: 'old',
    seed: 1,
    dataset: {
      kind: 'file',
      path: '/rows.csv',
      features: ['x'],
      ...(dialect === undefined ? {} : { dialect }),
    },
    model,
  });
const readDialect = (experiment: ReturnType<typeof onFile>): unknown =>
  experiment.dataset.kind === 'file' ? experiment.dataset.dialect : null;

describe('a stored run is read as it was', () => {
  it('keeps footers, repeated headers, other tables and empty rows where its facts name none left out', () => {
    const stored = { experiment: onFile({ delimiter: ';' }), dataset: {} };
    expect(readDialect(withReadingThen(stored).experiment)).toEqual({
      keep: ['footers', 'repeatedHeaders', 'otherTables', 'emptyRows'],
      inlineComments: false,
      quotedLines: false,
      delimiter: ';',
    });
  });

  it('stays as it is where they were left out already, where nothing was read, and on generated data', () => {
    const recorded = { experiment: onFile(), dataset: { leftOut: [] } };
    const unread = { experiment: onFile(), dataset: null };
    const generated = {
      experiment: parseExperiment({
        schemaVersion: 1,
        name: 'old',
        seed: 1,
        dataset: { kind: 'generated', generator: 'blobs' },
        model,
      }),
      dataset: {},
    };
    for (const stored of [recorded, unread, generated]) expect(withReadingThen(stored)).toBe(stored);
  });
});
