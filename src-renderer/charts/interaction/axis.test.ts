import { describe, expect, it } from 'vitest';
import { brushBox, brushSpan } from './brush';
import { crosshairAfterKey, pointInside } from './crosshair';
import { arrowDirection, stepAfterKey } from './keys';
import { clampTo, panRange, zoomRange } from './range';

describe('ranges', () => {
  it('widen around a place and move, also on a logarithmic axis', () => {
    expect(zoomRange([0, 10], false, 0.5, 2)).toEqual([-5, 15]);
    expect(panRange([0, 10], false, 0.5)).toEqual([5, 15]);
    expect(panRange([1, 100], true, 0.5)[0]).toBeCloseTo(10, 10);
    const [low, high] = zoomRange([1, 100], true, 0, 0.5);
    expect([low, high]).toEqual([1, expect.closeTo(10, 10)]);
    expect([-1, 3, 12].map((value) => clampTo([0, 10], value))).toEqual([0, 3, 10]);
  });
});

describe('a brush', () => {
  const area = { left: 40, top: 10, width: 300, height: 100 };

  it('marks a span from either side, up to the edges, unless it was a slip', () => {
    expect(brushSpan(90, 30, [40, 340], 8)).toEqual([40, 90]);
    expect(brushSpan(100, 92, [40, 340], 8)).toEqual([92, 100]);
    expect(brushSpan(100, 93, [40, 340], 8)).toBeNull();
    // Both ends lie beside the axis.
    expect(brushSpan(0, 30, [40, 340], 8)).toBeNull();
  });

  it('means x where it is flat, y where it is upright, both where it is a box', () => {
    const box = (to: { x: number; y: number }) => brushBox({ x: 100, y: 50 }, to, area, 10);
    expect(box({ x: 200, y: 52 })).toEqual({
      left: 100,
      right: 200,
      top: 10,
      bottom: 110,
      isX: true,
      isY: false,
    });
    expect(box({ x: 103, y: 500 })).toEqual({
      left: 40,
      right: 340,
      top: 50,
      bottom: 110,
      isX: false,
      isY: true,
    });
    expect(box({ x: 60, y: 20 })).toMatchObject({ left: 60, right: 100, top: 20, bottom: 50 });
    expect(box({ x: 109, y: 59 })).toBeNull();
  });
});

describe('keys', () => {
  const step = (key: string, from: number | null, shiftKey = false): number | null =>
    stepAfterKey({ key, shiftKey }, from, 30);

  it('walk along steps and end at the last ones', () => {
    expect([step('ArrowLeft', null), step('ArrowLeft', 5), step('ArrowLeft', 0)]).toEqual([28, 4, 0]);
    expect([step('ArrowRight', 5, true), step('ArrowRight', 25, true)]).toEqual([15, 29]);
    expect([step('Home', 9), step('End', null), step('a', 9)]).toEqual([0, 29, null]);
    expect(stepAfterKey({ key: 'End', shiftKey: false }, null, 0)).toBeNull();
  });

  it('point upwards as y does', () => {
    expect([arrowDirection('ArrowUp'), arrowDirection('ArrowLeft'), arrowDirection('Up')]).toEqual([
      { x: 0, y: 1 },
      { x: -1, y: 0 },
      null,
    ]);
  });
});

describe('a crosshair', () => {
  const plane = { xRange: [0, 200], yRange: [-1, 1] } as const;

  it('begins in the middle and stays in the plane', () => {
    expect(crosshairAfterKey({ key: 'ArrowRight', shiftKey: false }, null, plane)).toEqual({
      x1: 102,
      x2: 0,
    });
    expect(crosshairAfterKey({ key: 'ArrowUp', shiftKey: true }, { x1: 3, x2: 0.9 }, plane)).toEqual({
      x1: 3,
      x2: 1,
    });
    expect(crosshairAfterKey({ key: 'Enter', shiftKey: false }, null, plane)).toBeNull();
    expect(pointInside({ x1: 200, x2: -1 }, plane)).toEqual({ x1: 200, x2: -1 });
    expect(pointInside({ x1: 201, x2: 0 }, plane)).toBeNull();
    expect(pointInside({ x1: NaN, x2: 0 }, plane)).toBeNull();
  });
});
