import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BenchtopError, fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { sha256OfFile } from '../../../files/hash';
import { openSource, type Source } from '../../source/source';
import { ZipArchive, type ZipEntry } from '../archive/zip';
import type { Conversion, ConversionRequest } from '../conversion';
import { wholeFile } from '../whole-file';
import { aboutArray, writeArrays, type ArrayColumns } from './array-table';
import { idxShape } from '../../source/format/idx-header';
import { readNpy, type NumericArray } from './npy';

const MAX_BYTES = 1 << 30;
const INSTEAD = sentence('save it as Parquet, or a part of it');

/** A NumPy array: its first dimension are the rows. */
export async function convertNpy(request: ConversionRequest): Promise<Conversion> {
  const { source, options } = request;
  const array = readNpy(await wholeFile(source, options, INSTEAD), source);
  refuseScalar(source, source.name, array);
  return { ...(await writeArrays(request, [{ array, name: null }])), sources: [], others: [] };
}

/**
 * An archive of NumPy arrays: one of them, with those of one dimension that have as many rows: `X`
 * comes with `y`, `x_train` with `y_train`.
 */
export function convertNpz(request: ConversionRequest): Promise<Conversion> {
  const { source, options, findings } = request;
  return ZipArchive.with(source, async (archive) => {
    const arrays = new Map<string, NumericArray>();
    const refused = new Map<string, BenchtopError>();
    for (const entry of archive.entries) {
      if (!entry.name.endsWith('.npy')) continue;
      const name = entry.name.slice(0, -4);
      try {
        const array = readNpy(await wholeEntry(archive, entry), {
          name: `${source.name}: array "${name}"`,
          path: source.path,
        });
        if (array.shape.length > 0) arrays.set(name, array);
      } catch (error) {
        // Another of the arrays may be a table all the same.
        if (!(error instanceof BenchtopError)) throw error;
        refused.set(name, error);
      }
    }
    const wanted = options.source?.array;
    if (wanted !== undefined && !arrays.has(wanted)) {
      const names = [...arrays.keys()].map((name) => `"${name}"`).join(', ');
      throw (
        refused.get(wanted) ??
        fail(
          'invalid-experiment',
          sentence('{name} has no array "{wanted}": its arrays are {names}.', {
            name: source.name,
            wanted,
            names,
          }),
          {
            file: source.path,
            field: 'dataset.source.array',
          },
        )
      );
    }
    const name =
      wanted ?? [...arrays].find(([, { shape }]) => shape.length > 1)?.[0] ?? [...arrays.keys()][0];
    const array = name === undefined ? undefined : arrays.get(name);
    if (name === undefined || array === undefined) {
      throw (
        [...refused.values()][0] ??
        fail('invalid-data', sentence('{name} holds no array with rows.', { name: source.name }), {
          file: source.path,
        })
      );
    }
    const partners = [...arrays].filter(
      ([other, { shape }]) => belongs(other, name) && shape.length === 1 && shape[0] === array.shape[0],
    );
    for (const [other] of partners) {
      findings.note(`Column "${other}" is the array "${other}", which has as many rows as "${name}".`);
    }
    const parts: ArrayColumns[] = [
      { array, name },
      ...partners.map(([other, partner]) => ({ array: partner, name: other })),
    ];
    return {
      ...(await writeArrays(request, parts)),
      sources: [
        {
          key: 'array',
          chosen: name,
          parts: [...arrays].map(([each, found]) => ({
            name: each,
            isHidden: false,
            about: aboutArray(found),
          })),
        },
      ],
      others: [],
    };
  });
}

function wholeEntry(archive: ZipArchive, entry: ZipEntry): Promise<Buffer> {
  return archive.whole(entry, MAX_BYTES);
}

/** Names of parts, such as `_train`, must be the same. */
function belongs(other: string, name: string): boolean {
  const part = (each: string): string =>
    /_(train|test|val|valid|validation|dev)$/i.exec(each)?.[1]?.toLowerCase() ?? '';
  return other !== name && part(other) === part(name);
}

/** An array in IDX; the labels in the file beside it become a column `label`. */
export async function convertIdx(request: ConversionRequest): Promise<Conversion> {
  const { source, options, findings } = request;
  const array = await readIdx(source, request);
  const isLabels = array.shape.length === 1;
  const parts: ArrayColumns[] = [{ array, name: 'label' }];
  const others: string[] = [];
  const beside = isLabels ? null : labelsBeside(source.path);
  if (beside !== null) {
    const labels = await readIdx(openSource(beside), { options });
    if (labels.shape.length !== 1 || labels.shape[0] !== array.shape[0]) {
      findings.note(`${basename(beside)} beside it does not have one label for each row and is not read.`);
    } else {
      findings.note(`Column "label" comes from ${basename(beside)} beside it.`);
      parts.push({ array: labels, name: 'label' });
      others.push(await sha256OfFile(beside));
    }
  }
  return { ...(await writeArrays(request, parts)), sources: [], others };
}

async function readIdx(
  source: Source,
  { options }: Pick<ConversionRequest, 'options'>,
): Promise<NumericArray> {
  const bytes = await wholeFile(source, options, INSTEAD);
  const found = idxShape(bytes);
  const damaged = (what: string): Error =>
    fail(
      'file-unreadable',
      sentence('{name} is damaged: {what}. Download it again.', { name: source.name, what }),
      { file: source.path },
    );
  if (found === null) throw damaged('it is no IDX file');
  // A header as NumPy has it, so that both are read alike.
  const descr = `${found.type.endsWith('1') ? '|' : '>'}${found.type}`;
  const header = Buffer.from(
    `{'descr': '${descr}', 'fortran_order': False, 'shape': (${found.shape.join(', ')},), }`,
  );
  const head = Buffer.alloc(10);
  head.write('\u0093NUMPY\u0001\u0000', 'latin1');
  head.writeUInt16LE(header.length, 8);
  return readNpy(Buffer.concat([head, header, bytes.subarray(found.offset)]), source);
}

/** `train-images-idx3-ubyte` has its labels in `train-labels-idx1-ubyte`. */
function labelsBeside(path: string): string | null {
  const name = basename(path);
  const other = name.replace(/images([-.])idx\d/i, 'labels$1idx1');
  if (other === name) return null;
  const plain = other.replace(/\.gz$/i, '');
  return (
    [other, plain, `${plain}.gz`].map((each) => join(dirname(path), each)).find((each) => existsSync(each)) ??
    null
  );
}

function refuseScalar({ path }: Source, name: string, { shape }: NumericArray): void {
  if (shape.length > 0) return;
  throw fail('invalid-data', sentence('{name} holds a single value: it has no rows.', { name }), {
    file: path,
  });
}
