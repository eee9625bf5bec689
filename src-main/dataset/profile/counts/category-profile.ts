import type { ColumnProfile, CategoryCount } from '../../../../src-shared/dataset/report';
import { decodeBytes } from '../../scan/cell-text';
import { areNumbers, type ValueType } from '../../scan/cells/value-type';
import { MAX_LISTED_TEXT } from '../../table/batch/rejects';
import type { RowBatch } from '../../table/batch/row-batch';
import { CellTypeCounts } from '../../columns/typed/cell-type-counts';
import { Dictionary, MAX_CATEGORIES } from '../../columns/typed/dictionary';
import type { ColumnPlan } from '../../columns/typed/column';
import { Profile } from './column-profile';

/** Texts are categories where at most this share of them differ. */
const CATEGORY_SHARE = 0.5;
const TOP_WORDS = 20;

/** Texts of a column, how many differ and which are frequent. */
export class CategoryProfile extends Profile {
  readonly readAs = 'category';
  readonly #dictionary = new Dictionary();
  /** Of the cells that found no place among the words; of all cells once they were asked for. */
  readonly #typeCounts: CellTypeCounts;
  #hasKinds = false;

  constructor(plan: ColumnPlan) {
    super(plan);
    this.#typeCounts = new CellTypeCounts(plan.readNumber);
  }

  take(batch: RowBatch): void {
    const { bytes, starts, ends, base, rows } = batch;
    const { index } = this.plan;
    for (let row = 0; row < rows; row++) {
      const cell = base[row] + index;
      if (this.isMissing(batch, cell)) {
        this.missing++;
        continue;
      }
      this.filled++;
      if (this.#dictionary.take(bytes, starts[cell], ends[cell]) < 0) {
        this.#typeCounts.take(bytes, starts[cell], ends[cell]);
      }
    }
  }

  get detectedType(): ValueType {
    // An empty column is profiled as it was guessed.
    return this.filled === 0 ? 'category' : this.#counted().findType(this.filled);
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
      distinctAtLeast: isFull && size >= MAX_CATEGORIES,
      top: this.#top(),
    };
  }

  #counted(): CellTypeCounts {
    if (this.#hasKinds) return this.#typeCounts;
    this.#hasKinds = true;
    this.#dictionary.forEach((code, bytes, start, end) => {
      this.#typeCounts.take(bytes, start, end, this.#dictionary.count(code));
    });
    return this.#typeCounts;
  }

  /** The most frequent words, the first seen of equals. */
  #top(): CategoryCount[] {
    const dictionary = this.#dictionary;
    const codes = Array.from({ length: dictionary.size }, (_, code) => code);
    codes.sort((a, b) => dictionary.count(b) - dictionary.count(a) || a - b);
    const chosen = new Set(codes.slice(0, TOP_WORDS));
    const texts = new Map<number, string>();
    dictionary.forEach((code, bytes, start, end) => {
      if (!chosen.has(code)) return;
      const word = decodeBytes(bytes, start, end, this.plan.encoding);
      texts.set(code, word.slice(0, MAX_LISTED_TEXT));
    });
    return [...chosen].map((code) => ({ word: texts.get(code) ?? '', count: dictionary.count(code) }));
  }
}
