import { isFork, type LineageItem } from './lineage';

/** Time on x, or one step for each that began. */
export type LineageScale = 'time' | 'order';

/** An item with its place: `x0` to `x1` within 0 to 1, in a lane from the top. */
export interface PlacedItem {
  readonly item: LineageItem;
  readonly x0: number;
  readonly x1: number;
  readonly lane: number;
}

/** Where everything stands. */
export interface LineageLayout {
  readonly placed: readonly PlacedItem[];
  readonly byKey: ReadonlyMap<string, PlacedItem>;
  readonly lanes: number;
  /** Epoch milliseconds at a place within 0 to 1, of the items that begin up to there. */
  timeAt(x: number): number;
}

/** Share of the picture that keeps two in a lane apart. */
const GAP = 0.006;

/**
 * Places items: data has a lane, below it a lane a branch. A run that goes on from the last one of its lane
 * stays in it; any other takes the first lane of its data that is free by then, or a new one.
 * @param items by when they began, as `buildLineage` gives them
 */
export function layOut(items: readonly LineageItem[], scale: LineageScale): LineageLayout {
  const place = scale === 'time' ? byTime(items) : byOrder(items);
  const bands = new Map<string, LineageItem[]>();
  for (const item of items) {
    const band = bands.get(item.data);
    if (band === undefined) bands.set(item.data, [item]);
    else band.push(item);
  }
  const placed: PlacedItem[] = [];
  const byKey = new Map<string, PlacedItem>();
  let top = 0;
  for (const band of bands.values()) {
    const lanes: { last: string; end: number }[] = [];
    for (const item of band) {
      const { x0, x1 } = place(item);
      const parent = isFork(item) ? byKey.get(item.parent ?? '') : undefined;
      const beside = parent?.item.data === item.data ? parent.lane - top - 1 : null;
      const lane = item.kind === 'data' ? 0 : 1 + takeLane(lanes, item, { x0, x1 }, beside);
      const one = { item, x0, x1, lane: top + lane };
      placed.push(one);
      byKey.set(item.key, one);
    }
    top += 1 + lanes.length;
  }
  return { placed, byKey, lanes: top, timeAt: (x) => place.time(x) };
}

/**
 * The lane that an item goes into; the lanes then end where it does.
 * @param beside lane of the run that it is a fork of: if it does not go on from there, it has another one
 */
function takeLane(
  lanes: { last: string; end: number }[],
  item: LineageItem,
  { x0, x1 }: { readonly x0: number; readonly x1: number },
  beside: number | null,
): number {
  const own = isFork(item) ? lanes.findIndex(({ last }) => last === item.parent) : -1;
  const goesOn = own >= 0 && (lanes[own]?.end ?? Infinity) <= x0 + GAP / 2;
  const free = goesOn ? own : lanes.findIndex(({ end }, lane) => end + GAP <= x0 && lane !== beside);
  const lane = free < 0 ? lanes.length : free;
  lanes[lane] = { last: item.key, end: x1 };
  return lane;
}

interface Place {
  (item: LineageItem): { readonly x0: number; readonly x1: number };
  time(x: number): number;
}

function byTime(items: readonly LineageItem[]): Place {
  const from = items.reduce((least, { start }) => Math.min(least, start), Infinity);
  const to = items.reduce((most, { end }) => Math.max(most, end), -Infinity);
  const span = to > from ? to - from : 1;
  const at = (time: number): number => (time - from) / span;
  return Object.assign(({ start, end }: LineageItem) => ({ x0: at(start), x1: at(end) }), {
    time: (x: number) => (Number.isFinite(from) ? from + x * span : 0),
  });
}

/** Steps that the picture has room for, at least: few bars are not long ones. */
const LEAST_STEPS = 12;

/** Data reaches from its first to the last that came from it. */
function byOrder(items: readonly LineageItem[]): Place {
  const begun = items.filter(({ kind }) => kind !== 'data');
  const rank = new Map(begun.map(({ key }, r) => [key, r]));
  const n = Math.max(LEAST_STEPS, begun.length);
  const ends = new Map<string, { first: number; last: number }>();
  for (const [r, { data }] of begun.entries()) {
    const known = ends.get(data);
    ends.set(data, { first: known?.first ?? r, last: r });
  }
  return Object.assign(
    ({ key, kind }: LineageItem) => {
      const { first, last } = ends.get(key) ?? { first: 0, last: 0 };
      const r = rank.get(key) ?? 0;
      return kind === 'data' ? { x0: first / n, x1: (last + 0.7) / n } : { x0: r / n, x1: (r + 0.7) / n };
    },
    { time: (x: number) => begun[Math.min(begun.length - 1, Math.max(0, Math.floor(x * n)))]?.start ?? 0 },
  );
}
