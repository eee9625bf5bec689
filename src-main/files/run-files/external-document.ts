import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ExternalDocument } from '../../../src-shared/run/record/external';
import { externalDocumentSchema } from '../../../src-shared/run/record/external-schema';
import type { RunStatus } from '../../../src-shared/run/record/status';
import { readRegularText } from '../regular-file';
import { isSessionAlive } from '../session';
import { modifiedAt } from '../stamp';
import { FORMATS, readVersion } from '../stored-formats';

/** How long a run of another machine may be silent before it is taken for interrupted. */
export const SILENCE_MS = 10 * 60_000;

/** A run.json of another program; `other`: it is none. */
export type ExternalRead =
  | { readonly kind: 'good'; readonly document: ExternalDocument }
  | { readonly kind: 'bad'; readonly reason: string }
  | { readonly kind: 'other' };

/** Reads a run.json as another program's; what is none is told from what does not fit. */
export function readExternalDocument(folder: string): ExternalRead {
  let content: unknown;
  try {
    content = JSON.parse(readRegularText(join(folder, 'run.json')));
  } catch {
    return { kind: 'other' };
  }
  if ((content as { kind?: unknown } | null)?.kind !== 'external') return { kind: 'other' };
  const version = readVersion(content);
  if (version > FORMATS.external.version)
    return { kind: 'bad', reason: `run.json is of version ${version}: update Benchtop to open it` };
  const parsed = externalDocumentSchema.safeParse(content);
  if (parsed.success) return { kind: 'good', document: parsed.data };
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  return {
    kind: 'bad',
    reason: `"${field}" in run.json is not as docs/file-formats.md says (${issue?.message ?? 'it does not fit'})`,
  };
}

/** What a run of another program is by now: one that nobody writes any more is interrupted. */
export function findExternalStatus(document: ExternalDocument, folder: string): RunStatus {
  const isLeft = document.status === 'running' && !isWritten(document, folder);
  return isLeft ? 'interrupted' : document.status;
}

/** Whether the program that writes it still runs: of this machine by its process, of another one by what it wrote last. */
export function isWritten({ host, session }: ExternalDocument, folder: string): boolean {
  const written = lastWriteMs(folder) ?? 0;
  const isHere = host === null || host === hostname();
  if (isHere && session !== null) return isSessionAlive(session, written);
  return Date.now() - written < SILENCE_MS;
}

function lastWriteMs(folder: string): number | null {
  const times = ['run.json', 'metrics.csv'].flatMap((name) => modifiedAt(join(folder, name)) ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

/** When anything of it was written last; null: unknown. */
export function lastWrite(folder: string): string | null {
  const written = lastWriteMs(folder);
  return written === null ? null : new Date(written).toISOString();
}
