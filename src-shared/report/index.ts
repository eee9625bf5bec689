import { reportHtml } from './document';
import type { ReportFormat } from './format';
import type { ReportInput } from './input';
import { subjectTables } from './tables/subject-tables';
import { writeTables } from './tables/write-table';
import { writeBibtex } from './paper/bibtex';
import { methodsText } from './paper/methods';

export { noteHtml } from './notes/note-html';

/** A report in one of its formats, as text. */
export function makeReport(input: ReportInput, format: ReportFormat): string {
  switch (format) {
    case 'html':
      return reportHtml(input);
    case 'methods':
      return methodsText(input.subject);
    case 'bibtex':
      return writeBibtex(input.subject);
    case 'latex':
    case 'markdown':
    case 'csv':
      return writeTables(subjectTables(input.subject), format);
  }
}
