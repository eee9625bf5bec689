// A Debian package of the program, by dpkg-deb alone: its files are links to those of the package's folder.
import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { desktopEntry, ICON_SIZES, ICONS, mimePackage } from './desktop-entry.mjs';
import { linkTree } from '../link-tree.mjs';
import { countBytes } from './package-files.mjs';
import { root } from '../places.mjs';
import { run, SetupError, tail } from '../steps.mjs';
import { requirePackages } from '../system.mjs';

const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };
/** Where the program lies once it is installed. */
const PREFIX = 'opt/Benchtop';
/** What Chromium and Electron load from the system; newer systems renamed some. */
const DEPENDS = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libnss3',
  'libasound2 | libasound2t64',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libsecret-1-0',
  'libnotify4',
  'xdg-utils',
];

/**
 * Makes `benchtop_<version>_<arch>.deb`; of a light package `benchtop-light_…` and, where TensorFlow is
 * there, `benchtop-tensorflow_…`, which adds it.
 * @param {import('./installers.mjs').Package} parts
 * @returns {Promise<string[]>} paths of the files
 */
export async function makeDeb({ place, addon, about, isLight, compression }) {
  requirePackages(
    ['dpkg-dev'].filter(() => !run('which', ['dpkg-deb']).ok),
    'Making a .deb',
  );
  const architecture = ARCHITECTURES[process.arch];
  if (architecture === undefined) throw new SetupError(`Debian has no name for ${process.arch} here.`);
  const program = {
    name: isLight ? 'benchtop-light' : 'benchtop',
    depends: DEPENDS,
    others: isLight
      ? ['Suggests: benchtop-tensorflow', 'Provides: benchtop', 'Conflicts: benchtop']
      : ['Conflicts: benchtop-light, benchtop-tensorflow'],
    summary: about.description,
  };
  const made = [
    buildDeb(dirname(place.folder), { ...about, ...program, architecture, compression }, (tree) => {
      linkTree(place.folder, join(tree, PREFIX));
      writeSystemFiles(tree, about, basename(place.executable));
    }),
  ];
  if (addon !== null) {
    const tensorflow = {
      name: 'benchtop-tensorflow',
      depends: [`benchtop-light (= ${about.version})`],
      others: ['Enhances: benchtop-light'],
      summary: "TensorFlow for Benchtop's light package.",
    };
    made.push(
      buildDeb(dirname(place.folder), { ...about, ...tensorflow, architecture, compression }, (tree) => {
        linkTree(addon, join(tree, PREFIX));
      }),
    );
  }
  return made;
}

function buildDeb(dist, of, fill) {
  const path = join(dist, `${of.name}_${of.version}_${of.architecture}.deb`);
  const tree = `${path}.tree`;
  rmSync(tree, { recursive: true, force: true });
  try {
    fill(tree);
    put(join(tree, 'DEBIAN', 'control'), control(of, countBytes(tree)));
    const args = ['--root-owner-group', `-Z${of.compression}`, '--build', tree, `${path}.part`];
    const built = run('dpkg-deb', args);
    if (!built.ok) {
      throw new SetupError(`${basename(path)} could not be made.`, {
        tried: [`dpkg-deb ${args.join(' ')}: ${tail(built.output)}`],
        todo: 'check the free disk space',
      });
    }
    renameSync(`${path}.part`, path);
    return path;
  } finally {
    rmSync(tree, { recursive: true, force: true });
    rmSync(`${path}.part`, { force: true });
  }
}

/**
 * A control file of Debian's policy, chapter 5.
 * @param {number} bytes of all files once they are installed
 */
export function control({ name, version, architecture, depends, others, summary }, bytes) {
  return [
    `Package: ${name}`,
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    'Maintainer: Benchtop contributors <benchtop@localhost>',
    `Installed-Size: ${Math.ceil(bytes / 1024)}`,
    `Depends: ${depends.join(', ')}`,
    ...others,
    'Section: science',
    'Priority: optional',
    // The synopsis is one line without an end.
    `Description: ${summary.split('. ')[0].replace(/\.$/, '')}`,
    ` ${summary}`,
    '',
  ].join('\n');
}

function writeSystemFiles(tree, about, executable) {
  // Chromium's sandbox for kernels without user namespaces; the folder's own copy keeps its mode.
  const sandbox = join(tree, PREFIX, 'chrome-sandbox');
  if (lstatSync(sandbox, { throwIfNoEntry: false })?.isFile()) {
    copyFileSync(sandbox, `${sandbox}.own`);
    renameSync(`${sandbox}.own`, sandbox);
    chmodSync(sandbox, 0o4755);
  }
  for (const name of [executable, 'benchtop-cli']) {
    const link = join(tree, 'usr', 'bin', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(`/${PREFIX}/${name}`, link);
  }
  const share = join(tree, 'usr', 'share');
  put(join(share, 'applications', 'benchtop.desktop'), desktopEntry(about, executable));
  put(join(share, 'mime', 'packages', 'benchtop.xml'), mimePackage());
  for (const size of ICON_SIZES)
    copy(
      join(ICONS, `${size}.png`),
      join(share, 'icons', 'hicolor', `${size}x${size}`, 'apps', 'benchtop.png'),
    );
  copy(join(ICONS, 'benchtop.svg'), join(share, 'icons', 'hicolor', 'scalable', 'apps', 'benchtop.svg'));
  copy(join(root, 'LICENSE'), join(share, 'doc', 'benchtop', 'copyright'));
}

function put(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o644 });
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  chmodSync(to, 0o644);
}
