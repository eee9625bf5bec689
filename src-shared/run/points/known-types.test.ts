import { expect, it } from 'vitest';
import { datasetSchema } from '../../dataset/schema';
import { withKnownTypes, type KnownTypes } from './known-types';

const dataset = datasetSchema.parse({
  kind: 'file',
  path: 'a.csv',
  features: ['zip', 'when', 'size'],
  target: 'y',
  columnSettings: [
    { name: 'when', type: 'category' },
    { name: 'size', scaling: 'robust' },
  ],
});
const schema: KnownTypes['schema'] = [
  { name: 'zip', type: 'number', role: 'feature' },
  { name: 'when', type: 'date', role: 'feature' },
  { name: 'size', type: 'number', role: 'feature' },
  { name: 'y', type: 'number', role: 'target' },
];

it('keeps the types that a run read, and what was chosen by hand', () => {
  const { columnSettings } = withKnownTypes(dataset, { schema, classes: [0, 1] }) as {
    columnSettings: unknown;
  };
  expect(columnSettings).toEqual([
    { name: 'when', type: 'category' },
    { name: 'size', scaling: 'robust', type: 'number' },
    { name: 'zip', type: 'number' },
    { name: 'y', type: 'number' },
  ]);
});

it('leaves a target of numbers to the guess where its classes have texts', () => {
  const read = withKnownTypes(dataset, { schema, classes: ['0.0', '1.0'] });
  expect(read.kind === 'file' && read.columnSettings.some(({ name }) => name === 'y')).toBe(false);
});

it('changes nothing of generated data', () => {
  const moons = datasetSchema.parse({ kind: 'generated', generator: 'moons' });
  expect(withKnownTypes(moons, { schema: [], classes: [0, 1] })).toBe(moons);
});
