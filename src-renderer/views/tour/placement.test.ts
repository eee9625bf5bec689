import { expect, it } from 'vitest';
import { placeCard } from './placement';

const card = { width: 320, height: 180 };
const view = { width: 1280, height: 800 };

it('stands beside what it speaks of, where there is room, and never on it', () => {
  const covers = (target: { left: number; top: number; width: number; height: number }): boolean => {
    const { left, top } = placeCard(target, card, view);
    return (
      left < target.left + target.width &&
      target.left < left + card.width &&
      top < target.top + target.height &&
      target.top < top + card.height
    );
  };
  const targets = [
    { left: 0, top: 0, width: 248, height: 800 },
    { left: 900, top: 80, width: 360, height: 420 },
    { left: 268, top: 520, width: 1000, height: 200 },
    { left: 268, top: 80, width: 1000, height: 300 },
    { left: 1180, top: 20, width: 80, height: 30 },
  ];
  expect(targets.filter(covers)).toEqual([]);
  expect(placeCard({ left: 0, top: 0, width: 248, height: 800 }, card, view)).toEqual({
    left: 262,
    top: 310,
  });
});

it('stays inside the window, whatever is pointed at', () => {
  for (const target of [
    null,
    { left: -200, top: -200, width: 90, height: 90 },
    { left: 0, top: 0, width: 1280, height: 800 },
    { left: 1270, top: 790, width: 300, height: 300 },
  ]) {
    const { left, top } = placeCard(target, card, view);
    expect(left).toBeGreaterThanOrEqual(12);
    expect(top).toBeGreaterThanOrEqual(12);
    expect(left + card.width).toBeLessThanOrEqual(1268);
    expect(top + card.height).toBeLessThanOrEqual(788);
  }
});
