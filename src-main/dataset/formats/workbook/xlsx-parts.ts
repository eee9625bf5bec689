import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { Source } from '../../source/source';
import type { ZipArchive } from '../archive/zip';
import { findMeaning, type NumberMeaning } from './number-formats';
import { readPart, readTags } from './parts';
import { readAttribute, readText, type TagListener } from './tags';

/** A sheet of cells in a workbook. */
export interface SheetPart {
  readonly name: string;
  readonly isHidden: boolean;
  /** Its part in the archive. */
  readonly entry: string;
}

/** What a workbook says before its sheets are read. */
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  readonly isFrom1904: boolean;
  readonly stringsEntry: string | null;
  readonly stylesEntry: string | null;
}

/** Texts that cells share may fill so much memory. */
const MAX_TEXT = 1 << 29;

/** The sheets of a workbook. @throws BenchtopError where the archive is no workbook */
export async function readWorkbook(source: Source, archive: ZipArchive): Promise<Workbook> {
  const main = await mainPart(source, archive);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const relations = await readRelations(source, archive, main);
  const sheets: SheetPart[] = [];
  let isFrom1904 = false;
  await readTags(source, archive, main, (tag, attributes) => {
    if (tag === 'workbookPr') isFrom1904 = isTrue(readAttribute(attributes, 'date1904'));
    if (tag !== 'sheet') return;
    const relation = relations.get(
      readAttribute(attributes, 'r:id') ?? readAttribute(attributes, 'id') ?? '',
    );
    // Sheets of charts and macros hold no cells.
    if (relation?.type !== 'worksheet') return;
    const state = readAttribute(attributes, 'state') ?? 'visible';
    sheets.push({
      name: readAttribute(attributes, 'name') ?? `Sheet ${sheets.length + 1}`,
      isHidden: state !== 'visible',
      entry: resolved(folder, relation.target),
    });
  });
  const part = (type: string): string | null => {
    const found = [...relations.values()].find((relation) => relation.type === type);
    return found === undefined ? null : resolved(folder, found.target);
  };
  return { sheets, isFrom1904, stringsEntry: part('sharedStrings'), stylesEntry: part('styles') };
}

async function mainPart(source: Source, archive: ZipArchive): Promise<string> {
  const relations = await readRelations(source, archive, '');
  const main =
    [...relations.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const entry = resolved('', main);
  if (entry.endsWith('.bin')) {
    throw fail(
      'file-unreadable',
      sentence('{name} is a binary workbook (.xlsb): save it as .xlsx.', { name: source.name }),
      {
        file: source.path,
      },
    );
  }
  if (archive.entry(entry) === null) {
    throw fail(
      'file-unreadable',
      sentence('{name} is no workbook: {entry} is missing in it.', { name: source.name, entry }),
      {
        file: source.path,
      },
    );
  }
  return entry;
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

/** What a part refers to, by id; types without their long prefix. */
async function readRelations(
  source: Source,
  archive: ZipArchive,
  part: string,
): Promise<Map<string, Relation>> {
  const slash = part.lastIndexOf('/') + 1;
  const relations = new Map<string, Relation>();
  const name = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
  await readTags(source, archive, name, (tag, attributes) => {
    if (tag !== 'Relationship') return;
    const type = readAttribute(attributes, 'Type') ?? '';
    relations.set(readAttribute(attributes, 'Id') ?? '', {
      type: type.slice(type.lastIndexOf('/') + 1),
      target: readAttribute(attributes, 'Target') ?? '',
    });
  });
  return relations;
}

/** The name of a part in the archive: a target is relative to a folder, or begins at the root. */
function resolved(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function isTrue(value: string | null): boolean {
  return value === '1' || value === 'true';
}

/** What the numbers of each cell style mean. */
export async function readMeanings(
  source: Source,
  archive: ZipArchive,
  entry: string | null,
): Promise<readonly NumberMeaning[]> {
  const codes = new Map<number, string>();
  const meanings: NumberMeaning[] = [];
  if (entry === null) return meanings;
  const part = archive.entry(entry);
  if (part === null) return meanings;
  let isInCells = false;
  await readPart(source, archive, part, {
    open: (tag, attributes) => {
      if (tag === 'numFmt') {
        codes.set(
          Number(readAttribute(attributes, 'numFmtId')),
          readAttribute(attributes, 'formatCode') ?? '',
        );
      } else if (tag === 'cellXfs') isInCells = true;
      else if (tag === 'xf' && isInCells) {
        const id = Number(readAttribute(attributes, 'numFmtId') ?? 0);
        meanings.push(findMeaning(id, codes.get(id)));
      }
    },
    close: (tag) => {
      if (tag === 'cellXfs') isInCells = false;
    },
    text: () => undefined,
  });
  return meanings;
}

/** The texts that cells share, in order. */
export async function readStrings(
  source: Source,
  archive: ZipArchive,
  entry: string | null,
  afterPiece: () => Promise<void>,
): Promise<readonly string[]> {
  const part = entry === null ? null : archive.entry(entry);
  if (part === null) return [];
  const strings = new SharedStrings(source);
  await readPart(source, archive, part, strings, afterPiece);
  return strings.texts;
}

class SharedStrings implements TagListener {
  readonly texts: string[] = [];
  readonly #source: Source;
  #text = '';
  #isText = false;
  /** How words are pronounced is no part of them. */
  #phonetic = 0;
  #length = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  open(name: string): void {
    if (name === 'si') this.#text = '';
    else if (name === 'rPh') this.#phonetic++;
    this.#isText = name === 't' && this.#phonetic === 0;
  }

  close(name: string): void {
    this.#isText = false;
    if (name === 'rPh') this.#phonetic--;
    if (name !== 'si') return;
    this.texts.push(cellText(this.#text));
    this.#length += this.#text.length;
    if (this.#length > MAX_TEXT) {
      throw fail(
        'file-unreadable',
        sentence('{name} holds more text than fits in memory: save the sheet as CSV.', {
          name: this.#source.name,
        }),
        {
          file: this.#source.path,
        },
      );
    }
  }

  text(raw: string): void {
    if (this.#isText) this.#text += raw;
  }
}

/** A cell's text: characters that XML cannot hold are written as _x000D_. */
export function cellText(raw: string): string {
  const text = readText(raw);
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;
}
