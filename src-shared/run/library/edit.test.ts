import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../record/record';
import { edited, runEditSchema } from './edit';

const record = {
  name: 'a',
  note: '',
  starred: false,
  archived: false,
  tags: ['x', 'y'],
} as unknown as RunRecord;

describe('edited', () => {
  it('changes what is named, and adds and removes tags without doubling any', () => {
    expect(edited(record, { name: 'b', starred: true, addTags: ['z', 'x', 'z'], removeTags: ['y'] })).toEqual(
      {
        ...record,
        name: 'b',
        starred: true,
        tags: ['x', 'z'],
      },
    );
  });

  it('is the record itself where nothing changes, so that nothing is written', () => {
    expect(edited(record, {})).toBe(record);
    expect(edited(record, { name: 'a', archived: false, addTags: ['x'], removeTags: ['other'] })).toBe(
      record,
    );
  });
});

describe('runEditSchema', () => {
  it.each([
    { name: '  ' },
    { colour: 'red' },
    { colour: '#FF0000' },
    { addTags: [''] },
    { status: 'finished' },
    { tags: ['all'] },
  ])('refuses %j', (edit) => {
    expect(runEditSchema.safeParse(edit).success).toBe(false);
  });
});
