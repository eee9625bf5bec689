import { describe, expect, it } from 'vitest';
import { Pacer } from './rate-limiter';

function paced(speed: number | null): { pacer: Pacer; clock: { now: number } } {
  const clock = { now: 1000 };
  return { clock, pacer: new Pacer({ now: () => clock.now, sliceMs: 30, speed }) };
}

describe(Pacer, () => {
  it('keeps a speed of few steps a second by waiting after each', () => {
    const { pacer, clock } = paced(10);
    expect([pacer.step(), pacer.waitMs()]).toEqual([true, 100]);
    clock.now += 100;
    expect(pacer.waitMs()).toBe(0);
    expect([pacer.step(), pacer.waitMs()]).toEqual([true, 100]);
  });

  it('makes many steps a second in bursts of a frame, and no more of them', () => {
    const { pacer, clock } = paced(10_000);
    let steps = 0;
    let waits = 0;
    const end = clock.now + 1000;
    while (clock.now < end) {
      steps++;
      clock.now += 0.01;
      if (!pacer.step()) continue;
      const waitMs = pacer.waitMs();
      if (waitMs > 0) waits++;
      clock.now += waitMs;
      pacer.newSlice();
    }
    expect(Math.abs(steps - 10_000)).toBeLessThan(200);
    expect(waits).toBeGreaterThan(40);
    expect(waits).toBeLessThan(70);
  });

  it('hands control back after a slice, without a limit too, and catches nothing up after a rest', () => {
    const { pacer, clock } = paced(null);
    expect(pacer.step()).toBe(false);
    clock.now += 30;
    expect([pacer.step(), pacer.sliceIsOver(), pacer.waitMs()]).toEqual([true, true, 0]);
    pacer.setSpeed(1000);
    clock.now += 5000;
    pacer.restart();
    for (let step = 1; step < 16; step++) expect(pacer.step()).toBe(false);
    expect([pacer.step(), pacer.waitMs()]).toEqual([true, 16]);
  });
});
