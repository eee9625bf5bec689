import { say } from '../../../src-shared/language/say';
import { MODEL_KINDS, MODELS } from '../../../src-shared/models';
import type { Names } from '../../../src-shared/run/library/columns';
import { filterLabel } from '../../../src-shared/run/library/filter/labels';
import { FIXED_NAMES } from '../../../src-shared/run/library/filter/names';
import { metricLabel } from '../../../src-shared/run/figures/metric-labels';
import type { RunRow } from '../../../src-shared/run/library/row';
import { RUN_STATUSES } from '../../../src-shared/run/record/status';

/** Something that can be written next in a filter. */
export interface Completion {
  /** As it is listed. */
  readonly label: string;
  /** Beside it: the name on disk, or what it is. */
  readonly detail: string;
  /** What the filter is with it. */
  readonly text: string;
  /** Where the caret goes. */
  readonly caret: number;
}

const MAX_OFFERED = 12;
/** No label has more words. */
const LABEL_WORDS = 4;
/** Where a comparison is complete, before the caret. */
const COMPARED = /(?:[=<>~≤≥≠]\s*(?:"[^"]*"|[^\s()<>=!~≤≥≠,"]+)|\))\s+$/u;

interface Candidate {
  readonly label: string;
  readonly detail: string;
  readonly insert: string;
}

/** What the runs of the table have, for offering it. */
export interface Offered {
  readonly names: Names;
  readonly rows: readonly RunRow[];
}

/**
 * What can be written at the caret: names of columns, settings and metrics by label or name, or behind
 * a comparison the values that runs have there.
 * @param isAsked whether a person asks for them: then where a condition begins too
 */
export function completeFilter(
  text: string,
  caret: number,
  offered: Offered,
  isAsked = false,
): readonly Completion[] {
  const before = text.slice(0, caret);
  const value = /([^\s()<>=!~≤≥≠,"']+)\s*(?:=|!=|≠|~|!~)\s*("?)([^\s()<>=!~≤≥≠,"]*)$/u.exec(before);
  const list = /([^\s()<>=!~≤≥≠,"']+)\s+(?:not\s+)?in\s*\((?:[^()]*,)?\s*("?)([^\s()<>=!~≤≥≠,"]*)$/iu.exec(
    before,
  );
  const found = value ?? list;
  if (found !== null) {
    const [, , quote = '', typed = ''] = found;
    const from = caret - typed.length - quote.length;
    const name = nameBefore(
      before.slice(0, before.length - found[0].length + (found[1] ?? '').length),
      offered,
    );
    return offer(text, from, caret, typed, collectValues(name, offered.rows));
  }
  if (/[<>≤≥]=?\s*[^\s()]*$/u.test(before)) return [];
  return completeName(text, before, offered, isAsked);
}

function completeName(
  text: string,
  before: string,
  offered: Offered,
  isAsked: boolean,
): readonly Completion[] {
  const candidates = collectNamesOffered(offered.names);
  const joints = COMPARED.test(before.replace(/[^\s()"]*$/u, ''))
    ? ['and', 'or'].map((word) => ({ label: word, detail: say('joins two conditions'), insert: word }))
    : [];
  if (isAsked && /(?:^|[\s(])$/u.test(before))
    return offer(text, before.length, before.length, '', joints.length > 0 ? joints : candidates);
  // A label may have several words: the longest beginning of one that stands before the caret counts.
  for (let words = LABEL_WORDS; words >= 1; words -= 1) {
    const typed = new RegExp(`(?:[^\\s()<>=!~≤≥≠,"]+\\s+){${words - 1}}[^\\s()<>=!~≤≥≠,"]+$`, 'u').exec(
      before,
    )?.[0];
    if (typed === undefined) continue;
    const all = words === 1 ? [...joints, ...candidates] : candidates;
    const found = offer(text, before.length - typed.length, before.length, typed, all);
    if (found.length > 0) return found;
  }
  return [];
}

/** Those that begin with what was typed, then those of which a word does; nothing where it is one already. */
function offer(
  text: string,
  from: number,
  to: number,
  typed: string,
  candidates: readonly Candidate[],
): readonly Completion[] {
  const wanted = typed.toLowerCase();
  const rank = ({ label, detail }: Candidate): number => {
    const [shown, name] = [label.toLowerCase(), detail.toLowerCase()];
    if (shown.startsWith(wanted)) return 0;
    if (name.startsWith(wanted) || name.includes(`.${wanted}`)) return 1;
    return wanted !== '' && shown.includes(` ${wanted}`) ? 2 : 3;
  };
  const isWhole = candidates.some(({ insert }) => insert.toLowerCase() === wanted);
  if (isWhole) return [];
  return candidates
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_OFFERED)
    .map(({ candidate: { label, detail, insert } }) => {
      const written = `${insert} `;
      const rest = text.slice(to).replace(/^\s+/u, '');
      return { label, detail, text: text.slice(0, from) + written + rest, caret: from + written.length };
    });
}

const COLUMN_NAMES: ReadonlySet<string> = new Set(FIXED_NAMES);

function collectNamesOffered({ metrics, params }: Names): readonly Candidate[] {
  const candidates = [
    ...metrics.map((metric) => toCandidate(metricLabel(metric), metric)),
    ...params.map((path) => toCandidate(filterLabel(path), path)),
  ];
  // A column of all runs goes before a setting that is called alike.
  const seen = new Set<string>(COLUMN_NAMES);
  const others = candidates.filter(({ insert }) => {
    const isNew = !seen.has(insert.toLowerCase());
    seen.add(insert.toLowerCase());
    return isNew;
  });
  return [...others, ...FIXED_NAMES.map((name) => ({ label: name, detail: 'column', insert: name }))];
}

/** A label that the filter could not read as one name goes by its name. */
function toCandidate(label: string, name: string): Candidate {
  return { label, detail: name, insert: /[()<>=!~≤≥≠,"']/u.test(label) ? name : label };
}

/** The longest name that ends where the text does. */
function nameBefore(text: string, { names }: Offered): string {
  const known = new Map<string, string>();
  for (const metric of names.metrics) known.set(metricLabel(metric).toLowerCase(), metric);
  for (const path of names.params) known.set(filterLabel(path).toLowerCase(), path);
  for (let words = LABEL_WORDS; words >= 2; words -= 1) {
    const label = new RegExp(`(?:[^\\s()]+\\s+){${words - 1}}[^\\s()]+$`, 'u').exec(text)?.[0];
    if (label !== undefined && known.has(label.toLowerCase())) return known.get(label.toLowerCase()) ?? label;
    if (/^data set$/iu.test(label ?? '')) return 'data';
  }
  const word = /[^\s()]+$/u.exec(text)?.[0] ?? '';
  if (COLUMN_NAMES.has(word.toLowerCase())) return word;
  return known.get(word.toLowerCase()) ?? word;
}

/** What runs have for a name, the most frequent first. */
function collectValues(name: string, rows: readonly RunRow[]): readonly Candidate[] {
  const lower = name.toLowerCase();
  const fixed: Readonly<Record<string, readonly string[] | undefined>> = {
    status: RUN_STATUSES,
    model: MODEL_KINDS.map((kind) => MODELS[kind].text.label),
    kind: MODEL_KINDS.map((kind) => MODELS[kind].text.label),
    engine: ['typed', 'tensorflow'],
    starred: ['yes', 'no'],
    archived: ['yes', 'no'],
  };
  const known = fixed[lower];
  if (known !== undefined) return known.map((value) => ({ label: value, detail: '', insert: quoted(value) }));
  const counts = new Map<string, number>();
  for (const row of rows)
    for (const value of listValues(row, lower)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([value, count]) => ({
      label: value,
      detail: `${count} ${count === 1 ? 'run' : 'runs'}`,
      insert: quoted(value),
    }));
}

function listValues(row: RunRow, name: string): readonly string[] {
  if (name === 'data' || name === 'dataset') return [row.dataset];
  if (name === 'tag' || name === 'tags') return row.tags;
  if (name === 'name') return [row.name];
  return Object.entries(row.params).flatMap(([path, value]) => {
    const lower = path.toLowerCase();
    return (lower === name || lower.endsWith(`.${name}`)) && typeof value === 'string' ? [value] : [];
  });
}

/** As a filter reads it: with quotes where it is more than a word. */
function quoted(value: string): string {
  return /^[^\s()<>=!~≤≥≠,"']+$/u.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}
