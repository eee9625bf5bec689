import type { ErrorInfo } from '../../../../src-shared/errors';

/** Notice of a run that waits for room on the disk: what could not be written, and what happens next. */
export function waitText(name: string, { kind, message }: ErrorInfo, limitMs: number | null): string {
  const problem = message.replace(
    / Nothing was changed; free some space and try again\.$| The old file is kept\.$/,
    '',
  );
  const until = kind === 'disk-full' ? 'there is room' : 'it can be written';
  const limit = limitMs === null ? '' : `, for ${Math.round(limitMs / 1000)} s at most`;
  return `${problem} “${name}” waits until ${until}${limit}, and then goes on by itself.`;
}
