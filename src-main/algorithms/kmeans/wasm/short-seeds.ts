import { f64, f64x2, i32, repeat, v128, when, whilst, type Code, type Local } from '../../wasm/assembler';
import { writeModule } from '../../wasm/module';
import { BLOCK_ROWS } from '../math';
import { loadField, type BlockShape } from './block';
import { seedFilter } from './seed-filter';
import { AT_ONCE, CHUNK_ROWS, seedLists } from './seed-lists';

/** Features that the loop over them takes at once. */
const UNROLLED = 8;

/**
 * `seed(block)`: a pass of k-means++ over a block, for many features or clusters. The distance of each row
 * to each tried one is worked out roughly, in whole numbers; where that leaves open whether the tried row
 * is nearer than the nearest centre, it is worked out in float64, as the plain loops do. So the sums are to
 * the bit those of the plain loops.
 */
export function shortSeedsModule(
  { width, weighted }: BlockShape,
  tries: number,
  shared: boolean,
): Uint8Array {
  const stride = 8 * width;
  const pairBytes = 16 * tries;
  const layout = seedLists(tries);
  return writeModule('seed', ['i32'], null, shared, ([block], local) => {
    const locals = (type: 'i32' | 'v128', count: number): Local[] =>
      Array.from({ length: count }, () => local(type));
    const from = local('i32');
    const to = local('i32');
    const blockEnd = local('i32');
    const lists = local('i32');
    const tails = locals('i32', tries);
    const { begin, filter } = seedFilter(width, tries, { from, to, tails }, local);
    const row = local('i32');
    const set = local('i32');
    const list = local('i32');
    const tail = local('i32');
    const exact = local('i32');
    const pair = local('i32');
    const pairsEnd = local('i32');
    const center = local('i32');
    const q = local('i32');
    const until = local('i32');
    const at = local('i32');
    const nearest = local('i32');
    const weight = local('i32');
    const out = local('i32');
    const rows = locals('i32', AT_ONCE);
    const feature = local('v128');
    const value = local('v128');
    const squared = locals('v128', AT_ONCE / 2);
    const sums = locals('v128', tries);
    const times = (index: Code, bytes: number): Code => i32.mul(index, i32.const(bytes));
    const moved = (pointer: Local, bytes: number): Code =>
      pointer.set(i32.add(pointer.get, i32.const(bytes)));
    const listOf = (index: Code): Code =>
      i32.add(i32.add(lists.get, i32.const(layout.rowsAt)), times(index, layout.rowsBytes));
    const distancesOf = (index: Code): Code =>
      i32.add(i32.add(lists.get, i32.const(layout.distancesAt)), times(index, layout.distancesBytes));
    const wordOf = (index: Code): Code => i32.add(lists.get, times(index, 4));

    /** The centre that joined since the last pass brings the rows of its list nearer. */
    const join: Code = [
      set.set(loadField('joined')),
      when(i32.ge(set.get, i32.const(0)), [
        list.set(listOf(set.get)),
        tail.set(i32.load(wordOf(set.get), layout.endsAt)),
        exact.set(distancesOf(set.get)),
        whilst(i32.ltUnsigned(list.get, tail.get), [
          at.set(i32.add(loadField('distances'), times(i32.load(list.get), 8))),
          f64.store(at.get, f64.min(f64.load(at.get), f64.load(exact.get))),
          moved(list, 4),
          moved(exact, 8),
        ]),
      ]),
    ];
    /** `one` for each pair of the chunk's rows, `pair` being where it stands in the chunk's part. */
    const overPairs = (one: Code): Code => [
      pair.set(i32.add(lists.get, i32.const(layout.chunkAt))),
      pairsEnd.set(
        i32.add(
          pair.get,
          times(i32.shiftRight(i32.add(i32.sub(to.get, from.get), i32.const(1)), i32.const(1)), pairBytes),
        ),
      ),
      whilst(i32.ltUnsigned(pair.get, pairsEnd.get), [one, moved(pair, pairBytes)]),
    ];
    const copy: Code = [
      nearest.set(i32.add(loadField('distances'), times(from.get, 8))),
      overPairs([
        value.set(v128.load(nearest.get)),
        tails.map((_, c) => v128.store(pair.get, value.get, 16 * c)),
        moved(nearest, 16),
      ]),
    ];

    /** The squared distances of the rows at `rows` to the centre at `q`, feature by feature. */
    const one = (j: number): Code => [
      value.set(v128.load64Splat(q.get, 8 * j)),
      squared.map((sum, two) => [
        feature.set(
          f64x2.sub(
            v128.load64Lane(rows[2 * two + 1].get, v128.load64Splat(rows[2 * two].get, 8 * j), 1, 8 * j),
            value.get,
          ),
        ),
        sum.set(f64x2.add(sum.get, f64x2.mul(feature.get, feature.get))),
      ]),
    ];
    const several = (count: number): Code => Array.from({ length: count }, (_, j) => one(j));
    const turns = Math.floor(width / UNROLLED);
    const distances: Code = [
      squared.map((sum) => sum.set(f64x2.splat(f64.const(0)))),
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
    /** Exactly, for the rows that the filter added to the list of each tried one. */
    const settle: Code = [
      set.set(i32.const(0)),
      center.set(loadField('seeds')),
      repeat(
        [
          list.set(i32.load(wordOf(set.get), layout.endsAt)),
          tail.set(i32.load(wordOf(set.get), layout.foundAt)),
          when(i32.ltUnsigned(list.get, tail.get), [
            exact.set(
              i32.add(distancesOf(set.get), i32.shl(i32.sub(list.get, listOf(set.get)), i32.const(1))),
            ),
            // What fills up the list is measured twice.
            row.set(i32.load(i32.sub(tail.get, i32.const(4)))),
            rows.slice(1).map((_, i) => i32.store(tail.get, row.get, 4 * i)),
            repeat(
              [
                rows.map((pointer, i) =>
                  pointer.set(i32.add(loadField('values'), times(i32.load(list.get, 4 * i), stride))),
                ),
                q.set(center.get),
                distances,
                squared.map((sum, two) => v128.store(exact.get, sum.get, 16 * two)),
                rows.map((_, i) => [
                  row.set(i32.sub(i32.load(list.get, 4 * i), from.get)),
                  at.set(
                    i32.add(
                      i32.add(lists.get, times(i32.shiftRight(row.get, i32.const(1)), pairBytes)),
                      i32.shl(
                        i32.add(i32.shl(set.get, i32.const(1)), i32.and(row.get, i32.const(1))),
                        i32.const(3),
                      ),
                    ),
                  ),
                  f64.store(
                    at.get,
                    f64.min(f64.load(at.get, layout.chunkAt), f64x2.lane(squared[i >> 1].get, i & 1)),
                    layout.chunkAt,
                  ),
                ]),
                moved(list, 4 * AT_ONCE),
                moved(exact, 8 * AT_ONCE),
              ],
              i32.ltUnsigned(list.get, tail.get),
            ),
            i32.store(wordOf(set.get), list.get, layout.endsAt),
          ]),
          moved(center, stride),
          moved(set, 1),
        ],
        i32.lt(set.get, i32.const(tries)),
      ),
    ];
    const addUp: Code = overPairs([
      weighted ? [value.set(v128.load(weight.get)), moved(weight, 16)] : [],
      sums.map((sum, c) => {
        const least = v128.load(pair.get, 16 * c);
        return sum.set(f64x2.add(sum.get, weighted ? f64x2.mul(value.get, least) : least));
      }),
    ]);

    return [
      from.set(times(block.get, BLOCK_ROWS)),
      blockEnd.set(i32.add(from.get, i32.const(BLOCK_ROWS))),
      when(i32.lt(loadField('rows'), blockEnd.get), blockEnd.set(loadField('rows'))),
      lists.set(i32.add(loadField('seedLists'), i32.mul(block.get, loadField('seedListBytes')))),
      out.set(i32.add(loadField('seedSums'), times(block.get, 8 * tries))),
      weighted ? weight.set(i32.add(loadField('weights'), times(from.get, 8))) : [],
      join,
      begin,
      tails.map((_, c) => i32.store(lists.get, listOf(i32.const(c)), layout.endsAt + 4 * c)),
      sums.map((sum) => sum.set(f64x2.splat(f64.const(0)))),
      whilst(i32.lt(from.get, blockEnd.get), [
        to.set(i32.add(from.get, i32.const(CHUNK_ROWS))),
        when(i32.lt(blockEnd.get, to.get), to.set(blockEnd.get)),
        copy,
        tails.map((own, c) => own.set(i32.load(lists.get, layout.endsAt + 4 * c))),
        filter,
        tails.map((own, c) => i32.store(lists.get, own.get, layout.foundAt + 4 * c)),
        settle,
        addUp,
        from.set(to.get),
      ]),
      sums.map((sum, c) =>
        f64.store(out.get, f64.add(f64x2.lane(sum.get, 0), f64x2.lane(sum.get, 1)), 8 * c),
      ),
    ];
  });
}
