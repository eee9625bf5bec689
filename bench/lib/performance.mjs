// docs/performance.md: the measured part is written here, the words around it by hand.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, writeWhole } from '../../tools/lib/places.mjs';
import { HEADINGS, stageLines, toRows } from './table.mjs';

const BEGIN = '<!-- measured: written by npm run bench -- --write -->';
const END = '<!-- end of what is measured -->';

/** Puts the results between the marks of docs/performance.md. @returns its path */
export function writePerformance(results) {
  const path = join(root, 'docs', 'performance.md');
  const text = readFileSync(path, 'utf8');
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) throw new Error(`${path} has lost the marks of its measured part.`);
  writeWhole(path, `${text.slice(0, from)}${BEGIN}\n\n${measured(results)}\n\n${text.slice(to)}`);
  return path;
}

function measured({ date, quick, machine, versions, areas }) {
  const about = [
    `Measured on ${date.slice(0, 10)}${quick ? ', quickly (three rounds)' : ''}: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.system}; load of the last minute at the end ${machine.load.toFixed(1)}.`,
    `Versions: ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
  ];
  const tables = areas.map(({ area, cases }) => {
    const rows = [HEADINGS, HEADINGS.map(() => '---'), ...cases.flatMap(toRows)];
    const notes = cases.flatMap((one) => [
      ...(one.note === undefined ? [] : [`${one.work}: ${one.note}`]),
      ...stageNotes(one),
    ]);
    return [`### ${area}`, rows.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n'), ...notes].join(
      '\n\n',
    );
  });
  return [...about, ...tables].join('\n\n');
}

/** Where the time went, as a list below the table. */
function stageNotes(one) {
  const lines = stageLines(one);
  return lines.length === 0 ? [] : [[`${one.work}:`, ...lines.map((text) => `- ${text}`)].join('\n')];
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}
