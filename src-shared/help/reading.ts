import { say } from '../language/say';
import { NA_TOKENS } from '../dataset/na';
import { otherHelp, type SettingHelp } from './setting-help';

/** How a text file is cut into cells; whatever is left out is detected and shown. */
export const DIALECT_HELP: readonly SettingHelp[] = [
  otherHelp('dataset.dialect.delimiter', {
    label: say('Delimiter'),
    help: say(
      'What stands between two cells; one character or more. Whitespace: any run of blanks and tabs.',
    ),
    default: say('as detected'),
  }),
  otherHelp('dataset.dialect.header', {
    label: say('Header'),
    help: say(
      'Rows that hold the names of the columns, 0 to 10; units or groups may stand in a second or third.',
    ),
    default: say('as detected'),
  }),
  otherHelp('dataset.dialect.skip', {
    label: say('Skip lines'),
    help: say('Lines left out before the table.'),
    default: say('as detected'),
  }),
  otherHelp('dataset.dialect.encoding', {
    label: say('Encoding'),
    help: say('How bytes become letters, by any usual name: utf-8, windows-1252, shift_jis.'),
    default: say('as detected'),
  }),
  otherHelp('dataset.dialect.decimal', {
    label: say('Decimal'),
    help: say('The decimal mark of the file: point (1.5) or comma (1,5).'),
    default: say('as detected'),
  }),
  otherHelp('dataset.dialect.thousands', {
    label: say('Thousands'),
    help: say('The mark between thousands (1,000), or none.'),
    default: say('as detected'),
  }),
  otherHelp('dataset.dialect.quote', {
    label: say('Quote'),
    help: say('What cells are put between that hold delimiters or line ends.'),
    default: say('as detected'),
  }),
  otherHelp('dataset.dialect.escape', {
    label: 'Escape',
    help: say('How a quote is written inside a quoted cell: doubled, or behind a backslash.'),
    default: say('as detected'),
  }),
  otherHelp('dataset.dialect.comment', {
    label: say('Comment'),
    help: say('Lines that begin with this are left out.'),
    default: say('as detected'),
  }),
  otherHelp('dataset.dialect.inlineComments', {
    label: say('Comments within lines'),
    help: say('Whether the comment mark after a blank begins a comment in the middle of a line.'),
    default: say('as the cells say'),
  }),
  otherHelp('dataset.dialect.quotedLines', {
    label: say('Quoted lines'),
    help: say('Whether each line is quoted as a whole, so that those quotes come off first.'),
    default: say('as detected'),
  }),
  otherHelp('dataset.dialect.omit', {
    label: say('Lines left out'),
    help: say('Single lines left out anywhere in the file, counted from 1.'),
    default: 'none',
  }),
  otherHelp('dataset.dialect.keep', {
    label: say('Left-out kinds to keep'),
    help: say(
      'What is read as rows although it looks like something else: footers, repeatedHeaders, otherTables, emptyRows.',
    ),
    default: 'none',
  }),
  otherHelp('dataset.dialect.na', {
    label: say('Missing-value codes'),
    help: say('Cells that mean "no value".'),
    default: say('the empty cell, {NA_TOKENS}', {
      NA_TOKENS: NA_TOKENS.filter((token) => token !== '').join(', '),
    }),
  }),
  otherHelp('dataset.columns', {
    label: say('Names of the columns'),
    help: say('For a file that names none.'),
    default: say('column1, column2, …'),
  }),
];

/** Which table of a file is read, where it can hold several. */
export const SOURCE_HELP: readonly SettingHelp[] = [
  otherHelp('dataset.source.sheet', {
    label: say('Sheet'),
    help: say('Sheet of a workbook, by its name.'),
    default: say('the first visible one with a table'),
  }),
  otherHelp('dataset.source.range', {
    label: say('Range'),
    help: say('Cells of the sheet: B3:F40, B:F or 3:40.'),
    default: say('all filled cells'),
  }),
  otherHelp('dataset.source.table', {
    label: say('Table or view'),
    help: say('Of a database, by its name.'),
    default: say('the first table'),
  }),
  otherHelp('dataset.source.query', {
    label: say('Query'),
    help: say('One SELECT in the database’s own SQL, in place of a table.'),
    default: 'none',
  }),
  otherHelp('dataset.source.array', {
    label: say('Array'),
    help: say('An array of an .npz archive, or the list of a JSON document, by its name.'),
    default: say('the first one that is a table'),
  }),
  otherHelp('dataset.source.entry', {
    label: say('File in the archive'),
    help: say('A file of a ZIP archive, by its name in it.'),
    default: say('the only table, or the first'),
  }),
  otherHelp('dataset.source.files', {
    label: say('Further files'),
    help: say('Files of the same shape, whose rows follow those of the first.'),
    default: 'none',
  }),
  otherHelp('dataset.source.fileColumn', {
    label: say('Column of the file’s name'),
    help: say('Name of the column that says which file a row is from.'),
    default: 'file',
  }),
];
