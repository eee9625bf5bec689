import { describe, expect, it } from 'vitest';
import { at } from '../../present';
import { uniqueColumns } from './column-names';

describe('uniqueColumns', () => {
  it('leaves names alone that stand once', () => {
    expect(uniqueColumns(['a', 'b'], ['row', 'class'])).toEqual({
      theirs: ['a', 'b'],
      ours: ['row', 'class'],
      notes: [],
    });
  });

  it('lets our column give way to the data, and says so', () => {
    const { theirs, ours, notes } = uniqueColumns(['output', 'class'], ['row', 'output', 'class']);
    expect(theirs).toEqual(['output', 'class']);
    expect(ours).toEqual(['row', 'output_2', 'class_2']);
    expect(notes).toEqual([
      'The data has a column "output" of its own: Benchtop\'s column "output" is called "output_2".',
      'The data has a column "class" of its own: Benchtop\'s column "class" is called "class_2".',
    ]);
  });

  it('gives no name that another column has, wherever that stands', () => {
    expect(uniqueColumns(['class', 'class_2'], ['class']).ours).toEqual(['class_3']);
    expect(uniqueColumns(['class'], ['class', 'class_2']).ours).toEqual(['class_3', 'class_2']);
    const doubled = uniqueColumns(['Colour=red', 'Colour=red'], ['output']);
    expect(doubled.theirs).toEqual(['Colour=red', 'Colour=red_2']);
    expect(doubled.notes).toHaveLength(1);
  });

  it('makes every name unique, whatever is asked', () => {
    const words = ['a', 'a_2', 'a_3', 'b'];
    for (let seed = 0; seed < 256; seed++) {
      const pick = (i: number): string => at(words, (seed >> (2 * i)) & 3);
      const { theirs, ours } = uniqueColumns([pick(0), pick(1)], [pick(2), pick(3)]);
      expect(new Set([...theirs, ...ours]).size).toBe(4);
    }
  });
});
