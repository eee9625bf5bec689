// Every message of the window, and the catalogues that have them in other languages.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from '../lib/places.mjs';
import { sayMarkup } from './markup.mjs';
import { isNotSaid } from './not-said.mjs';
import { bareSentences, saidMessages } from './scripts.mjs';

const FOLDERS = ['src-renderer', 'src-shared', 'src-main'];
/** In the rest of main a sentence is a person's where it is handed on as one. */
const SAYS_ALL = /^src-(renderer|shared)\/|^src-main\/window\//;
const WORDS = join(root, 'resources', 'words');
const SAMPLES = join(root, 'resources', 'experiments');

/** Paths of the sources that a person's sentences stand in, with slashes. Reports and words for a paper are English. */
function sayingSources() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(svelte|ts)$/.test(entry.name))
      .map((entry) =>
        relative(root, join(entry.parentPath ?? entry.path, entry.name))
          .split(sep)
          .join('/'),
      )
      .filter(
        (path) =>
          !/\.test\.ts$|\.d\.ts$|\/(gallery|testing|portable-math)\/|\/language\/|^src-shared\/report\//.test(
            path,
          ),
      ),
  );
}

/** What of a source a person reads: its messages, and sentences that nothing says. */
function readSource(path) {
  const source = readFileSync(join(root, path), 'utf8');
  const said = saidMessages(path, source);
  const markup = path.endsWith('.svelte') ? sayMarkup(path, source, '').messages : [];
  const bare = SAYS_ALL.test(path)
    ? bareSentences(path, source).filter(({ text }) => !isNotSaid(path, text))
    : [];
  return { messages: [...said, ...markup].map(place(path, source)), bare: bare.map(place(path, source)) };
}

function place(path, source) {
  return ({ text, at }) => ({ text, where: `${path}:${source.slice(0, at).split('\n').length}` });
}

/** What the bundled experiments say of themselves. */
function sampleDescriptions() {
  return readdirSync(SAMPLES).map((file) => {
    const { description } = JSON.parse(readFileSync(join(SAMPLES, file), 'utf8'));
    return { text: description, where: `resources/experiments/${file}` };
  });
}

/**
 * All that the window says.
 * @returns messages: where each stands, by its English text; bare: sentences that nothing says
 */
export function collect(paths = sayingSources()) {
  const messages = new Map();
  const bare = [];
  for (const path of paths) {
    const read = readSource(path);
    for (const { text, where } of read.messages) messages.set(text, [...(messages.get(text) ?? []), where]);
    bare.push(...read.bare);
  }
  for (const { text, where } of sampleDescriptions()) messages.set(text, [where]);
  return { messages, bare };
}

/** Catalogue of a language, such as `de`: its sentences by the English ones. */
export function readCatalogue(language) {
  return JSON.parse(readFileSync(join(WORDS, `${language}.json`), 'utf8'));
}

/** Names of the values that a message has places for, in order. */
function valueNames(text) {
  return [...text.matchAll(/\{(\w+)(?:\+n)?\}/g)].map(([, name]) => name).sort();
}

/** What is wrong with a catalogue, a line each; none: nothing. */
export function catalogueProblems(catalogue, messages) {
  const problems = [];
  for (const [text, [where]] of messages)
    if (!Object.hasOwn(catalogue, text)) problems.push(`missing: ${JSON.stringify(text)} (${where})`);
  for (const [text, said] of Object.entries(catalogue)) {
    if (!messages.has(text)) problems.push(`unused: ${JSON.stringify(text)}`);
    if (said.trim() === '') problems.push(`empty: ${JSON.stringify(text)}`);
    if (text.includes('|') !== said.includes('|') && /^[^|]+\|[^|]+$/.test(text))
      problems.push(`needs two words, with | between: ${JSON.stringify(text)}`);
    const [wanted, given] = [new Set(valueNames(text)), new Set(valueNames(said))];
    for (const name of wanted)
      if (!given.has(name)) problems.push(`without {${name}}: ${JSON.stringify(said)}`);
    for (const name of given)
      if (!wanted.has(name)) problems.push(`there is no {${name}}: ${JSON.stringify(said)}`);
  }
  const keys = Object.keys(catalogue);
  if (keys.some((key, i) => i > 0 && key < keys[i - 1]))
    problems.push('not in the order of the English texts');
  return problems;
}
