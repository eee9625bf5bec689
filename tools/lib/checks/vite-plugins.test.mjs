import { expect, it } from 'vitest';
import { lightConf, startAlone } from '../../../vite.plugins';

const chunk = (code) => ({ 'index.cjs': { type: 'chunk', code } });
const later = 'later(() => require("./second.cjs"));\n';

it('has the first file not begin with loading the second', () => {
  const bundle = chunk(`require("./second.cjs");\n${later}`);
  startAlone('second.cjs').generateBundle({}, bundle);
  expect(bundle['index.cjs'].code).toBe(later);
});

it('refuses a first file that uses something of the second', () => {
  const bundle = chunk(`const require_second = require("./second.cjs");\n${later}`);
  expect(() => startAlone('second.cjs').generateBundle({}, bundle)).toThrow(/uses what is in second\.cjs/);
});

it('leaves out what conf never uses, for conf alone, and says so where it is used', async () => {
  const { resolveId, load } = lightConf();
  const conf = '/project/node_modules/conf/dist/source/index.js';
  const read = (id) => import(`data:text/javascript,${encodeURIComponent(load(resolveId(id, conf)))}`);
  expect(resolveId('semver', '/project/node_modules/other/index.js')).toBeNull();
  expect(resolveId('dot-prop', conf)).toBeNull();
  const { default: semver } = await read('semver');
  expect(() => semver.eq('1.0.0', '1.0.0')).toThrow(/given no migrations/);
  const { Ajv2020 } = await read('ajv/dist/2020.js');
  expect(() => new Ajv2020({})).toThrow(/given no JSON schema/);
});
