import { expect, it } from 'vitest';
import { readAudit } from './audit.mjs';

const url = 'https://github.com/advisories/GHSA-0000';
const advisory = { title: 'Prototype pollution', severity: 'high', url };
const report = JSON.stringify({
  vulnerabilities: {
    low: { name: 'low', via: [advisory] },
    above: { name: 'above', via: ['low'] },
  },
});

it('lists each finding once, and passes those that were answered with why', () => {
  const line = `low: Prototype pollution (high) ${url}`;
  expect(readAudit(report, {})).toEqual({ open: [line], answered: [] });
  expect(readAudit(report, { [url]: 'it parses no input' })).toEqual({
    open: [],
    answered: [`${line}: it parses no input`],
  });
  expect(readAudit('{"vulnerabilities":{}}')).toEqual({ open: [], answered: [] });
});

it.each([
  ['{"message":"405 Method Not Allowed","statusCode":405,"body":""}', 'the registry answers no audit (405)'],
  ['{"error":{"code":"ENOTFOUND","summary":"offline"}}', 'the registry answers no audit (ENOTFOUND)'],
  ['{"vulnerabilities":null}', 'the registry answers no audit (no answer)'],
  ['null', 'the registry answers no audit (no answer)'],
  ['', 'npm audit said nothing that can be read'],
])('takes no answer for skipped, and never for clean: %s', (text, unavailable) => {
  expect(readAudit(text)).toEqual({ unavailable });
});
