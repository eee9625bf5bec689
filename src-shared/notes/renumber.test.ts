import { describe, expect, it } from 'vitest';
import { embeddedIds, renumbered } from './renumber';

const page = [
  '![a](benchtop:run/20260101-a1/valLoss)',
  '![b](benchtop:compare/20260101-a1,20260101-b2)',
  '![g](benchtop:group/20260101-g3)',
  'no address: 20260101-a1, https://benchtop.example/run/20260101-a1',
].join('\n');

describe('addresses of a page', () => {
  it('name runs and groups', () => {
    const { runs, groups } = embeddedIds(page);
    expect([...runs]).toEqual(['20260101-a1', '20260101-b2']);
    expect([...groups]).toEqual(['20260101-g3']);
  });

  it('are renumbered, and nothing else is', () => {
    const text = renumbered(
      page,
      new Map([['20260101-a1', '20270101-z9']]),
      new Map([['20260101-g3', 'g-four-44']]),
    );
    expect(text).toBe(
      [
        '![a](benchtop:run/20270101-z9/valLoss)',
        '![b](benchtop:compare/20270101-z9,20260101-b2)',
        '![g](benchtop:group/g-four-44)',
        'no address: 20260101-a1, https://benchtop.example/run/20260101-a1',
      ].join('\n'),
    );
  });
});
