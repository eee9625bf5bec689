import { createHash } from 'node:crypto';
import type { Served } from '../page/app-protocol';

/** The styles that a report begins with, known by their hash, and no others; no scripts, no requests. */
function policyOf(html: string): string {
  const styles = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
  const hash = createHash('sha256').update(styles).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

/** The page of a report that waits to be pictured; whatever else is asked for does not exist. */
export function answerReport(url: string, waiting: ReadonlyMap<string, string>): Served {
  const html = waiting.get(/\/report-(\d+)\.html$/.exec(url)?.[1] ?? '');
  return {
    status: html === undefined ? 404 : 200,
    headers: {
      'content-security-policy': policyOf(html ?? ''),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-type': `${html === undefined ? 'text/plain' : 'text/html'}; charset=utf-8`,
    },
    body: Buffer.from(html ?? 'not found'),
  };
}
