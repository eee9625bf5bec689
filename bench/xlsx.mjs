// node bench/xlsx.mjs: 1,000,000 cells of a workbook (numbers, dates, words) turned into text and looked
// at, in turn with DuckDB's read_xlsx into a table of texts; medians of five, and processor time beside.
// DuckDB's extension is no part of Benchtop: it is fetched for this with pip, where that works.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { bundleFile } from './lib/bundle.mjs';
import { temporaryFolder } from './lib/folder.mjs';
import { computeMedian } from './lib/statistics.mjs';

const ROUNDS = 5;
const ROWS = 100_000;
const folder = temporaryFolder('xlsx');
const file = join(folder, 'million.xlsx');
writeFileSync(file, workbook());
const bundle = await bundleFile('dataset', { 'src-main/dataset/index.ts': '*' });
const { previewFile } = createRequire(import.meta.url)(bundle);
const { DuckDBInstance } = await import('@duckdb/node-api');

const ours = [];
const theirs = [];
const extension = excelExtension();
for (let round = 0; round < ROUNDS; round++) {
  // Another marker of missing cells: the copy of the round before is not used again.
  ours.push(await timed(() => previewFile(file, { dialect: { na: [`round ${round}`] } })));
  if (extension !== null) theirs.push(await readByDuckDb());
}
print('Benchtop', ours);
if (extension === null) console.log('DuckDB: its extension could not be fetched');
else {
  print('DuckDB', theirs);
  const ratio = computeMedian(ours.map(({ ms }) => ms)) / computeMedian(theirs.map(({ ms }) => ms));
  console.log(`Benchtop / DuckDB ${ratio.toFixed(2)}`);
}

async function timed(work) {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - start, cpu: (user + system) / 1000 };
}

async function readByDuckDb() {
  const options = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };
  const instance = await DuckDBInstance.create(':memory:', options);
  const connection = await instance.connect();
  await connection.run(`LOAD '${extension}'`);
  const time = await timed(() =>
    connection.run(`CREATE TABLE t AS SELECT * FROM read_xlsx('${file}', all_varchar = true)`),
  );
  connection.closeSync();
  instance.closeSync();
  return time;
}

function print(name, times) {
  const ms = times.map((time) => time.ms.toFixed(0)).join(' ');
  console.log(
    `${name.padEnd(8)} median ${computeMedian(times.map((time) => time.ms)).toFixed(0)} ms (${ms}), processor ${computeMedian(times.map((time) => time.cpu)).toFixed(0)} ms`,
  );
}

function excelExtension() {
  const kept = join(folder, 'extension');
  mkdirSync(kept);
  try {
    const pip = ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary=:all:', '-d', kept];
    execFileSync('python3', [...pip, 'duckdb-extension-excel==1.5.5'], { stdio: 'ignore' });
    const [wheel] = readdirSync(kept);
    execFileSync('python3', ['-m', 'zipfile', '-e', join(kept, wheel), kept]);
  } catch {
    return null;
  }
  const path = join(kept, 'duckdb_extension_excel', 'extensions', 'v1.5.5', 'excel.duckdb_extension');
  return existsSync(path) ? path : null;
}

/** A workbook of one sheet: an id, seven numbers of full precision, a word and a date a row. */
function workbook() {
  const letters = 'ABCDEFGHIJ';
  const names = ['id', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'word', 'day'];
  const words = [...names, 'red', 'green', 'blue', 'a longer note'];
  let state = 1;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const rows = [
    `<row r="1">${names.map((_, c) => `<c r="${letters[c]}1" t="s"><v>${c}</v></c>`).join('')}</row>`,
  ];
  for (let r = 2; r <= ROWS + 1; r++) {
    const numbers = Array.from(
      { length: 7 },
      (_, c) => `<c r="${letters[c + 1]}${r}"><v>${random() * 4 - 2}</v></c>`,
    );
    rows.push(
      `<row r="${r}"><c r="A${r}"><v>${r}</v></c>${numbers.join('')}<c r="I${r}" t="s"><v>${10 + (r % 4)}</v></c><c r="J${r}" s="1"><v>${40000 + (r % 5000)}</v></c></row>`,
    );
  }
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${type}.sharedStrings+xml"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/styles" Target="styles.xml"/><Relationship Id="r3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': `<?xml version="1.0"?><styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<?xml version="1.0"?><sst xmlns="${main}">${words.map((word) => `<si><t>${word}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
  });
}

function zip(parts) {
  const bodies = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const plain = Buffer.from(text);
    const packed = zlib.deflateRawSync(plain);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(33, 8);
    common.writeUInt32LE(checksum(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(name.length, 22);
    bodies.push(Buffer.from('PK\u0003\u0004', 'latin1'), common, Buffer.from(name), packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, rest, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const whole = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  const count = Object.keys(parts).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(whole.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, whole, end]);
}

/** zlib's own where Node has it. */
function checksum(bytes) {
  if (zlib.crc32 !== undefined) return zlib.crc32(bytes);
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
