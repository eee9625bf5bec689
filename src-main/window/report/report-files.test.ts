import { expect, it } from 'vitest';
import { answerReport } from './report-files';

const waiting = new Map([['7', '<!doctype html><title>r</title><style>p { color: red; }</style>']]);

it('a report that waits is there under its number, without scripts or requests; nothing else is', () => {
  const { status, headers, body } = answerReport('app://benchtop/report-7.html', waiting);
  expect([status, body.toString()]).toEqual([200, waiting.get('7')]);
  expect(headers).toEqual({
    'content-security-policy':
      "default-src 'none'; style-src 'sha256-pckGv9YvNcB5xy+Y4fbqhyo+ib850wyiuWeNbZvLi00='; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-type': 'text/html; charset=utf-8',
  });
  for (const url of [
    'app://benchtop/report-8.html',
    'app://benchtop/index.html',
    'app://benchtop/report-7.html/../secret',
    'app://benchtop/report-7.css',
  ]) {
    const answer = answerReport(url, waiting);
    expect([url, answer.status, answer.headers['content-type']]).toEqual([
      url,
      404,
      'text/plain; charset=utf-8',
    ]);
  }
});
