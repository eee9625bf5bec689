import type { TableLook } from '../../../../src-shared/dataset/look';
import type { DatasetSpec } from '../../../../src-shared/experiment/schema';
import type { PointSample } from '../../../../src-shared/run/live/frames';
import { findRoles, type Role } from '../../../state/dataset/edit/dataset-edit';
import type { FileColumn } from '../../../state/dataset/table/file-columns.svelte';
import { formatNumber } from '../../../text/format';

interface PreviewColumn {
  readonly position: number;
  readonly name: string;
  readonly numeric: boolean;
  readonly role: Role;
}

export interface PreviewTable {
  readonly columns: readonly PreviewColumn[];
  /** The text of every cell, null where missing. */
  readonly rows: readonly (readonly (string | null)[])[];
}

const ROWS = 50;
/** The used ones first: the rest is in the view of the data. */
const COLUMNS = 40;
/** Cells of the whole preview: with many columns there are fewer rows, for each cell costs time to draw. */
const CELLS = 600;
const MIN_ROWS = 10;

/** The first rows: of a file as they are written in it, of generated data as the sample holds them. */
export function previewTable(
  dataset: DatasetSpec,
  preview: TableLook | null,
  columns: readonly FileColumn[],
  sample: PointSample | null,
): PreviewTable | null {
  if (dataset.kind === 'generated') return sample === null ? null : sampleTable(sample);
  if (preview === null) return null;
  const names = columns.map(({ name }) => name);
  const roles = findRoles(dataset, names);
  const all = columns.map(({ position, name, type }): PreviewColumn => ({
    position,
    name,
    numeric: type === 'number',
    role: roles.get(name) ?? 'ignore',
  }));
  const used = all.filter(({ role }) => role !== 'ignore');
  const shown = [...used, ...all.filter(({ role }) => role === 'ignore')].slice(0, COLUMNS);
  return {
    columns: shown.sort((a, b) => a.position - b.position),
    rows: preview.page.rows.slice(0, countRows(shown.length)).map(({ cells }) => cells),
  };
}

function countRows(columns: number): number {
  return Math.max(MIN_ROWS, Math.min(ROWS, Math.floor(CELLS / Math.max(1, columns))));
}

function sampleTable(sample: PointSample): PreviewTable {
  const width = sample.features.length;
  const columns: PreviewColumn[] = sample.features.map((name, position) => ({
    position,
    name,
    numeric: true,
    role: 'feature',
  }));
  const { target } = sample;
  if (target !== null) columns.push({ position: width, name: target, numeric: true, role: 'target' });
  const rows = Array.from({ length: Math.min(ROWS, sample.count) }, (_, row) => {
    const cells: string[] = [];
    for (let column = 0; column < width; column += 1) {
      cells.push(formatNumber(sample.values[row * width + column] ?? NaN));
    }
    if (target !== null) cells.push(targetText(sample, row));
    return cells;
  });
  return { columns, rows };
}

/** The target of a point: its class where there are classes, otherwise the number. */
export function targetText(sample: PointSample, row: number): string {
  const value = sample.targets[row] ?? NaN;
  const label = sample.classes.length > 0 ? sample.classes[value] : value;
  return typeof label === 'string' ? label : formatNumber(label ?? value);
}
