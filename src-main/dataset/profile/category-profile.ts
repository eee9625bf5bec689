import type { ColumnProfile, WordCount } from '../../../src-shared/dataset/report';
import { decodeBytes } from '../scan/cell-text';
import { areNumbers, type CellType } from '../scan/cells/value-type';
import { LONGEST_LISTED_TEXT } from '../table/rejects';
import type { RowBatch } from '../table/row-batch';
import { CellKinds } from '../columns/cell-types/cell-type-counts';
import { Dictionary, MOST_WORDS } from '../columns/dictionary';
import type { ColumnPlan } from '../columns/typed/column';
import { Profile } from './column-profile';

/** Texts are categories where at most this share of them differ. */
const CATEGORY_SHARE = 0.5;
const TOP_WORDS = 20;

/** Texts of a column, how many differ and which are frequent. */
export class WordProfile extends Profile {
  readonly readAs = 'category';
  readonly #dictionary = new Dictionary();
  /** Of the cells that found no place among the words; of all cells once they were asked for. */
  readonly #kinds: CellKinds;
  #hasKinds = false;

  constructor(plan: ColumnPlan) {
    super(plan);
    this.#kinds = new CellKinds(plan.readNumber);
  }

  take(batch: RowBatch): void {
    const { bytes, starts, ends, base, rows } = batch;
    const { place } = this.plan;
    for (let row = 0; row < rows; row++) {
      const cell = base[row]! + place;
      if (this.isMissing(batch, cell)) {
        this.missing++;
        continue;
      }
      this.filled++;
      if (this.#dictionary.take(bytes, starts[cell]!, ends[cell]!) < 0) {
        this.#kinds.take(bytes, starts[cell]!, ends[cell]!);
      }
    }
  }

  get found(): CellType {
    // An empty column is profiled as it was guessed.
    return this.filled === 0 ? 'category' : this.#counted().typeOf(this.filled);
  }

  /** The first code, where its numbers were taken for codes; null where it is of words. */
  get code(): string | null {
    const kinds = this.#counted();
    return areNumbers(kinds.numbers, this.filled) && kinds.areCodes ? kinds.firstCode : null;
  }

  override get note(): string | null {
    const { dates, slashes } = this.#counted();
    if (!areNumbers(dates, this.filled) || !slashes.isOpen) return null;
    return `Column "${this.plan.name}" may hold dates, but nothing tells its days from its months.`;
  }

  result(): ColumnProfile {
    const { size, isFull } = this.#dictionary;
    // Words past the limit are not counted, but none of those before.
    const isCategory = !isFull && size <= CATEGORY_SHARE * this.filled;
    return {
      ...this.base(isCategory ? 'category' : 'text'),
      distinct: size,
      distinctAtLeast: isFull && size >= MOST_WORDS,
      top: this.#top(),
    };
  }

  #counted(): CellKinds {
    if (this.#hasKinds) return this.#kinds;
    this.#hasKinds = true;
    this.#dictionary.forEach((code, bytes, start, end) => {
      this.#kinds.take(bytes, start, end, this.#dictionary.countOf(code));
    });
    return this.#kinds;
  }

  /** The most frequent words, the first seen of equals. */
  #top(): WordCount[] {
    const dictionary = this.#dictionary;
    const codes = Array.from({ length: dictionary.size }, (_, code) => code);
    codes.sort((a, b) => dictionary.countOf(b) - dictionary.countOf(a) || a - b);
    const chosen = new Set(codes.slice(0, TOP_WORDS));
    const words = new Map<number, string>();
    dictionary.forEach((code, bytes, start, end) => {
      if (!chosen.has(code)) return;
      const word = decodeBytes(bytes, start, end, this.plan.encoding);
      words.set(code, word.slice(0, LONGEST_LISTED_TEXT));
    });
    return [...chosen].map((code) => ({ word: words.get(code) ?? '', count: dictionary.countOf(code) }));
  }
}
