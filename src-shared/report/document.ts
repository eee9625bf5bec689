import { html, name, type Html } from './html/html';
import { count, instant } from './html/numbers';
import { STYLE } from './html/style';
import type { ReportInput, Subject } from './input';
import { comparisonSections } from './sections/comparison';
import { groupSections } from './sections/group';
import { methodsSection } from './sections/methods';
import { environmentSection, repeatSection } from './sections/repeat';
import { runSections } from './sections/run';

/** Nothing is loaded, run or sent: styles and pictures are in the file. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * A report as one HTML document: no scripts, no network, the same text for the same input. What people
 * and files named is escaped wherever it stands.
 */
export function reportHtml({ subject, madeAt, benchtop }: ReportInput): string {
  const title = titleOf(subject);
  const records = subject.kind === 'run' ? [subject.run.record] : subject.records;
  const body = html`<header>
      <p class="kind">${KINDS[subject.kind]}</p>
      <h1>${name(title)}</h1>
      <p class="lead">${leadOf(subject)}</p>
    </header>
    <main>
      ${sectionsOf(subject)}${methodsSection(subject)}${environmentSection(records)}${repeatSection(subject)}
    </main>
    <footer>
      Made by Benchtop ${benchtop}, ${instant(madeAt)}. Figures have four digits; hovering a table’s figure
      shows all of them.
    </footer>`;
  const head = html`<meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="generator" content="Benchtop ${benchtop}" />
    <title>${title} · Benchtop report</title>`;
  return `<!doctype html>\n<html lang="en">\n<head>\n${head.text}\n<style>${STYLE}</style>\n</head>\n<body>\n${body.text}\n</body>\n</html>\n`;
}

const KINDS: Readonly<Record<Subject['kind'], string>> = {
  run: 'Report of a run',
  comparison: 'Report of a comparison',
  group: 'Report of a group of runs',
};

const PLANS = {
  repeat: 'One experiment with many seeds',
  sweep: 'One experiment with other settings',
  folds: 'One experiment on all folds',
} as const;

/** What a report is called. */
function titleOf(subject: Subject): string {
  switch (subject.kind) {
    case 'run':
      return subject.run.record.name;
    case 'comparison': {
      const names = subject.records.map((record) => record.name);
      return names.length <= 3
        ? names.join(' · ')
        : `${names.slice(0, 2).join(' · ')} and ${count(names.length - 2)} more runs`;
    }
    case 'group':
      return subject.group.name;
  }
}

function leadOf(subject: Subject): string {
  switch (subject.kind) {
    case 'run': {
      const { id, startedAt, createdAt } = subject.run.record;
      return `Run ${id}, ${instant(startedAt ?? createdAt)}`;
    }
    case 'comparison':
      return `${count(subject.records.length)} runs`;
    case 'group':
      return `${PLANS[subject.group.plan.kind]}, ${count(subject.records.length)} runs`;
  }
}

function sectionsOf(subject: Subject): Html {
  switch (subject.kind) {
    case 'run':
      return runSections(subject.run, 2);
    case 'comparison':
      return comparisonSections(subject);
    case 'group':
      return groupSections(subject);
  }
}
