import { describe, expect, it } from 'vitest';
import { findEntries, palette, type PaletteEntry, type PaletteGroup } from './palette.svelte';

function entry(group: PaletteGroup, label: string, hint?: string): PaletteEntry {
  return { id: label, group, label, ...(hint === undefined ? {} : { hint }), run: () => undefined };
}

const ENTRIES = [
  entry('Run', 'penguins', 'network · finished'),
  entry('Run', 'cars', 'network · failed'),
  entry('Command', 'New experiment'),
  entry('Command', 'All runs'),
  entry('Setting', 'Learning rate', 'model.optimizer.learningRate'),
  entry('Data set', 'cars'),
];
const labels = (query: string): readonly string[] =>
  findEntries(ENTRIES, query).map((found) => found.entry.label);

describe('findEntries', () => {
  it('lists commands first while nothing is typed, and of other groups the first', () => {
    expect(labels(' ')).toEqual(['New experiment', 'All runs', 'Learning rate', 'penguins', 'cars', 'cars']);
    const many = Array.from({ length: 50 }, (_, n) => entry('Run', `run ${n}`));
    expect(findEntries(many, '')).toHaveLength(8);
    expect(findEntries(many, 'run')).toHaveLength(50);
  });

  it('finds by label, by group and by hint, the label first', () => {
    expect(labels('pen')[0]).toBe('penguins');
    expect(labels('failed')).toEqual(['cars']);
    expect(labels('optimizer')).toEqual(['Learning rate']);
    expect(findEntries(ENTRIES, 'cars data').map(({ entry: { group } }) => group)).toEqual(['Data set']);
    expect(labels('zzz')).toEqual([]);
    // Letters strewn over label, group and hint are no match.
    expect(labels('pnd')).toEqual([]);
  });

  it('marks the letters of the label alone', () => {
    expect(findEntries(ENTRIES, 'lrate')[0]?.letters).toEqual([0, 9, 10, 11, 12]);
    expect(findEntries(ENTRIES, 'failed')[0]?.letters).toEqual([]);
  });
});

describe('palette', () => {
  it('has what a view offers for as long as the view is there', () => {
    const off = palette.provide(() => [entry('Column', 'height')]);
    expect(palette.collectOffered().map(({ label }) => label)).toEqual(['height']);
    off();
    expect(palette.collectOffered()).toEqual([]);
  });
});
