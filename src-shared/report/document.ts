import { html, type Html } from './html/html';
import { count, instant } from './html/numbers';
import { pageHtml } from './html/page';
import type { ReportInput, Subject } from './input';
import { comparisonSections } from './sections/comparison';
import { groupSections } from './sections/group';
import { methodsSection } from './sections/methods';
import { environmentSection, repeatSection } from './sections/repeat';
import { runSections } from './sections/run';

/**
 * A report as one HTML document: no scripts, no network, the same text for the same input. What people
 * and files named is escaped wherever it stands.
 */
export function reportHtml({ subject, madeAt, benchtop }: ReportInput): string {
  const title = titleOf(subject);
  const records = subject.kind === 'run' ? [subject.run.record] : subject.records;
  const content = html`${sectionsOf(subject)}${methodsSection(subject)}${environmentSection(records)}${repeatSection(subject)}`;
  return pageHtml({ kind: KINDS[subject.kind], title, lead: leadOf(subject), content, madeAt, benchtop });
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
  'learning-curve': 'One experiment on more and more rows',
  'nested-folds': 'One experiment on all folds, its settings chosen within each',
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
