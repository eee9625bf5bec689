import type { ColumnProfile } from '../../../../src-shared/dataset/report';
import { decodeBytes } from '../../scan/cell-text';
import type { ValueType } from '../../scan/cells/value-type';
import type { ColumnPlan } from '../../columns/typed/column';
import { MAX_LISTED_TEXT, Rejects } from '../../table/batch/rejects';
import type { RowBatch } from '../../table/batch/row-batch';

/** What there is to say about one column, gathered batch after batch. */
export abstract class Profile {
  readonly rejects = new Rejects();
  missing = 0;
  /** Cells that are not missing. */
  filled = 0;
  protected readonly plan: ColumnPlan;

  constructor(plan: ColumnPlan) {
    this.plan = plan;
  }

  get name(): string {
    return this.plan.name;
  }

  /** The type that the column is profiled as. */
  abstract readonly readAs: ValueType;
  abstract take(batch: RowBatch): void;
  /** The type that the column must be profiled as, now that all of it was seen. */
  abstract get detectedType(): ValueType;
  abstract result(): ColumnProfile;

  /** What stands beside the numbers; undefined where nothing may. */
  get unit(): string | undefined {
    return undefined;
  }

  /** Anything a person should know. */
  get note(): string | null {
    return null;
  }

  /** Filled cells that do not fit the type, once all were taken. */
  allRejects(): Rejects {
    return this.rejects;
  }

  protected reject(rejects: Rejects, batch: RowBatch, row: number, reason: string): void {
    const { index, name, encoding } = this.plan;
    const cell = batch.base[row] + index;
    const text = rejects.lists
      ? decodeBytes(batch.bytes, batch.starts[cell], batch.ends[cell], encoding)
      : null;
    rejects.add(
      reason,
      text === null ? null : { line: batch.lines[row], column: name, text: text.slice(0, MAX_LISTED_TEXT) },
    );
  }

  protected isMissing(batch: RowBatch, cell: number): boolean {
    return this.plan.missing.has(batch.bytes, batch.starts[cell], batch.ends[cell]);
  }

  protected base(type: ColumnProfile['type']): ColumnProfile {
    return {
      name: this.plan.name,
      type,
      missing: this.missing,
      min: null,
      max: null,
      mean: null,
      std: null,
      distinct: 0,
      distinctAtLeast: false,
      bad: 0,
      histogram: null,
      top: [],
    };
  }
}
