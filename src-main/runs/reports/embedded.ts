import { trialRunId, type Group } from '../../../src-shared/group/group';
import { parseEmbed } from '../../../src-shared/notes/embed';
import { embedAddresses, parseMarkdown } from '../../../src-shared/notes/markdown';
import type { NotePart } from '../../../src-shared/report/notes/note-input';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import type { NoteRequest } from '../../worker/protocol/reports';
import { TimeSlices } from '../../workspace';

/** Where a page and what it embeds are read. */
export interface NoteSources {
  /** @throws BenchtopError `not-found` */
  readonly get: (id: string) => StoredRun;
  readonly has: (id: string) => boolean;
  /** @throws BenchtopError `not-found` */
  readonly getGroup: (id: string) => Group;
  readonly hasGroup: (id: string) => boolean;
  /** Text of a page of the notebook. @throws BenchtopError `not-found` */
  readonly readNote: (name: string) => string;
}

type Part = NotePart<{ readonly runFolder: string } | null>;

/** A page of the notebook with the records of all that it embeds. @throws BenchtopError `not-found` for the page */
export async function findEmbedded(name: string, sources: NoteSources): Promise<NoteRequest> {
  const text = sources.readNote(name);
  const parts: Record<string, Part> = {};
  for (const address of embedAddresses(parseMarkdown(text)))
    parts[address] = await findPart(address, sources);
  return { name, text, parts };
}

async function findPart(address: string, sources: NoteSources): Promise<Part> {
  const embed = parseEmbed(address);
  if (embed === null) return { kind: 'missing', why: `“${address}” names nothing that can be embedded.` };
  if (embed.kind === 'group') {
    if (!sources.hasGroup(embed.id))
      return { kind: 'missing', why: `There is no group ${embed.id} any more.` };
    return { kind: 'group', group: sources.getGroup(embed.id), records: await recordsOf(embed.id, sources) };
  }
  const ids = embed.kind === 'run' ? [embed.id] : embed.ids;
  const gone = ids.filter((id) => !sources.has(id));
  if (gone.length > 0) return { kind: 'missing', why: `There is no run ${gone.join(', ')} any more.` };
  const runs = ids.map((id) => {
    const { record, path } = sources.get(id);
    return { record, logged: embed.metric === null ? null : { runFolder: path } };
  });
  return { kind: 'runs', runs, metric: embed.metric };
}

/** Records of hundreds of runs, without holding the thread. */
async function recordsOf(id: string, { get, has, getGroup }: NoteSources): Promise<RunRecord[]> {
  const slices = new TimeSlices();
  const records: RunRecord[] = [];
  for (const [place] of getGroup(id).trials.entries()) {
    const run = trialRunId(id, place);
    if (has(run)) records.push(get(run).record);
    await slices.next();
  }
  return records;
}
