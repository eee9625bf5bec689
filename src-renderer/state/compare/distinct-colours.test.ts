import { expect, it } from 'vitest';
import { RUN_COLOURS } from '../../../src-shared/run/colours';
import { distinctColours } from './distinct-colours';

const [first = '', second = ''] = RUN_COLOURS;
const runs = (...colours: readonly string[]): { id: string; colour: string }[] =>
  colours.map((colour, i) => ({ id: String(i), colour }));

it('runs keep their own colours; of two alike the later one gets a free one, and nobody else’s', () => {
  const colours = distinctColours(runs(first, first, second));
  expect(['0', '1', '2'].map((id) => colours.get(id))).toEqual([
    'var(--run-1)',
    'var(--run-3)',
    'var(--run-2)',
  ]);
});

it('as many as the palette has are all different; further ones keep their own', () => {
  const alike = distinctColours(runs(...RUN_COLOURS.map(() => second)));
  expect(new Set(alike.values()).size).toBe(RUN_COLOURS.length);
  expect(alike.get('0')).toBe('var(--run-2)');
  const more = distinctColours(runs(...RUN_COLOURS, first, '#123456'));
  expect(more.get('8')).toBe('var(--run-1)');
  expect(more.get('9')).toBe('#123456');
});
