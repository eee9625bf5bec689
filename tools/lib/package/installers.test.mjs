import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cutRuntime } from './appimage.mjs';
import { control, makeDeb } from './debian.mjs';
import { desktopEntry, ICON_SIZES, ICONS, MIME_TYPES } from './desktop-entry.mjs';
import { parseKinds } from './installers.mjs';
import { linkTree } from '../link-tree.mjs';
import { run } from '../steps.mjs';
import { zipFolder } from './zip.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-installers-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(path, content, mode = 0o644) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { mode });
  return file;
}

const about = { name: 'benchtop', version: '1.2.3', description: 'Train models. Offline.', license: 'MIT' };

describe(parseKinds, () => {
  it('takes lists and repetitions, each kind once', () => {
    expect(parseKinds(['deb,zip', ' zip'], 'linux')).toEqual(['deb', 'zip']);
    expect(parseKinds([], 'darwin')).toEqual([]);
  });

  it('refuses what there is not, and what this system cannot make', () => {
    expect(() => parseKinds(['msi'], 'linux')).toThrow('There is no installer of the kind "msi".');
    expect(() => parseKinds(['deb'], 'darwin')).toThrow('A deb is made on linux, not on darwin.');
  });
});

describe(desktopEntry, () => {
  it('quotes a command with blanks, and names the files that it opens', () => {
    expect(desktopEntry(about, '/opt/Ünï cöde/benchtop')).toContain('Exec="/opt/Ünï cöde/benchtop" %F\n');
    const entry = desktopEntry(about, 'benchtop');
    expect(entry).toContain('Exec=benchtop %F\n');
    expect(entry).toContain(`MimeType=${MIME_TYPES.join(';')};\n`);
  });

  it('has an icon of each size', () => {
    for (const size of ICON_SIZES) {
      const png = readFileSync(join(ICONS, `${size}.png`));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});

/** A package's folder in small: a program, a link, a sandbox. */
function samplePackage() {
  const place = join(folder, 'Benchtop-1.2.3-linux-x64');
  put('Benchtop-1.2.3-linux-x64/benchtop', '#!/bin/sh\necho window\n', 0o755);
  put('Benchtop-1.2.3-linux-x64/benchtop-cli', '#!/bin/sh\necho command\n', 0o755);
  put('Benchtop-1.2.3-linux-x64/chrome-sandbox', 'sandbox', 0o755);
  put('Benchtop-1.2.3-linux-x64/resources/app/Ünï cöde.txt', 'text');
  symlinkSync('benchtop', join(place, 'other'));
  return { folder: place, executable: join(place, 'benchtop'), resources: join(place, 'resources') };
}

describe.runIf(run('which', ['dpkg-deb']).ok && process.arch === 'x64')(makeDeb, () => {
  const field = (deb, name) => execFileSync('dpkg-deb', ['-f', deb, name], { encoding: 'utf8' }).trim();
  const list = (deb) => execFileSync('dpkg-deb', ['-c', deb], { encoding: 'utf8' });

  it('makes a package that dpkg reads, with its files, links, modes and owners', async () => {
    const place = samplePackage();
    const made = await makeDeb({ place, addon: null, about, isLight: false, compression: 'none' });
    expect(made).toEqual([join(folder, 'benchtop_1.2.3_amd64.deb')]);
    expect(field(made[0], 'Package')).toBe('benchtop');
    expect(field(made[0], 'Description')).toBe('Train models\n Train models. Offline.');
    const files = list(made[0]);
    expect(files).toMatch(/^-rwxr-xr-x root\/root .* \.\/opt\/Benchtop\/benchtop$/m);
    expect(files).toMatch(/^-rwsr-xr-x root\/root .* \.\/opt\/Benchtop\/chrome-sandbox$/m);
    expect(files).toMatch(/\.\/usr\/bin\/benchtop-cli -> \/opt\/Benchtop\/benchtop-cli$/m);
    expect(files).toMatch(/\.\/usr\/share\/applications\/benchtop\.desktop$/m);
    expect(statSync(join(place.folder, 'chrome-sandbox')).mode & 0o7777).toBe(0o755);
    const out = join(folder, 'Ünï cöde');
    execFileSync('dpkg-deb', ['-x', made[0], out]);
    expect(readFileSync(join(out, 'opt/Benchtop/resources/app/Ünï cöde.txt'), 'utf8')).toBe('text');
    expect(execFileSync(join(out, 'opt/Benchtop/other'), { encoding: 'utf8' })).toBe('window\n');
  });

  it('makes two of a light package: the program, and TensorFlow over it', async () => {
    const place = samplePackage();
    put('addon/resources/node_modules/x/addon.node', 'native');
    const made = await makeDeb({
      place,
      addon: join(folder, 'addon'),
      about,
      isLight: true,
      compression: 'gzip',
    });
    expect(made.map((deb) => field(deb, 'Package'))).toEqual(['benchtop-light', 'benchtop-tensorflow']);
    expect(field(made[1], 'Depends')).toBe('benchtop-light (= 1.2.3)');
    expect(list(made[1])).toContain('./opt/Benchtop/resources/node_modules/x/addon.node');
  });
});

it('a control file gives the size that is needed, rounded up to kilobytes', () => {
  const of = {
    name: 'a',
    version: '1',
    architecture: 'amd64',
    depends: ['b', 'c'],
    others: [],
    summary: 'D.',
  };
  expect(control(of, 1025)).toContain('Installed-Size: 2\nDepends: b, c\n');
});

describe.runIf(run('python3', ['--version']).ok)(zipFolder, () => {
  it('packs files, modes and links, as Python reads them', async () => {
    const path = await zipFolder(samplePackage().folder, 'Benchtop');
    const script = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    print(json.dumps({i.filename: [oct(i.external_attr >> 16), z.read(i).decode()] for i in z.infolist()}))
`;
    const found = JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }));
    expect(found).toEqual({
      'Benchtop/benchtop': ['0o100755', '#!/bin/sh\necho window\n'],
      'Benchtop/benchtop-cli': ['0o100755', '#!/bin/sh\necho command\n'],
      'Benchtop/chrome-sandbox': ['0o100755', 'sandbox'],
      'Benchtop/other': ['0o120777', 'benchtop'],
      'Benchtop/resources/app/Ünï cöde.txt': ['0o100644', 'text'],
    });
  });
});

describe(cutRuntime, () => {
  /** An ELF header whose table of sections ends the program, and an image behind it. */
  function image(mark = 'AI\x02') {
    const head = Buffer.alloc(100, 7);
    head.write('\x7fELF\x02', 0, 'latin1');
    head.write(mark, 8, 'latin1');
    head.writeBigUInt64LE(72n, 0x28);
    head.writeUInt16LE(4, 0x3a);
    head.writeUInt16LE(5, 0x3c);
    return put('image', head);
  }

  it('takes the program in front, to the end of its table of sections', () => {
    expect(cutRuntime(image())).toEqual(readFileSync(join(folder, 'image')).subarray(0, 92));
  });

  it('refuses anything else', () => {
    expect(() => cutRuntime(image('\0\0\0'))).toThrow('is no AppImage of type 2');
  });
});

it('a linked tree has the same files, and a replaced one leaves the first as it was', () => {
  const { folder: from } = samplePackage();
  const to = join(folder, 'linked');
  linkTree(from, to);
  expect(readFileSync(join(to, 'other'), 'utf8')).toContain('window');
  rmSync(join(to, 'benchtop'));
  expect(readFileSync(join(from, 'benchtop'), 'utf8')).toContain('window');
});
