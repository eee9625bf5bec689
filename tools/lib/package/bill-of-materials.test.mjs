import { expect, it } from 'vitest';
import { billOfMaterials } from './bill-of-materials.mjs';
import { readManifest, packagesUsed, withDependencies } from './notices.mjs';

/** Licences under which what we ship may be passed on with its notice. */
const ALLOWED =
  /^(MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|Unlicense|CC0-1\.0|Python-2\.0|OFL-1\.1|BlueOak-1\.0\.0)$/;

const shipped = [
  ...new Set([
    ...packagesUsed(['src-main', 'src-renderer', 'src-shared']),
    ...withDependencies(['@duckdb/node-api']),
  ]),
];

it('lists a package with its version, licence and address', () => {
  const bill = billOfMaterials(
    { name: 'benchtop', version: '1.2.3', license: 'MIT' },
    ['@duckdb/node-api', 'zod'],
    [{ name: 'electron', version: '22.3.25', license: 'MIT' }],
  );
  const { version } = readManifest('zod');
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
  expect(bill.metadata.component).toMatchObject({ type: 'application', name: 'benchtop', version: '1.2.3' });
  expect(bill.components.map(({ purl }) => purl)).toEqual([
    `pkg:npm/%40duckdb/node-api@${readManifest('@duckdb/node-api').version}`,
    `pkg:npm/zod@${version}`,
    'pkg:generic/electron@22.3.25',
  ]);
  expect(bill.components[1]).toMatchObject({ name: 'zod', version, licenses: [{ license: { id: 'MIT' } }] });
});

it('names no package whose licence forbids passing it on, or that tells none', () => {
  expect(shipped.length).toBeGreaterThan(20);
  const licences = shipped.map((name) => [name, readManifest(name).license]);
  const isAllowed = (licence) =>
    typeof licence === 'string' &&
    licence
      .replace(/[()]/g, '')
      .split(' OR ')
      .some((one) => one.split(' AND ').every((each) => ALLOWED.test(each)));
  expect(licences.filter(([, licence]) => !isAllowed(licence))).toEqual([]);
});
