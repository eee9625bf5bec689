import { describe, expect, it } from 'vitest';
import { RateLimiter } from './rate-limiter';

function paced(speed: number | null): { limiter: RateLimiter; clock: { now: number } } {
  const clock = { now: 1000 };
  return { clock, limiter: new RateLimiter({ now: () => clock.now, sliceMs: 30, speed }) };
}

describe(RateLimiter, () => {
  it('keeps a speed of few steps a second by waiting after each', () => {
    const { limiter, clock } = paced(10);
    expect([limiter.step(), limiter.waitMs()]).toEqual([true, 100]);
    clock.now += 100;
    expect(limiter.waitMs()).toBe(0);
    expect([limiter.step(), limiter.waitMs()]).toEqual([true, 100]);
  });

  it('makes many steps a second in bursts of a frame, and no more of them', () => {
    const { limiter, clock } = paced(10_000);
    let steps = 0;
    let waits = 0;
    const end = clock.now + 1000;
    while (clock.now < end) {
      steps++;
      clock.now += 0.01;
      if (!limiter.step()) continue;
      const waitMs = limiter.waitMs();
      if (waitMs > 0) waits++;
      clock.now += waitMs;
      limiter.newSlice();
    }
    expect(Math.abs(steps - 10_000)).toBeLessThan(200);
    expect(waits).toBeGreaterThan(40);
    expect(waits).toBeLessThan(70);
  });

  it('hands control back after a slice, without a limit too, and catches nothing up after a rest', () => {
    const { limiter, clock } = paced(null);
    expect(limiter.step()).toBe(false);
    clock.now += 30;
    expect([limiter.step(), limiter.sliceIsOver(), limiter.waitMs()]).toEqual([true, true, 0]);
    limiter.setSpeed(1000);
    clock.now += 5000;
    limiter.restart();
    for (let step = 1; step < 16; step++) expect(limiter.step()).toBe(false);
    expect([limiter.step(), limiter.waitMs()]).toEqual([true, 16]);
  });
});
