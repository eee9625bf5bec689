import {
  f32,
  f32x4,
  f64,
  f64x2,
  i32,
  repeat,
  v128,
  when,
  whilst,
  type Code,
  type Local,
} from '../../wasm/assembler';
import { writeModule } from '../../wasm/module';
import { BLOCK_ROWS } from '../math';
import { loadField, type BlockShape } from './block';
import { seedFilter } from './seed-filter';
import { AT_ONCE, CHUNK_ROWS, seedLists } from './seed-lists';
import { writeShortRows } from './shorts';

/** Features that the loop over them takes at once. */
const UNROLLED = 8;

/**
 * `seed(block)`, for many features or clusters: a pass of k-means++ over a block, or what settles one of the
 * rows that the last pass tried. A start's first pass writes the whole numbers of its rows. A pass works out the distance of each row to each tried one roughly, in
 * whole numbers, lists the rows for which that leaves open whether the tried row is nearer than the nearest
 * centre, and adds up what each tried row lowers the sum by at least and at most. To settle one is to work
 * out the distances of its list in float64, as the plain loops do, and the sum with it: so the sums are to the
 * bit those of the plain loops.
 * @param hasGains whether passes add up gains
 */
export function shortSeedsModule(
  { width, weighted }: BlockShape,
  tries: number,
  shared: boolean,
  hasGains: boolean,
): Uint8Array {
  const stride = 8 * width;
  const layout = seedLists(tries);
  return writeModule('seed', ['i32'], null, shared, ([block], local) => {
    const locals = (type: 'i32' | 'v128', count: number): Local[] =>
      Array.from({ length: count }, () => local(type));
    const from = local('i32');
    const to = local('i32');
    const blockEnd = local('i32');
    const lists = local('i32');
    const tails = locals('i32', tries);
    const gains = Array.from({ length: hasGains ? Math.ceil(tries / 4) : 0 }, () => ({
      least: local('v128'),
      most: local('v128'),
    }));
    const { begin, filter } = seedFilter(width, tries, { from, to, tails, gains }, local);
    const row = local('i32');
    const set = local('i32');
    const slot = local('i32');
    const list = local('i32');
    const tail = local('i32');
    const exact = local('i32');
    const q = local('i32');
    const until = local('i32');
    const at = local('i32');
    const nearest = local('i32');
    const weight = local('i32');
    const rows = locals('i32', AT_ONCE);
    const feature = local('v128');
    const value = local('v128');
    const squared = locals('v128', AT_ONCE / 2);
    const sum = local('v128');
    const times = (index: Code, bytes: number): Code => i32.mul(index, i32.const(bytes));
    const moved = (pointer: Local, bytes: number): Code =>
      pointer.set(i32.add(pointer.get, i32.const(bytes)));
    const listOf = (index: Code): Code =>
      i32.add(i32.add(lists.get, i32.const(layout.rowsAt)), times(index, layout.rowsBytes));
    const distancesOf = (index: Code): Code =>
      i32.add(i32.add(lists.get, i32.const(layout.distancesAt)), times(index, layout.distancesBytes));
    const wordOf = (index: Code): Code => i32.add(lists.get, times(index, 4));
    /** The list of the tried row `set` and its distances, which `slot` names, from the start. */
    const openList: Code = [
      list.set(listOf(set.get)),
      tail.set(i32.load(wordOf(set.get), layout.endsAt)),
      exact.set(distancesOf(slot.get)),
    ];
    /** Lowers the squared distances at `base`, of rows from `first` on, to those of the list. */
    const lower = (base: Code, first: Code): Code => [
      openList,
      whilst(i32.ltUnsigned(list.get, tail.get), [
        at.set(i32.add(base, times(i32.sub(i32.load(list.get), first), 8))),
        f64.store(at.get, f64.min(f64.load(at.get), f64.load(exact.get))),
        moved(list, 4),
        moved(exact, 8),
      ]),
    ];
    /** The centre that joined since the last pass, which is settled, brings the rows of its list nearer. */
    const join: Code = [
      set.set(loadField('joined')),
      slot.set(loadField('joinedSlot')),
      when(i32.ge(set.get, i32.const(0)), lower(loadField('distances'), i32.const(0))),
    ];

    /** The squared distances of the rows at `rows` to the centre at `q`, feature by feature. */
    const one = (j: number): Code => [
      value.set(v128.load64Splat(q.get, 8 * j)),
      squared.map((own, two) => [
        feature.set(
          f64x2.sub(
            v128.load64Lane(rows[2 * two + 1].get, v128.load64Splat(rows[2 * two].get, 8 * j), 1, 8 * j),
            value.get,
          ),
        ),
        own.set(f64x2.add(own.get, f64x2.mul(feature.get, feature.get))),
      ]),
    ];
    const several = (count: number): Code => Array.from({ length: count }, (_, j) => one(j));
    const turns = Math.floor(width / UNROLLED);
    const distances: Code = [
      squared.map((own) => own.set(f64x2.splat(f64.const(0)))),
      turns < 2
        ? several(width)
        : [
            until.set(i32.add(q.get, i32.const(8 * UNROLLED * turns))),
            repeat(
              [several(UNROLLED), [q, ...rows].map((pointer) => moved(pointer, 8 * UNROLLED))],
              i32.ne(q.get, until.get),
            ),
            several(width % UNROLLED),
          ],
    ];
    /** Exactly, for the rows of the list. */
    const measure: Code = [
      openList,
      when(i32.ltUnsigned(list.get, tail.get), [
        // What fills up the list is measured twice.
        row.set(i32.load(i32.sub(tail.get, i32.const(4)))),
        rows.slice(1).map((_, i) => i32.store(tail.get, row.get, 4 * i)),
        repeat(
          [
            rows.map((pointer, i) =>
              pointer.set(i32.add(loadField('values'), times(i32.load(list.get, 4 * i), stride))),
            ),
            q.set(i32.add(loadField('seeds'), times(set.get, stride))),
            distances,
            squared.map((own, two) => v128.store(exact.get, own.get, 16 * two)),
            moved(list, 4 * AT_ONCE),
            moved(exact, 8 * AT_ONCE),
          ],
          i32.ltUnsigned(list.get, tail.get),
        ),
      ]),
    ];
    /** `each` of the block's pairs of rows, `nearest` being where they stand in the block's part. */
    const overPairs = (each: Code): Code => [
      nearest.set(i32.add(lists.get, i32.const(layout.nearestAt))),
      until.set(i32.add(nearest.get, times(i32.sub(blockEnd.get, from.get), 8))),
      whilst(i32.ltUnsigned(nearest.get, until.get), [each, moved(nearest, 16)]),
    ];
    const settle: Code = [
      measure,
      at.set(i32.add(loadField('distances'), times(from.get, 8))),
      overPairs([v128.store(nearest.get, v128.load(at.get)), moved(at, 16)]),
      lower(i32.add(lists.get, i32.const(layout.nearestAt)), from.get),
      weighted ? weight.set(i32.add(loadField('weights'), times(from.get, 8))) : [],
      sum.set(f64x2.splat(f64.const(0))),
      overPairs([
        value.set(v128.load(nearest.get)),
        weighted ? [value.set(f64x2.mul(v128.load(weight.get), value.get)), moved(weight, 16)] : [],
        sum.set(f64x2.add(sum.get, value.get)),
      ]),
      f64.store(
        i32.add(i32.add(loadField('seedSums'), times(block.get, 8 * tries)), i32.shl(set.get, i32.const(3))),
        f64.add(f64x2.lane(sum.get, 0), f64x2.lane(sum.get, 1)),
      ),
    ];

    const gainBounds = gains.flatMap(({ least, most }) => [least, most]);
    /** Adds a chunk's gains to the block's. */
    const addGains: Code = tails.map((_, c) => {
      const own = gains[c >> 2];
      if (own === undefined) return [];
      return [own.least, own.most].map((bound, i) =>
        f64.store(
          lists.get,
          f64.add(
            f64.load(lists.get, layout.gainsAt + 16 * c + 8 * i),
            f64.promote(f32x4.lane(bound.get, c & 3)),
          ),
          layout.gainsAt + 16 * c + 8 * i,
        ),
      );
    });
    const pass: Code = [
      when(loadField('shortsDue'), [row.set(from.get), writeShortRows(width, { row, to: blockEnd }, local)]),
      join,
      begin,
      tails.map((own, c) => [
        own.set(listOf(i32.const(c))),
        v128.store(lists.get, f64x2.splat(f64.const(0)), layout.gainsAt + 16 * c),
      ]),
      whilst(i32.lt(from.get, blockEnd.get), [
        to.set(i32.add(from.get, i32.const(CHUNK_ROWS))),
        when(i32.lt(blockEnd.get, to.get), to.set(blockEnd.get)),
        gainBounds.map((bound) => bound.set(f32x4.splat(f32.const(0)))),
        filter,
        addGains,
        from.set(to.get),
      ]),
      tails.map((own, c) => i32.store(lists.get, own.get, layout.endsAt + 4 * c)),
    ];

    return [
      from.set(times(block.get, BLOCK_ROWS)),
      blockEnd.set(i32.add(from.get, i32.const(BLOCK_ROWS))),
      when(i32.lt(loadField('rows'), blockEnd.get), blockEnd.set(loadField('rows'))),
      lists.set(i32.add(loadField('seedLists'), i32.mul(block.get, loadField('seedListBytes')))),
      set.set(loadField('settled')),
      slot.set(loadField('settledSlot')),
      when(i32.ge(set.get, i32.const(0)), settle, pass),
    ];
  });
}
