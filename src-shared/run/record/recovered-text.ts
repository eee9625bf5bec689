import { say } from '../../language/say';
import type { RunRecord } from './record';

/** What a person should know of a run whose record was rebuilt; null for any other. */
export function recoveredText({ recovered }: Pick<RunRecord, 'recovered'>): string | null {
  if (recovered === undefined) return null;
  return recovered.from === 'backup'
    ? say(
        'The record of this run was damaged and was taken from its copy: name, tags and note are as they were.',
      )
    : say(
        'The record of this run was damaged and was rebuilt from its checkpoints: its name, tags, note, group and result are lost, and so are later steps.',
      );
}
