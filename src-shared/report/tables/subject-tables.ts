import type { Subject } from '../input';
import { comparisonTables } from './comparison-tables';
import { groupTables } from './group-tables';
import { resultTables, settingsTable } from './run-tables';
import type { Table } from './table';

/** The tables of a report that go into a paper. */
export function subjectTables(subject: Subject): Table[] {
  switch (subject.kind) {
    case 'run':
      return [...resultTables(subject.run), settingsTable(subject.run.record)];
    case 'comparison':
      return comparisonTables(subject.records);
    case 'group':
      return groupTables(subject.group, subject.records);
  }
}
