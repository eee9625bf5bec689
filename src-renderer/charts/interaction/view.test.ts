import { describe, expect, it } from 'vitest';
import type { View } from '../../../src-shared/dataset/explore';
import { present } from '../../../src-shared/present';
import { boxed, clampShare, panned, shareAt, viewAfterKey, wheelFactor, zoomed } from './view';
import { dragTo, startDrag, boxView, panView } from './view-drag';

const VIEW: View = { x: [0, 10], y: [100, 300] };

describe('views', () => {
  it('are moved by shares of their spans', () => {
    expect(panned(VIEW, { x: 0.5, y: -1 })).toEqual({ x: [5, 15], y: [-100, 100] });
  });

  it('are zoomed about a place that stays', () => {
    expect(zoomed(VIEW, 0.5, { x: 0.2, y: 1 }, null)).toEqual({ x: [1, 6], y: [200, 300] });
    const back = zoomed(zoomed(VIEW, 0.5, { x: 0.2, y: 1 }, VIEW), 2, { x: 0.2, y: 1 }, VIEW);
    expect(back.x[0]).toBeCloseTo(0, 12);
    expect(back.x[1]).toBeCloseTo(10, 12);
  });

  it('end where doubles do, and where there is nothing more to see', () => {
    let closer: View = VIEW;
    for (let i = 0; i < 200; i++) closer = zoomed(closer, 0.5, { x: 0.5, y: 0.5 }, VIEW);
    expect(closer.x[1] - closer.x[0]).toBeGreaterThan(4e-9);
    expect(closer.x[1] - closer.x[0]).toBeLessThan(6e-9);
    let far: View = VIEW;
    for (let i = 0; i < 200; i++) far = zoomed(far, 2, { x: 0.5, y: 0.5 }, VIEW);
    expect(far.y[1] - far.y[0]).toBe(4000);
  });

  it('are drawn as a box in any direction, unless it was a slip', () => {
    const smallest = { x: 0.01, y: 0.01 };
    expect(boxed(VIEW, { x: 0.8, y: 0.25 }, { x: 0.2, y: 0.75 }, smallest)).toEqual({
      x: [2, 8],
      y: [150, 250],
    });
    expect(boxed(VIEW, { x: 0.8, y: 0.25 }, { x: 0.801, y: 0.75 }, smallest)).toBeNull();
  });

  it('answer keys and the wheel', () => {
    const key = (name: string, shiftKey = false): View | null =>
      viewAfterKey(VIEW, { key: name, shiftKey }, null);
    expect(key('ArrowRight')?.x).toEqual([1, 11]);
    expect(key('ArrowDown', true)?.y).toEqual([0, 200]);
    const nearer = present(key('+'));
    expect(nearer.x[1] - nearer.x[0]).toBeCloseTo(10 / 1.5, 12);
    expect(key('a')).toBeNull();
    expect(wheelFactor(-100)).toBeLessThan(1);
    expect(wheelFactor(100) * wheelFactor(-100)).toBeCloseTo(1, 12);
    expect(wheelFactor(1e9)).toBe(wheelFactor(120));
  });
});

describe('a drag over a view', () => {
  const frame = { left: 50, top: 20, width: 200, height: 100 };

  it('begins inside the frame alone', () => {
    expect(shareAt(frame, { x: 100, y: 45 })).toEqual({ x: 0.25, y: 0.75 });
    expect(startDrag('pan', shareAt(frame, { x: 49, y: 45 }), VIEW)).toBeNull();
    expect(startDrag('pan', shareAt(frame, { x: 50, y: 20 }), VIEW)).not.toBeNull();
    expect(clampShare({ x: -2, y: 1.5 })).toEqual({ x: 0, y: 1 });
  });

  it('keeps under the pointer what was there, also beyond the frame', () => {
    const drag = dragTo(present(startDrag('pan', { x: 0.5, y: 0.5 }, VIEW)), { x: 1.5, y: 0.25 });
    // What was under the pointer, 5 and 200, lies at 1.5 and 0.25 of the view now.
    expect(panView(drag)).toEqual({ x: [-10, 0], y: [150, 350] });
  });

  it('marks a box that ends at the edges', () => {
    const drag = dragTo(present(startDrag('box', { x: 0.5, y: 0.5 }, VIEW)), { x: 3, y: -1 });
    expect(boxView(drag, { x: 0.1, y: 0.1 })).toEqual({ x: [5, 10], y: [100, 200] });
    expect(boxView(drag, { x: 0.6, y: 0.1 })).toBeNull();
  });
});
