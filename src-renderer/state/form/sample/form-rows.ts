import { generatedClasses } from '../../../../src-shared/dataset/generators';
import type { MeasuredTable } from '../../../../src-shared/training/measuring';
import type { Experiment } from '../../../../src-shared/experiment/schema';
import type { Finding } from '../../../../src-shared/run/live/guidance';
import type { FileData } from '../../dataset/file-data.svelte';
import { inputCount, type InputCount } from './input-count';
import type { SamplePreview } from './sample-preview.svelte';

/** Parts of the form on which its rows depend. */
interface FormRowsDeps {
  readonly document: () => Experiment;
  readonly preview: () => SamplePreview;
  readonly file: () => FileData;
  /** Whether it is a fork's, which has no say in its data. */
  readonly isFork: () => boolean;
}

/** Count and diagnostics of the rows that training would see. */
export class FormRows {
  readonly #deps: FormRowsDeps;

  constructor(deps: FormRowsDeps) {
    this.#deps = deps;
  }

  /** Classes of the target; null while they are not known. */
  get classes(): number | null {
    const { dataset } = this.#deps.document();
    if (dataset.kind === 'generated') return generatedClasses(dataset);
    const { sample, isCurrent } = this.#deps.preview();
    return isCurrent && sample !== null && sample.classes.length > 0 ? sample.classes.length : null;
  }

  /** Numbers that the model gets of each row: exact once the rows were loaded for the preview. */
  get inputs(): InputCount {
    const { sample, isCurrent } = this.#deps.preview();
    if (isCurrent && sample !== null) return { count: sample.features.length, bound: 'exact' };
    return inputCount(this.#deps.document(), this.#deps.file().columns);
  }

  /**
   * Number of training rows, as the preview has them; null while they are not known. A split by a column
   * or one that keeps equal rows together may have some more or fewer.
   */
  get trainRows(): number | null {
    const { sample, isCurrent } = this.#deps.preview();
    if (!isCurrent || sample === null) return null;
    const { split, validationSplit, testSize } = this.#deps.document().dataset;
    if (split.method === 'column' || split.method === 'folds' || (testSize ?? 0) > 0) return null;
    const rows = sample.totalRows;
    return rows - Math.min(Math.max(0, rows - 1), Math.round(rows * validationSplit));
  }

  /** The table that training would see; null while it is not known. */
  get table(): MeasuredTable | null {
    const { trainRows } = this;
    const { sample } = this.#deps.preview();
    if (trainRows === null || sample === null) return null;
    return { trainRows, validationRows: sample.totalRows - trainRows, width: sample.features.length };
  }

  /** Diagnostics of the data; empty while it is read anew. */
  get findings(): readonly Finding[] {
    const { sample, isCurrent } = this.#deps.preview();
    return isCurrent && sample !== null && !this.#deps.isFork() ? sample.findings : [];
  }
}
