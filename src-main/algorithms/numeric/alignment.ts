/** Items at their places. */
export interface Spread {
  /** Place of each item, ascending. */
  readonly places: Int32Array;
  /** Sum of what the items cost where they are, and of the gaps. */
  readonly cost: number;
}

/**
 * Spreads items over places of which there are as many or more, in their order and at the least cost;
 * what stays empty is a gap. By dynamic programming from the last item to the first, as sequences are
 * aligned (Needleman and Wunsch 1970): items x gaps steps.
 * @param costAt what an item costs at a place, from 0
 * @param gapCost what a place costs that stays empty
 */
export function spreadItems(
  items: number,
  places: number,
  costAt: (item: number, place: number) => number,
  gapCost: number,
): Spread {
  const gaps = places - items;
  const width = gaps + 2;
  // least[i][g]: of placing items from the i-th on when g places before were left empty.
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
  return { places: found, cost: least[0] };
}

/** Items merged so that each place has some. */
export interface Merge {
  /** For each place its first item, and how many it has. */
  readonly merged: readonly { readonly from: number; readonly count: number }[];
  /** Sum of what the places cost, and of the items that are left over. */
  readonly cost: number;
}

/**
 * Fills places with items of which there are as many or more, in their order and at the least cost:
 * neighbours are merged, or an item is left over. By dynamic programming from the last place to the
 * first: places x surplus^2 steps.
 * @param mergeCost what `count` items from the one at `from` on cost as one at a place, from 0
 * @param leaveCost what it costs to leave an item over in front of a place; behind the last one, `places`
 */
export function mergeItems(
  items: number,
  places: number,
  mergeCost: (from: number, count: number, place: number) => number,
  leaveCost: (item: number, place: number) => number,
): Merge {
  const surplus = items - places;
  const width = surplus + 2;
  // least[j][s]: of filling places from the j-th on when s items more than j were used before.
  const least = new Float64Array((places + 1) * width).fill(Infinity);
  // Move 0 leaves an item over, move m fills the place with m items.
  const moves = new Int32Array((places + 1) * width);
  for (let j = places; j >= 0; j--) {
    const own = j * width;
    for (let s = surplus; s >= 0; s--) {
      const i = j + s;
      let best = j === places && s === surplus ? 0 : Infinity;
      let move = 0;
      for (let m = 1; j < places && m <= surplus - s + 1; m++) {
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
  for (let j = 0, s = 0; j < places;) {
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
