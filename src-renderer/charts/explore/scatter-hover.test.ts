import { describe, expect, it } from 'vitest';
import { OTHER_CLASS, type ScatterAnswer } from '../../../src-shared/dataset/explore';
import { BINS } from '../../testing/drawn-bins';
import { axisBox } from '../scales/axis-box';
import { createPlane } from '../stage/plane';
import { hoverFacts, scatterSentence } from './scatter-hover';

function scatterAnswer(change: Partial<ScatterAnswer>): ScatterAnswer {
  return {
    kind: 'scatter',
    rows: { total: 11, used: 11, doubtful: 0 },
    x: { name: 'h', type: 'number', categories: [] },
    y: { name: 'w', type: 'number', categories: [] },
    colour: null,
    view: { x: [0, 2], y: [0, 2] },
    window: { x: [0, 2], y: [0, 2] },
    extent: { x: [0, 2], y: [0, 2] },
    total: 11,
    inView: 11,
    missing: 0,
    drawn: BINS,
    ...change,
  };
}

describe('what is said of a scatter', () => {
  const plane = createPlane({ left: 0, top: 0, width: 200, height: 200 }, [0, 2], [0, 2]);

  it('is how many points, how they are drawn and what is left out', () => {
    expect(scatterSentence(scatterAnswer({ total: 1_000_000, inView: 1_000_000 }))).toBe(
      '1,000,000 points, drawn as density',
    );
    const { drawn } = POINTS;
    const few = scatterAnswer({ inView: 3, missing: 2, drawn, rows: { total: 100, used: 40, doubtful: 1 } });
    expect(scatterSentence(few)).toBe(
      '3 of 11 points in view · 2 rows left out without a value of h or w · 1 row that may be out of place left out · an even sample of 40 of 100 rows',
    );
  });

  it('is the cell under the pointer', () => {
    const colour = {
      kind: 'classes',
      name: 'c',
      classes: [{ class: OTHER_CLASS, label: '2 other values', count: 5 }],
    } as const;
    expect(hoverFacts(scatterAnswer({ colour }), plane, { x: 150, y: 50 })).toEqual([
      { name: 'here', value: '8 points' },
      { name: 'h', value: '≈ 1.500' },
      { name: 'w', value: '≈ 1.500' },
      { name: 'c', value: 'mostly 2 other values (62 %)' },
    ]);
    expect(hoverFacts(scatterAnswer({ colour }), plane, { x: 150, y: 150 })).toBeNull();
    expect(hoverFacts(scatterAnswer({ colour }), plane, { x: 250, y: 150 })).toBeNull();
  });

  const POINTS = scatterAnswer({
    colour: { kind: 'values', name: 'v', type: 'number', low: 0, high: 9, min: 0, max: 9 },
    drawn: {
      how: 'points',
      x: Float64Array.of(0.5, 1),
      y: Float64Array.of(0.5, 1),
      colour: Float64Array.of(4, NaN),
      row: Float64Array.of(17, 18),
    },
  });

  it('is the nearest point with its row', () => {
    expect(hoverFacts(POINTS, plane, { x: 52, y: 152 })).toEqual([
      { name: 'row', value: '17' },
      { name: 'h', value: '0.5000' },
      { name: 'w', value: '0.5000' },
      { name: 'v', value: '4' },
    ]);
    expect(hoverFacts(POINTS, plane, { x: 100, y: 100 })?.[3]).toEqual({ name: 'v', value: 'missing' });
    expect(hoverFacts(POINTS, plane, { x: 75, y: 125 })).toBeNull();
  });

  it('does not move its plane while the view does', () => {
    expect(axisBox(400, 300, 'number')).toEqual({ left: 66, top: 22, width: 320, height: 238 });
  });
});
