import { NA_TOKENS } from '../dataset/na';
import { otherHelp, type SettingHelp } from './setting-help';

/** How a text file is cut into cells; whatever is left out is detected and shown. */
export const DIALECT_HELP: readonly SettingHelp[] = [
  otherHelp('dataset.dialect.delimiter', {
    label: 'Delimiter',
    help: 'What stands between two cells; one character or more. Whitespace: any run of blanks and tabs.',
    default: 'as detected',
  }),
  otherHelp('dataset.dialect.header', {
    label: 'Header',
    help: 'Rows that hold the names of the columns, 0 to 10; units or groups may stand in a second or third.',
    default: 'as detected',
  }),
  otherHelp('dataset.dialect.skip', {
    label: 'Skip lines',
    help: 'Lines left out before the table.',
    default: 'as detected',
  }),
  otherHelp('dataset.dialect.encoding', {
    label: 'Encoding',
    help: 'How bytes become letters, by any usual name: utf-8, windows-1252, shift_jis.',
    default: 'as detected',
  }),
  otherHelp('dataset.dialect.decimal', {
    label: 'Decimal',
    help: 'The decimal mark of the file: point (1.5) or comma (1,5).',
    default: 'as detected',
  }),
  otherHelp('dataset.dialect.thousands', {
    label: 'Thousands',
    help: 'The mark between thousands (1,000), or none.',
    default: 'as detected',
  }),
  otherHelp('dataset.dialect.quote', {
    label: 'Quote',
    help: 'What cells are put between that hold delimiters or line ends.',
    default: 'as detected',
  }),
  otherHelp('dataset.dialect.escape', {
    label: 'Escape',
    help: 'How a quote is written inside a quoted cell: doubled, or behind a backslash.',
    default: 'as detected',
  }),
  otherHelp('dataset.dialect.comment', {
    label: 'Comment',
    help: 'Lines that begin with this are left out.',
    default: 'as detected',
  }),
  otherHelp('dataset.dialect.inlineComments', {
    label: 'Comments within lines',
    help: 'Whether the comment mark after a blank begins a comment in the middle of a line.',
    default: 'as the cells say',
  }),
  otherHelp('dataset.dialect.quotedLines', {
    label: 'Quoted lines',
    help: 'Whether each line is quoted as a whole, so that those quotes come off first.',
    default: 'as detected',
  }),
  otherHelp('dataset.dialect.omit', {
    label: 'Lines left out',
    help: 'Single lines left out anywhere in the file, counted from 1.',
    default: 'none',
  }),
  otherHelp('dataset.dialect.keep', {
    label: 'Left-out kinds to keep',
    help: 'What is read as rows although it looks like something else: footers, repeatedHeaders, otherTables, emptyRows.',
    default: 'none',
  }),
  otherHelp('dataset.dialect.na', {
    label: 'Missing-value codes',
    help: 'Cells that mean "no value".',
    default: `the empty cell, ${NA_TOKENS.filter((token) => token !== '').join(', ')}`,
  }),
  otherHelp('dataset.columns', {
    label: 'Names of the columns',
    help: 'For a file that names none.',
    default: 'column1, column2, …',
  }),
];

/** Which table of a file is read, where it can hold several. */
export const SOURCE_HELP: readonly SettingHelp[] = [
  otherHelp('dataset.source.sheet', {
    label: 'Sheet',
    help: 'Sheet of a workbook, by its name.',
    default: 'the first visible one with a table',
  }),
  otherHelp('dataset.source.range', {
    label: 'Range',
    help: 'Cells of the sheet: B3:F40, B:F or 3:40.',
    default: 'all filled cells',
  }),
  otherHelp('dataset.source.table', {
    label: 'Table or view',
    help: 'Of a database, by its name.',
    default: 'the first table',
  }),
  otherHelp('dataset.source.query', {
    label: 'Query',
    help: 'One SELECT in the database’s own SQL, in place of a table.',
    default: 'none',
  }),
  otherHelp('dataset.source.array', {
    label: 'Array',
    help: 'An array of an .npz archive, or the list of a JSON document, by its name.',
    default: 'the first one that is a table',
  }),
  otherHelp('dataset.source.entry', {
    label: 'File in the archive',
    help: 'A file of a ZIP archive, by its name in it.',
    default: 'the only table, or the first',
  }),
  otherHelp('dataset.source.files', {
    label: 'Further files',
    help: 'Files of the same shape, whose rows follow those of the first.',
    default: 'none',
  }),
  otherHelp('dataset.source.fileColumn', {
    label: 'Column of the file’s name',
    help: 'Name of the column that says which file a row is from.',
    default: 'file',
  }),
];
