import type { Plugin } from 'vite';

/** Plugins of the program's builds: what is loaded at a start, and when. */

/**
 * The first file of a program, index.cjs, loads the second when it says so, and not before. The bundler may
 * have it begin with loading the second, where its own helpers lie, of which the first one uses none: then
 * nothing would be gained by their being two.
 * @param second name of the file that is loaded later
 */
export function startAlone(second: string): Plugin {
  return {
    name: 'start-alone',
    generateBundle: (_options, bundle) => {
      const first = bundle['index.cjs'];
      if (first?.type !== 'chunk') throw new Error('There is no index.cjs.');
      const loads = `require("./${second}");`;
      const lines = first.code.split('\n').filter((line) => line !== loads);
      if (lines.some((line) => line.startsWith('const ') && line.endsWith(loads)))
        throw new Error(`index.cjs uses what is in ${second}, and so loads it at once.`);
      first.code = lines.join('\n');
    },
  };
}

const BY_ZOD = 'Stores are checked by their zod schema: conf is given no JSON schema.';
/** What conf imports, and why this program never comes there. */
const NEVER_USED = new Map([
  ['ajv/dist/2020.js', BY_ZOD],
  ['ajv-formats', BY_ZOD],
  ['semver', 'Stored formats have versions of their own: conf is given no migrations.'],
]);
/** What conf calls of them. */
const CALLED = ['default', 'clean', 'eq', 'gt', 'lte', 'satisfies'];
const MARK = '\0never-used:';

/**
 * Leaves out of a build what conf imports and never uses here, 320 KB that each start would compile and run.
 * Whoever did use it would be told so by an error.
 */
export function lightConf(): Plugin {
  return {
    name: 'light-conf',
    enforce: 'pre',
    resolveId: (id, importer) =>
      NEVER_USED.has(id) && /[\\/]node_modules[\\/]conf[\\/]/.test(importer ?? '') ? MARK + id : null,
    load: (id) => {
      const why = id.startsWith(MARK) ? NEVER_USED.get(id.slice(MARK.length)) : undefined;
      if (why === undefined) return null;
      return `const refuse = () => { throw new Error(${JSON.stringify(why)}); };
export const Ajv2020 = class { constructor() { refuse(); } };
export default { ${CALLED.map((name) => `${name}: refuse`).join(', ')} };`;
    },
  };
}

const JSON_SCHEMA =
  /[\\/]node_modules[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/;

/**
 * Leaves out of a build how zod writes its schemas as JSON Schema, 18 KB that nothing here asks for and that
 * its classes hold on to. Whoever did ask would be told so by an error.
 */
export function lightZod(): Plugin {
  return {
    name: 'light-zod',
    enforce: 'pre',
    transform: (code, id) => {
      if (!JSON_SCHEMA.test(id)) return null;
      const names = [
        ...[...code.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name]) => name),
        ...[...code.matchAll(/^export \{ \w+ as (\w+) \};/gm)].map(([, name]) => name),
      ];
      if (names.length === 0) throw new Error(`zod has no JSON Schema in ${id}: see light-zod.`);
      // Two of them are called for each schema as it is made, and give what would write it.
      const made = `const refuse = () => { throw new Error('Schemas of zod are not written as JSON Schema here.'); };
const make = () => refuse;`;
      const exported = names.map(
        (name) =>
          `export const ${name === 'process' ? '_process' : name} = ${/^create/.test(name ?? '') ? 'make' : 'refuse'};`,
      );
      const renamed = names.includes('process') ? ['export { _process as process };'] : [];
      return { code: [made, ...exported, ...renamed].join('\n'), map: null };
    },
  };
}
