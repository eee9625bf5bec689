import { inEnglish } from '../../../src-shared/language/sentence';
import Conf from 'conf';
import { cpus } from 'node:os';
import { beginsAgain } from '../../../src-shared/run/record/begin-again';
import { environmentHere } from '../../runs/environment';
import { RunService } from '../../runs/run-service';
import { newSession, openWorkspace, recoverInterrupted, type Workspace } from '../../workspace';
import { workspaceFolder } from '../../workspace/location';
import { BUNDLED } from './bundled';
import { printNotice } from '../print/print';
import type { Threads } from './threads';

export interface Services {
  readonly workspace: Workspace;
  readonly runs: RunService;
  /** @returns threads that could not be ended: with any, only a kill ends the process */
  close(): Promise<number>;
}

/** The window's services without the window: conf instead of electron-store, the same worker file. */
export async function openServices(named: string | undefined, threads: Threads): Promise<Services> {
  const workspace = openWorkspace({
    folder: workspaceFolder(named),
    Store: Conf,
    session: newSession(),
    bundled: BUNDLED,
  });
  await recoverInterrupted(workspace);
  const interrupted = workspace.runs.untoldInterrupted();
  for (const { record, locked } of interrupted) {
    const next = beginsAgain(record) ? 'begins it again' : 'goes on with it';
    const advice = locked === undefined ? `; "benchtop resume ${record.id}" ${next}` : '';
    printNotice(`run ${record.id} ("${record.name}") was interrupted${advice}.`);
  }
  workspace.runs.interruptions.told(workspace.runs.interruptions.ids());
  for (const { id, name } of workspace.groups.recoverInterrupted()) {
    const advice = workspace.readOnly === null ? `; "benchtop resume ${id}" goes on with it` : '';
    printNotice(`group ${id} ("${name}") was interrupted${advice}.`);
  }
  [...workspace.notices, ...workspace.runs.tellRecovered().map(inEnglish)].forEach(printNotice);
  const runs = new RunService({
    workspace,
    spawn: threads.spawn,
    sharesWorkers: true,
    draws: false,
    maxWorkers: workspace.settings.get().maxWorkers ?? Math.max(1, cpus().length - 1),
    maxGroupWorkers: workspace.settings.get().maxWorkers ?? cpus().length,
    environment: environmentHere(null),
    waitForRoomMs: waitForRoomMs(),
    onProblem: (error, runId) => {
      printNotice(`run ${runId}: ${String(error)}`);
    },
    onNotice: (message) => {
      printNotice(inEnglish(message));
    },
  });
  return { workspace, runs, close: () => runs.close() };
}

/** Seconds that a run waits for room on a full disk where nobody sits at a terminal. */
const WAIT_FOR_ROOM_S = 60;

/** How long a run waits for room: at a terminal until Ctrl-C, else a minute, or what BENCHTOP_WAIT_FOR_ROOM says. */
function waitForRoomMs(): number | null {
  const seconds = Number(process.env['BENCHTOP_WAIT_FOR_ROOM'] ?? NaN);
  if (seconds >= 0 && seconds <= 1e6) return seconds * 1000;
  return process.stderr.isTTY ? null : WAIT_FOR_ROOM_S * 1000;
}
