/** Items at their slots. */
export interface Spread {
  /** Slot of each item, ascending. */
  readonly slots: Int32Array;
  /** Sum of what the items cost where they are, and of the gaps. */
  readonly cost: number;
}

/**
 * Spreads items over slots of which there are as many or more, in their order and at the least cost;
 * what stays empty is a gap. By dynamic programming from the last item to the first, as sequences are
 * aligned (Needleman and Wunsch 1970): items x gaps steps.
 * @param costAt what an item costs at a slot, from 0
 * @param gapCost what a slot costs that stays empty
 */
export function spreadItems(
  items: number,
  slots: number,
  costAt: (item: number, slot: number) => number,
  gapCost: number,
): Spread {
  const gaps = slots - items;
  const width = gaps + 2;
  // least[i][g]: of placing items from the i-th on when g slots before were left empty.
  const least = new Float64Array((items + 1) * width).fill(Infinity);
  for (let g = 0; g <= gaps; g++) least[items * width + g] = (gaps - g) * gapCost;
  for (let i = items - 1; i >= 0; i--) {
    const own = i * width;
    for (let g = gaps; g >= 0; g--) {
      const take = costAt(i, i + g) + least[own + width + g];
      least[own + g] = Math.min(take, gapCost + least[own + g + 1]);
    }
  }
  const found = new Int32Array(items);
  let g = 0;
  for (let i = 0; i < items; i++) {
    const own = i * width;
    while (costAt(i, i + g) + least[own + width + g] > least[own + g]) g++;
    found[i] = i + g;
  }
  return { slots: found, cost: least[0] };
}

/** Items merged so that each slot has some. */
export interface Merge {
  /** For each slot its first item, and how many it has. */
  readonly merged: readonly { readonly from: number; readonly count: number }[];
  /** Sum of what the slots cost, and of the items that are left over. */
  readonly cost: number;
}

/**
 * Fills slots with items of which there are as many or more, in their order and at the least cost:
 * neighbours are merged, or an item is left over. By dynamic programming from the last slot to the
 * first: slots x surplus^2 steps.
 * @param mergeCost what `count` items from the one at `from` on cost as one at a slot, from 0
 * @param leaveCost what it costs to leave an item over in front of a slot; behind the last one, `slots`
 */
export function mergeItems(
  items: number,
  slots: number,
  mergeCost: (from: number, count: number, slot: number) => number,
  leaveCost: (item: number, slot: number) => number,
): Merge {
  const surplus = items - slots;
  const width = surplus + 2;
  // least[j][s]: of filling slots from the j-th on when s items more than j were used before.
  const least = new Float64Array((slots + 1) * width).fill(Infinity);
  // Move 0 leaves an item over, move m fills the slot with m items.
  const moves = new Int32Array((slots + 1) * width);
  for (let j = slots; j >= 0; j--) {
    const own = j * width;
    for (let s = surplus; s >= 0; s--) {
      const i = j + s;
      let best = j === slots && s === surplus ? 0 : Infinity;
      let move = 0;
      for (let m = 1; j < slots && m <= surplus - s + 1; m++) {
        const cost = mergeCost(i, m, j) + least[own + width + s + m - 1];
        if (cost < best) [best, move] = [cost, m];
      }
      if (s < surplus) {
        const cost = leaveCost(i, j) + least[own + s + 1];
        if (cost < best) [best, move] = [cost, 0];
      }
      least[own + s] = best;
      moves[own + s] = move;
    }
  }
  const merged: { from: number; count: number }[] = [];
  for (let j = 0, s = 0; j < slots;) {
    const move = moves[j * width + s];
    if (move === 0) s++;
    else {
      merged.push({ from: j + s, count: move });
      s += move - 1;
      j++;
    }
  }
  return { merged, cost: least[0] };
}
