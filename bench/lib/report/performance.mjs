// docs/performance.md: the measured part is written here, the words around it by hand.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, writeWhole } from '../../../tools/lib/places.mjs';
import { HEADINGS, stageLines, toRows } from './table.mjs';

const BEGIN = '<!-- measured: written by npm run bench -- --write -->';
const END = '<!-- end of what is measured -->';

/** Puts the results between the marks of docs/performance.md. @returns its path */
export function writePerformance(results) {
  const path = join(root, 'docs', 'performance.md');
  writeWhole(path, withMeasured(readFileSync(path, 'utf8'), results));
  return path;
}

/**
 * The text of docs/performance.md with the results between its marks. Areas that were not measured stay as they
 * are; those that were then say themselves when, and on what.
 * @throws Error where the marks are not there
 */
export function withMeasured(text, results) {
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) throw new Error('docs/performance.md has lost the marks of its measured part.');
  const [head, ...kept] = text
    .slice(from + BEGIN.length, to)
    .trim()
    .split(/^(?=### )/m);
  const isMeasured = (section) => results.areas.some(({ area }) => section.startsWith(`### ${area}\n`));
  const isAll = kept.every(isMeasured);
  const about = aboutLines(results);
  const sections = results.areas.map((one) => areaLines(one, isAll ? [] : about));
  const others = kept.filter((section) => !isMeasured(section)).map((section) => section.trim());
  const parts = isAll ? about : [head.trim(), ...others];
  const all = [...parts, ...sections].join('\n\n');
  return `${text.slice(0, from)}${BEGIN}\n\n${all}\n\n${text.slice(to)}`;
}

function aboutLines({ date, quick, machine, versions }) {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `Measured on ${date.slice(0, 10)}${quick ? ', quickly (three rounds)' : ''}: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.system}; load of the last minute at the end ${machine.load.toFixed(1)}.`,
    `Versions: ${named.join(', ')}.`,
  ];
}

function areaLines({ area, cases }, about) {
  const rows = [HEADINGS, HEADINGS.map(() => '---'), ...cases.flatMap(toRows)];
  const notes = cases.flatMap((one) => [
    ...(one.note === undefined ? [] : [`${one.work}: ${one.note}`]),
    ...stageNotes(one),
  ]);
  const table = rows.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
  return [`### ${area}`, ...about, table, ...notes].join('\n\n');
}

/** Where the time went, as a list below the table. */
function stageNotes(one) {
  const lines = stageLines(one);
  return lines.length === 0 ? [] : [[`${one.work}:`, ...lines.map((text) => `- ${text}`)].join('\n')];
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}
