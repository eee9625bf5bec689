import { describe, expect, it } from 'vitest';
import { tableMove } from './table-keys';

const press = (key: string, held: { ctrlKey?: boolean; shiftKey?: boolean } = {}) => ({
  key,
  ctrlKey: false,
  shiftKey: false,
  ...held,
});
const at = { cursor: 20, first: 12, last: 99, page: 10 };

describe('keys in the table of a file', () => {
  it.each([
    ['ArrowUp', {}, { to: 'row', row: 19 }],
    ['ArrowDown', {}, { to: 'row', row: 21 }],
    ['PageUp', {}, { to: 'row', row: 10 }],
    ['PageDown', {}, { to: 'row', row: 30 }],
    ['Home', { ctrlKey: true }, { to: 'row', row: 0 }],
    ['End', { ctrlKey: true }, { to: 'row', row: 99 }],
    ['Home', {}, { to: 'edge', side: 'left' }],
    ['End', {}, { to: 'edge', side: 'right' }],
    ['ArrowLeft', {}, { to: 'column', by: -1 }],
    ['ArrowRight', {}, { to: 'column', by: 1 }],
    ['Enter', {}, 'menu'],
    ['ContextMenu', {}, 'menu'],
    ['F10', { shiftKey: true }, 'menu'],
  ] as const)('%s %o', (key, held, move) => {
    expect(tableMove(press(key, held), at)).toEqual(move);
  });

  it('leaves other keys to the page', () => {
    for (const key of ['a', 'F10', 'Tab', 'Escape']) expect(tableMove(press(key), at)).toBeNull();
    expect(tableMove(press('ArrowDown', { ctrlKey: true }), at)).toBeNull();
  });

  it('shows where the keyboard is with the first arrow down, and counts from the first row in sight', () => {
    const fresh = { ...at, cursor: null };
    expect(tableMove(press('ArrowDown'), fresh)).toEqual({ to: 'row', row: 12 });
    expect(tableMove(press('ArrowUp'), fresh)).toEqual({ to: 'row', row: 11 });
    expect(tableMove(press('PageDown'), fresh)).toEqual({ to: 'row', row: 22 });
  });
});
