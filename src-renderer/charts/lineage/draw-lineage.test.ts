import { describe, expect, it } from 'vitest';
import type { LineageLayout, PlacedItem } from '../../../src-shared/lineage/lanes';
import type { LineageItem } from '../../../src-shared/lineage/lineage';
import { AXIS, boxOf, findAt, fromX, LANE, type LineageLook } from './draw-lineage';

const item = (key: string, parent: string | null): LineageItem => ({
  key,
  kind: parent === null ? 'data' : 'run',
  label: key,
  status: parent === null ? '' : 'finished',
  colour: null,
  start: 0,
  end: 1,
  parent,
  data: 'd',
  count: 1,
  sha256: null,
});
const placed: readonly PlacedItem[] = [
  { item: item('d', null), x0: 0, x1: 1, lane: 0 },
  { item: item('a', 'd'), x0: 0.25, x1: 0.5, lane: 1 },
  { item: item('b', 'a'), x0: 0.75, x1: 0.75, lane: 1 },
];
const layout: LineageLayout = {
  placed,
  byKey: new Map(placed.map((one) => [one.item.key, one])),
  lanes: 2,
  timeAt: (x) => x,
};
const look = (change: Partial<LineageLook> = {}): LineageLook => ({
  layout,
  range: [0, 1],
  top: 0,
  current: null,
  related: null,
  findColour: () => null,
  findName: ({ key }) => key,
  formatTime: String,
  ...change,
});
// Between the margins of 18 pixels, and the 12 of the shortest bar, 400 pixels are left.
const WIDTH = 448;

describe(boxOf, () => {
  it('lays x out between the margins, and makes no bar shorter than it is high', () => {
    expect(placed.map((one) => boxOf(one, look(), WIDTH))).toEqual([
      { x0: 18, x1: 418, y: AXIS + LANE / 2 },
      { x0: 118, x1: 218, y: AXIS + 1.5 * LANE },
      { x0: 318, x1: 330, y: AXIS + 1.5 * LANE },
    ]);
  });

  it('follows zoom and scroll', () => {
    const { x0, x1, y } = boxOf(placed[1]!, look({ range: [0.25, 0.75], top: LANE }), WIDTH);
    expect([x0, x1, y]).toEqual([18, 218, AXIS + LANE / 2]);
  });
});

describe(fromX, () => {
  it('is the other way round', () => {
    expect(fromX(118, [0, 1], WIDTH)).toBe(0.25);
    expect(fromX(218, [0.25, 0.75], WIDTH)).toBe(0.5);
  });
});

describe(findAt, () => {
  it.each([
    [120, AXIS + 1.5 * LANE, 'a'],
    [319, AXIS + 1.5 * LANE, 'b'],
    [250, AXIS + 1.5 * LANE, undefined],
    [250, AXIS + 0.5 * LANE, 'd'],
    [120, AXIS - 1, undefined],
  ])('finds at %d, %d: %s', (x, y, key) => {
    expect(findAt(x, y, look(), WIDTH)?.item.key).toBe(key);
  });
});
