import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BenchtopError } from '../errors';
import { checkExperiment, parseExperiment } from './schema';

const folder = join(__dirname, '..', '..', 'resources', 'experiments');
const bundled = readdirSync(folder).map(
  (name) => (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { experiment: unknown }).experiment,
);
const fromFile = {
  schemaVersion: 1,
  name: 'from a file',
  dataset: {
    ...{ kind: 'file', path: 'table.csv', features: ['a', 'b'], target: 'y', validationSplit: 0.2 },
    ...{ dialect: { delimiter: ';', decimal: ',', na: ['NA'] }, columns: [{ name: 'a', type: 'number' }] },
  },
  model: { kind: 'logisticRegression', l2: 0.1 },
};
/** What may stand anywhere in a document: JSON, numbers at the ends of what there is, names of prototypes. */
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    0,
    -1,
    1,
    0.5,
    1e9,
    2 ** 53,
    -0,
    1e-320,
    Infinity,
    NaN,
    '',
    'none',
    '__proto__',
    [],
    {},
  ),
  fc.constant({ length: { valueOf: 1, toString: 1 } }),
  fc.integer(),
  fc.double(),
);
const change = fc.record({
  place: fc.nat(),
  key: fc.oneof(fc.constant(null), fc.constantFrom('__proto__', 'constructor', 'kind', 'extra')),
  value,
});

/** A copy of a document with some of its values replaced, or keys added. */
function changed(
  document: unknown,
  changes: readonly { place: number; key: string | null; value: unknown }[],
): unknown {
  const copy = structuredClone(document);
  for (const { place, key, value: put } of changes) {
    const places: [Record<string, unknown>, string][] = [];
    const visit = (part: unknown): void => {
      if (part === null || typeof part !== 'object') return;
      for (const [name, inner] of Object.entries(part)) {
        places.push([part as Record<string, unknown>, name]);
        visit(inner);
      }
    };
    visit(copy);
    const [object, name] = places[place % places.length] ?? [{}, ''];
    Object.defineProperty(object, key ?? name, {
      // Its own: a later change may go into it.
      value: structuredClone(put),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}

const documents = fc
  .tuple(fc.constantFrom(...bundled, fromFile), fc.array(change, { maxLength: 3 }))
  .map(([document, changes]) => changed(document, changes));

describe('an experiment', () => {
  it('is the same once it was written and read again', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const checked = checkExperiment(document);
        fc.pre(checked.ok);
        const again = parseExperiment(JSON.parse(JSON.stringify(checked.experiment)));
        // -0 is written as 0.
        const text = JSON.stringify(checked.experiment);
        expect(JSON.stringify(again)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused at a field of it, in a sentence, whatever else it is', () => {
    fc.assert(
      fc.property(fc.oneof(documents, fc.anything()), (document) => {
        try {
          parseExperiment(document);
        } catch (error) {
          if (!(error instanceof BenchtopError)) throw error;
          expect(error.info.kind).toBe('invalid-experiment');
          expect(error.info.message).not.toBe('');
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });
});
