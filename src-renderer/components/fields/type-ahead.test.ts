import { expect, it } from 'vitest';
import { TypeAhead } from './type-ahead';

const OPTIONS = ['Adam', 'AdamW', 'RMSProp', 'SGD', 'Robust'].map((label) => ({ label }));

it('one letter goes from option to option, and round', () => {
  const typing = new TypeAhead();
  expect(typing.find('r', OPTIONS, 0, 0)).toBe(2);
  expect(typing.find('r', OPTIONS, 2, 100)).toBe(4);
  expect(typing.find('R', OPTIONS, 4, 200)).toBe(2);
});

it('several letters are one beginning, until a pause', () => {
  const typing = new TypeAhead();
  expect(typing.find('r', OPTIONS, 0, 0)).toBe(2);
  expect(typing.find('o', OPTIONS, 2, 300)).toBe(4);
  expect(typing.find('s', OPTIONS, 4, 2000)).toBe(3);
});

it('what is chosen stays while it fits, and what is disabled or nothing is not found', () => {
  const typing = new TypeAhead();
  expect(typing.find('a', OPTIONS, -1, 0)).toBe(0);
  expect(typing.find('d', OPTIONS, 0, 10)).toBe(0);
  expect(typing.find('x', OPTIONS, 0, 20)).toBeNull();
  const [first, ...rest] = OPTIONS;
  expect(new TypeAhead().find('a', [{ label: first?.label ?? '', disabled: true }, ...rest], -1, 0)).toBe(1);
});
