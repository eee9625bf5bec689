import type { Served } from '../app-protocol';

/** Styles that are in the page itself; no scripts, no requests. */
const REPORT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page of a report that waits to be pictured; whatever else is asked for does not exist. */
export function answerReport(url: string, waiting: ReadonlyMap<string, string>): Served {
  const html = waiting.get(/\/report-(\d+)\.html$/.exec(url)?.[1] ?? '');
  return {
    status: html === undefined ? 404 : 200,
    headers: {
      'content-security-policy': REPORT_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-type': `${html === undefined ? 'text/plain' : 'text/html'}; charset=utf-8`,
    },
    body: Buffer.from(html ?? 'not found'),
  };
}
