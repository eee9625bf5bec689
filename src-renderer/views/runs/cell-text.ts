import { say } from '../../../src-shared/language/say';
import { MODELS } from '../../../src-shared/models';
import { readCell, findStep, type Column } from '../../../src-shared/run/library/columns';
import type { RunRow } from '../../../src-shared/run/library/row';
import { groupSpread } from '../../state/library/group-rows';
import {
  formatCount,
  formatDuration,
  formatDateTime,
  formatNumber,
  formatSetting,
  fullNumber,
} from '../../text/format';

/** Texts of a cell: the value, a detail behind it, and all its digits. */
export interface CellText {
  readonly text: string;
  readonly detail: string;
  readonly full: string;
}

export function cellText(row: RunRow, column: Column): CellText {
  const cell = readCell(row, column);
  if (cell === null || cell === '') return { text: column.kind === 'field' ? '' : '–', detail: '', full: '' };
  if (column.kind === 'metric') {
    const value = Number(cell);
    const step = findStep(row, column.name, column.statistic);
    const at = step === null ? '' : `@ ${formatCount(step)}`;
    return {
      text: formatNumber(value),
      detail: at,
      full:
        step === null
          ? fullNumber(value)
          : say('{value} at step {step}', { value: fullNumber(value), step: formatCount(step) }),
    };
  }
  if (column.kind === 'param') {
    const text = typeof cell === 'number' ? formatSetting(cell) : String(cell);
    return { text, detail: '', full: `${column.path} = ${text}` };
  }
  const plain = (text: string, full = text): CellText => ({ text, detail: '', full });
  switch (column.field) {
    case 'kind':
      return plain(row.kind === 'external' ? say('External') : MODELS[row.kind].text.label);
    case 'dataset':
      return datasetText(row);
    case 'sha256':
      return plain(String(cell).slice(0, 12), String(cell));
    case 'steps':
      return plain(formatCount(row.steps));
    case 'elapsedMs':
      return plain(formatDuration(row.elapsedMs));
    case 'createdAt':
      return plain(formatDateTime(row.createdAt), row.createdAt);
    default:
      return plain(String(cell));
  }
}

/** Texts of a cell of a group: what its runs have in common, of a metric mean and standard deviation. */
export function groupText(line: RunRow, members: readonly RunRow[], column: Column): CellText {
  if (column.kind === 'metric') {
    const text = cellText(line, column);
    const spread = groupSpread(members, column);
    if (Number.isNaN(spread)) return { ...text, detail: '' };
    const detail = `± ${formatNumber(spread, 2)}`;
    return {
      ...text,
      detail,
      full: say('mean {full} {detail} (standard deviation)', { full: text.full, detail }),
    };
  }
  const isOfOne =
    column.kind === 'field' && ['seed', 'steps', 'id', 'engine', 'sha256'].includes(column.field);
  return isOfOne ? { text: '', detail: '', full: '' } : cellText(line, column);
}

/** The data set with the beginning of its hash, or the rows that were used where some were left out. */
function datasetText({ dataset, sha256, leftOut }: RunRow): CellText {
  const full = [dataset, sha256 ?? say('not read yet')];
  if (leftOut === undefined)
    return { text: dataset, detail: sha256?.slice(0, 6) ?? '', full: full.join('\n') };
  return {
    text: dataset,
    detail: leftOut.used.replace(/ used$/, ''),
    full: [...full, leftOut.used, `Left out: ${leftOut.reasons.join(', ')}`].join('\n'),
  };
}

/** Tags as they were typed: commas between them, none twice. */
export function parseTags(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
