import { describe, expect, it } from 'vitest';
import { foundOptions } from './found-options';

const columns = Array.from({ length: 1000 }, (_, index) => ({ label: `column ${index}` }));

describe('foundOptions', () => {
  it('shows a hundred of a thousand, in their order, and says how many more there are', () => {
    const { shown, more } = foundOptions(columns, '', 3);
    expect(shown).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(more).toBe(900);
  });

  it('shows the chosen one first where it would be among those left out', () => {
    const { shown, more } = foundOptions(columns, ' ', 700);
    expect(shown.slice(0, 2)).toEqual([700, 0]);
    expect(shown).toHaveLength(100);
    expect(more).toBe(900);
  });

  it('finds by letters in order, the best fit first', () => {
    const { shown } = foundOptions(columns, 'col 987', -1);
    expect(shown[0]).toBe(987);
    expect(foundOptions(columns, 'xyz', -1)).toEqual({ shown: [], more: 0 });
  });

  it('what is meant by another name comes first', () => {
    const encodings = [{ label: 'UTF-8' }, { label: 'cp 1866' }, { label: 'ibm866' }];
    expect(foundOptions(encodings, 'cp866', 2).shown).toEqual([2, 1]);
    expect(foundOptions(encodings, 'cp866', -1).shown).toEqual([1]);
  });

  it('a hundred options have none left out', () => {
    expect(foundOptions(columns.slice(0, 100), '', 99)).toMatchObject({ more: 0 });
  });
});
