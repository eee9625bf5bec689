import type { MetricColumns, ModelHistory } from './frames';

/**
 * More logged rows of a run than these are thinned to half as many for the window: a hundred for each
 * pixel of a curve, and as many while a hundredth of it fills the chart. The file holds all.
 */
export const MAX_SHOWN_ROWS = 262_144;

/**
 * About `most` of the rows: the first and the last, and of every stretch the lowest, the highest and
 * one that is no number of every series, so that no peak is lost. Fewer rows stay as they are.
 * @param most at least 16
 */
export function thinMetrics(columns: MetricColumns, most: number): MetricColumns {
  const rows = columns.step.length;
  if (rows <= most) return columns;
  const series = Object.values(columns.series);
  const stretches = Math.max(1, Math.floor(most / (3 * Math.max(1, series.length))));
  const isKept = new Uint8Array(rows);
  isKept[0] = 1;
  isKept[rows - 1] = 1;
  for (const values of series) {
    for (let stretch = 0; stretch < stretches; stretch++) {
      const end = Math.floor(((stretch + 1) * rows) / stretches);
      let low = -1;
      let high = -1;
      for (let row = Math.floor((stretch * rows) / stretches); row < end; row++) {
        const value = values[row]!;
        if (!Number.isFinite(value)) {
          isKept[row] = 1;
          // One gap a stretch is drawn as well as many.
          while (row + 1 < end && !Number.isFinite(values[row + 1]!)) row++;
          continue;
        }
        if (low < 0 || value < values[low]!) low = row;
        if (high < 0 || value > values[high]!) high = row;
      }
      if (low >= 0) isKept[low] = 1;
      if (high >= 0) isKept[high] = 1;
    }
  }
  let count = 0;
  for (let row = 0; row < rows; row++) count += isKept[row]!;
  const pick = (values: ArrayLike<number>): Float64Array => {
    const kept = new Float64Array(count);
    for (let row = 0, to = 0; row < rows; row++) if (isKept[row] === 1) kept[to++] = values[row]!;
    return kept;
  };
  const pickEach = (series: Readonly<Record<string, Float64Array>>): Record<string, Float64Array> =>
    Object.fromEntries(Object.entries(series).map(([name, values]) => [name, pick(values)]));
  return {
    step: pick(columns.step),
    elapsedMs: pick(columns.elapsedMs),
    series: pickEach(columns.series),
    ...(columns.rowCounts === undefined ? {} : { rowCounts: pickEach(columns.rowCounts) }),
  };
}

/** Rows of several batches in their order; a series that one of them lacks is NaN there. */
export function joinMetrics(batches: readonly MetricColumns[]): MetricColumns {
  const rows = batches.reduce((sum, { step }) => sum + step.length, 0);
  const join = (of: (batch: MetricColumns) => ArrayLike<number> | undefined): Float64Array => {
    const joined = new Float64Array(rows).fill(NaN);
    let at = 0;
    for (const batch of batches) {
      const values = of(batch);
      if (values !== undefined) joined.set(values, at);
      at += batch.step.length;
    }
    return joined;
  };
  const joinEach = (
    of: (batch: MetricColumns) => MetricColumns['rowCounts'],
  ): Record<string, Float64Array> => {
    const names = new Set(batches.flatMap((batch) => Object.keys(of(batch) ?? {})));
    return Object.fromEntries([...names].map((name) => [name, join((batch) => of(batch)?.[name])]));
  };
  return {
    step: join(({ step }) => step),
    elapsedMs: join(({ elapsedMs }) => elapsedMs),
    series: joinEach(({ series }) => series),
    ...(batches.every(({ rowCounts }) => rowCounts === undefined)
      ? {}
      : { rowCounts: joinEach(({ rowCounts }) => rowCounts) }),
  };
}

/** Models of several batches in their order, evenly spread where they are more than `most`, with the last. */
export function joinHistory(batches: readonly ModelHistory[], most: number): ModelHistory {
  const columns = batches[batches.length - 1]?.columns ?? [];
  const width = columns.length;
  const rows = batches.reduce((sum, { step }) => sum + step.length, 0);
  const every = Math.max(1, Math.ceil(rows / most));
  const steps: number[] = [];
  const values: number[] = [];
  let at = 0;
  for (const batch of batches) {
    for (let row = 0; row < batch.step.length; row++, at++) {
      if ((rows - 1 - at) % every !== 0) continue;
      steps.push(batch.step[row]!);
      for (let column = 0; column < width; column++) values.push(batch.values[row * width + column]!);
    }
  }
  return { columns, step: Float64Array.from(steps), values: Float64Array.from(values) };
}
