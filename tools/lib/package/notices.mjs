// The notices of what a package holds: npm packages by name, with the licences they came with.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places.mjs';

/** Packages of which only declarations or native parts are used, which have notices of their own. */
const OTHERWISE = /^(\.|electron$|@types\/|@tensorflow\/)/;
const modules = join(root, 'node_modules');
const IMPORT = /(?:from|import\(?)\s*'((?:@[\w.-]+\/)?[\w.-]+)(?:\/[^']*)?'/g;

/** npm packages that the sources in these folders name, with all that those need. */
export function packagesUsed(folders) {
  const named = new Set(folders.flatMap((folder) => sourcesIn(join(root, folder)).flatMap(listImports)));
  return withDependencies([...named]);
}

/** Names, and those of everything they depend on that is installed here. */
export function withDependencies(names) {
  const found = new Set();
  const add = (name) => {
    if (found.has(name) || !isInstalled(name)) return;
    found.add(name);
    const { dependencies, optionalDependencies } = readManifest(name);
    for (const other of Object.keys({ ...dependencies, ...optionalDependencies })) add(other);
  };
  names.forEach(add);
  return [...found].sort();
}

/** One text for all of them; a licence that several packages share word for word stands there once. */
export function formatNotices(names, more = []) {
  const entries = [...names.map(readEntry), ...more];
  const texts = new Map();
  for (const { title, text } of entries) texts.set(text, [...(texts.get(text) ?? []), title]);
  const parts = [...texts].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  return `Benchtop holds software of others, under these licences.\n\n${parts.join(`\n${'-'.repeat(72)}\n\n`)}`;
}

function readEntry(name) {
  const { version, license, homepage } = readManifest(name);
  const file = findLicence(name);
  const text =
    file === undefined
      ? `Licence: ${license ?? 'not told'}. ${homepage ?? ''}`.trim()
      : readFileSync(join(modules, name, file), 'utf8').trim();
  return { title: `${name} ${version} (${license ?? 'see below'})`, text };
}

/** The Apache licence, which tfjs-node and TensorFlow name without bringing it. */
export function apacheLicence() {
  return readFileSync(join(modules, 'typescript', 'LICENSE.txt'), 'utf8').trim();
}

/** A package's package.json; where that tells no licence, with the one that its licence's text is titled by. */
export function readManifest(name) {
  const manifest = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  return manifest.license === undefined ? { ...manifest, license: readTitle(name) } : manifest;
}

const TITLES = { 'MIT License': 'MIT', 'The MIT License (MIT)': 'MIT', 'ISC License': 'ISC' };

function readTitle(name) {
  const file = findLicence(name);
  if (file === undefined) return undefined;
  const [title = ''] = readFileSync(join(modules, name, file), 'utf8')
    .trim()
    .split('\n');
  return TITLES[title.trim()];
}

function findLicence(name) {
  return readdirSync(join(modules, name)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
}

function isInstalled(name) {
  return !OTHERWISE.test(name) && existsSync(join(modules, name, 'package.json'));
}

function sourcesIn(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'testing' ? [] : sourcesIn(path);
    return /\.(ts|svelte)$/.test(name) && !/\.(test|d)\.ts$/.test(name) ? [path] : [];
  });
}

function listImports(path) {
  return [...readFileSync(path, 'utf8').matchAll(IMPORT)].map(([, name]) => name);
}
