/** A thing that wants a label beside it. */
export interface LabelAnchor {
  readonly x: number;
  readonly y: number;
  /** Size of the written label. */
  readonly width: number;
  readonly height: number;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Upper left corner of a placed label. */
export interface PlacedLabel {
  readonly left: number;
  readonly top: number;
}

/**
 * Puts each label beside its anchor where it covers least: right, left, above, below and the four
 * corners are tried in that order, against the labels placed before and against every anchor's
 * mark. Anchors first in the list get the better positions.
 * @param gap distance between mark and label in pixels
 */
export function placeLabels(anchors: readonly LabelAnchor[], bounds: Bounds, gap = 8): PlacedLabel[] {
  const placed: Bounds[] = [];
  const marks = anchors.map(({ x, y }) => ({ left: x - 6, top: y - 6, right: x + 6, bottom: y + 6 }));
  return anchors.map((anchor, index) => {
    let best: { box: Bounds; cost: number } | null = null;
    for (const [position, box] of candidates(anchor, gap).entries()) {
      let cost = position * 0.01 + outside(box, bounds) * 10;
      for (const other of placed) cost += overlap(box, other) * 4;
      for (const [mark, other] of marks.entries()) if (mark !== index) cost += overlap(box, other) * 2;
      if (best === null || cost < best.cost) best = { box, cost };
    }
    const box = best?.box ?? { left: anchor.x, top: anchor.y, right: anchor.x, bottom: anchor.y };
    placed.push(box);
    return { left: box.left, top: box.top };
  });
}

function candidates({ x, y, width, height }: LabelAnchor, gap: number): Bounds[] {
  const nearGap = gap * 0.75;
  const at = (left: number, top: number): Bounds => ({
    left,
    top,
    right: left + width,
    bottom: top + height,
  });
  return [
    at(x + gap, y - height / 2),
    at(x - gap - width, y - height / 2),
    at(x - width / 2, y - gap - height),
    at(x - width / 2, y + gap),
    at(x + nearGap, y - nearGap - height),
    at(x + nearGap, y + nearGap),
    at(x - nearGap - width, y - nearGap - height),
    at(x - nearGap - width, y + nearGap),
  ];
}

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function outside(box: Bounds, bounds: Bounds): number {
  const area = (box.right - box.left) * (box.bottom - box.top);
  return area - overlap(box, bounds);
}
