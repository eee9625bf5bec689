import { describe, expect, it } from 'vitest';
import { WishesOfWindows } from './run-wishes';

function bench() {
  const told: string[] = [];
  const wishes = new WishesOfWindows({
    watch: (ids) => void told.push(`watch ${[...ids].sort().join()}`),
    drawUnits: (id, on) => void told.push(`units of ${id} ${on ? 'on' : 'off'}`),
  });
  return { told, a: wishes.add(), b: wishes.add() };
}

describe(WishesOfWindows, () => {
  it('watches what any window shows', () => {
    const { told, a, b } = bench();
    a.watch(['1', '2']);
    b.watch(['2', '3']);
    a.watch([]);
    b.watch([]);
    expect(told).toEqual(['watch 1,2', 'watch 1,2,3', 'watch 2,3', 'watch ']);
  });

  it('draws units until the last window has left them', () => {
    const { told, a, b } = bench();
    a.drawUnits('1', true);
    b.drawUnits('1', true);
    a.drawUnits('1', false);
    b.drawUnits('1', false);
    expect(told).toEqual(['units of 1 on', 'units of 1 on', 'units of 1 on', 'units of 1 off']);
  });

  it('forgets the wishes of a page that is gone, and takes those of the next', () => {
    const { told, a, b } = bench();
    a.watch(['1']);
    a.drawUnits('1', true);
    b.watch(['2']);
    told.length = 0;
    a.end();
    expect(told).toEqual(['units of 1 off', 'watch 2']);
    a.watch(['3']);
    expect(told.at(-1)).toBe('watch 2,3');
  });
});
