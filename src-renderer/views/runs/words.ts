import { cellOf, stepOf, type Column } from '../../../src-shared/run/library/columns';
import type { RunRow } from '../../../src-shared/run/library/row';
import {
  formatCount,
  formatDuration,
  formatMoment,
  formatNumber,
  formatSetting,
  fullNumber,
} from '../../state/format';

export const KIND_WORDS: Readonly<Record<RunRow['kind'], string>> = {
  network: 'Network',
  kmeans: 'k-means',
  svm: 'SVM',
};

/** What a cell shows, what stands small behind it, and every digit of it. */
export interface CellWords {
  readonly text: string;
  readonly detail: string;
  readonly full: string;
}

export function cellWords(row: RunRow, column: Column): CellWords {
  const cell = cellOf(row, column);
  if (cell === null || cell === '') return { text: column.kind === 'field' ? '' : '–', detail: '', full: '' };
  if (column.kind === 'metric') {
    const value = Number(cell);
    const step = stepOf(row, column.name, column.figure);
    const at = step === null ? '' : `@ ${formatCount(step)}`;
    return {
      text: formatNumber(value),
      detail: at,
      full: step === null ? fullNumber(value) : `${fullNumber(value)} at step ${formatCount(step)}`,
    };
  }
  if (column.kind === 'param') {
    const text = typeof cell === 'number' ? formatSetting(cell) : String(cell);
    return { text, detail: '', full: `${column.path} = ${text}` };
  }
  const plain = (text: string, full = text): CellWords => ({ text, detail: '', full });
  switch (column.field) {
    case 'kind':
      return plain(KIND_WORDS[row.kind]);
    case 'dataset':
      return {
        text: row.dataset,
        detail: row.sha256?.slice(0, 6) ?? '',
        full: `${row.dataset}\n${row.sha256 ?? 'not read yet'}`,
      };
    case 'sha256':
      return plain(String(cell).slice(0, 12), String(cell));
    case 'steps':
      return plain(formatCount(row.steps));
    case 'elapsedMs':
      return plain(formatDuration(row.elapsedMs));
    case 'createdAt':
      return plain(formatMoment(row.createdAt), row.createdAt);
    default:
      return plain(String(cell));
  }
}

/** Tags as they were typed: commas between them, none twice. */
export function tagsOf(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
