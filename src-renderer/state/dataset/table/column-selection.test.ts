import { expect, it } from 'vitest';
import { ColumnSelection } from './column-selection.svelte';

const ORDER = [4, 2, 7, 1, 9];
const none = { shift: false, ctrl: false };
const key = (name: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}): KeyboardEvent =>
  ({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, ...held }) as KeyboardEvent;
const chosen = (selection: ColumnSelection): number[] => [...selection.chosen];

it('chooses one by a click, a range with Shift and single ones with Ctrl', () => {
  const selection = new ColumnSelection();
  selection.click(2, none, ORDER);
  selection.click(1, { shift: true, ctrl: false }, ORDER);
  expect(chosen(selection)).toEqual([2, 7, 1]);
  selection.click(4, { shift: true, ctrl: false }, ORDER);
  expect(chosen(selection)).toEqual([4, 2]);
  selection.click(9, { shift: false, ctrl: true }, ORDER);
  selection.click(4, { shift: false, ctrl: true }, ORDER);
  expect(chosen(selection)).toEqual([2, 9]);
  selection.click(7, none, ORDER);
  expect(chosen(selection)).toEqual([7]);
});

it('moves and extends by keys without going round', () => {
  const selection = new ColumnSelection();
  expect(selection.key(key('ArrowDown'), ORDER)).toBe(true);
  expect(chosen(selection)).toEqual([4]);
  selection.key(key('ArrowUp'), ORDER);
  expect(chosen(selection)).toEqual([4]);
  selection.key(key('ArrowDown', { shiftKey: true }), ORDER);
  selection.key(key('ArrowDown', { shiftKey: true }), ORDER);
  expect(chosen(selection)).toEqual([4, 2, 7]);
  selection.key(key('End'), ORDER);
  selection.key(key('ArrowDown'), ORDER);
  expect([chosen(selection), selection.cursor]).toEqual([[9], 9]);
  selection.key(key('PageUp'), ORDER, 3);
  expect(chosen(selection)).toEqual([2]);
  expect(selection.key(key('x'), ORDER)).toBe(false);
  expect(selection.key(key('ArrowRight'), ORDER)).toBe(false);
});

it('walks with Ctrl, chooses with space, all with Ctrl+A and none with Esc', () => {
  const selection = new ColumnSelection();
  selection.click(4, none, ORDER);
  selection.key(key('ArrowDown', { ctrlKey: true }), ORDER);
  selection.key(key('ArrowDown', { ctrlKey: true }), ORDER);
  expect(chosen(selection)).toEqual([4]);
  selection.key(key(' '), ORDER);
  expect(chosen(selection)).toEqual([4, 7]);
  selection.key(key('a', { ctrlKey: true }), ORDER);
  expect(selection.chosen.size).toBe(5);
  expect(selection.key(key('Escape'), ORDER)).toBe(true);
  expect(selection.key(key('Escape'), ORDER)).toBe(false);
  expect(chosen(selection)).toEqual([]);
});

it('does nothing in an empty list', () => {
  const selection = new ColumnSelection();
  expect(selection.key(key('ArrowDown'), [])).toBe(false);
  selection.key(key(' '), []);
  expect(chosen(selection)).toEqual([]);
});
