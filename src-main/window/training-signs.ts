import type { ErrorInfo } from '../../src-shared/errors';
import { say, type Say } from '../../src-shared/language/say';
import { saySentence } from '../../src-shared/language/sentence';
import { groupIdOfRun, type Group } from '../../src-shared/group/group';
import type { RunMessage } from '../../src-shared/ipc/pushes';
import type { RunRecord } from '../../src-shared/run/record/record';
import { TERMINAL, type RunStatus } from '../../src-shared/run/record/status';

/** What the system can show and hold for a program, as far as it can. */
export interface Desk {
  /** On the window's entry of the taskbar or dock; null: nothing. */
  readonly showProgress: (share: number | null, mode: 'normal' | 'paused') => void;
  /** Keeps the computer from going to sleep; the screen may go dark. */
  readonly keepAwake: (on: boolean) => void;
  readonly notify: (notice: EndNotice) => void;
  /** Whether a person has the window before their eyes. */
  readonly isWatched: () => boolean;
}

/** Told when something long has ended that nobody saw end. */
export interface EndNotice {
  readonly title: string;
  readonly body: string;
}

/** What ends sooner than this was waited for. */
const LONG_MS = 20_000;

const ENDINGS: Readonly<Partial<Record<RunStatus, string>>> = {
  finished: say('Training finished'),
  failed: say('Training failed'),
};

interface Live {
  readonly status: RunStatus;
  readonly share: number;
}

/**
 * Tells the system of what trains: the share of all live runs that is done on the taskbar, no sleep
 * meanwhile, and a notification when a run or group of more than 20 seconds has finished or failed
 * while the window was not in front. Runs that wait or are paused keep nothing awake; the runs of a
 * group end without a word of their own, and stopping needs none.
 */
export class TrainingSigns {
  readonly #desk: Desk;
  readonly #say: Say;
  readonly #live = new Map<string, Live>();
  readonly #liveGroups = new Set<string>();
  #isAwake = false;
  #shown = '';

  /** @param inLanguage says a notification as the person reads it */
  constructor(desk: Desk, inLanguage: Say = say) {
    this.#desk = desk;
    this.#say = inLanguage;
  }

  /** Takes what came of a run. */
  takeRun(message: RunMessage): void {
    if (message.name === 'run.events') this.#follow(message.payload);
    else this.#change(message.payload.runId, message.payload.run?.record ?? null);
    this.#show();
  }

  /** Takes a group that changed. @param group null: it went */
  takeGroup(id: string, group: Group | null): void {
    if (group?.status === 'running') {
      this.#liveGroups.add(id);
      return;
    }
    if (!this.#liveGroups.delete(id) || group === null) return;
    const hasFailed = group.status === 'failed';
    if (group.status !== 'finished' && !hasFailed) return;
    this.#tell(group.elapsedMs, {
      title: hasFailed ? this.#say('Runs failed') : this.#say('All runs finished'),
      body: this.#say('{name} · {runs} runs{error}', {
        name: group.name,
        runs: group.trials.length,
        error: this.#why(group.error),
      }),
    });
  }

  #follow({ runId, events }: Extract<RunMessage, { name: 'run.events' }>['payload']): void {
    const live = this.#live.get(runId);
    if (live === undefined) return;
    for (const event of events) {
      if (event.type !== 'progress' || event.totalSteps <= 0) continue;
      this.#live.set(runId, { ...live, share: Math.min(1, event.step / event.totalSteps) });
    }
  }

  #change(id: string, record: RunRecord | null): void {
    if (record !== null && !TERMINAL.has(record.status)) {
      this.#live.set(id, { status: record.status, share: this.#live.get(id)?.share ?? 0 });
      return;
    }
    // Only what was seen training ends here: not what another process, or an earlier start, has ended.
    if (!this.#live.delete(id) || record === null || groupIdOfRun(id) !== null) return;
    const title = ENDINGS[record.status];
    if (title === undefined) return;
    this.#tell(record.elapsedMs, {
      title: this.#say(title),
      body: `${record.name}${this.#why(record.error)}`,
    });
  }

  /** What went wrong, behind a name. */
  #why(error: Pick<ErrorInfo, 'message' | 'said'> | null): string {
    if (error === null) return '';
    return ` · ${error.said === undefined ? error.message : saySentence(error.said, this.#say)}`;
  }

  #tell(elapsedMs: number, notice: EndNotice): void {
    if (elapsedMs > LONG_MS && !this.#desk.isWatched()) this.#desk.notify(notice);
  }

  #show(): void {
    const live = [...this.#live.values()];
    const isTraining = live.some(({ status }) => status === 'running' || status === 'stopping');
    if (isTraining !== this.#isAwake) {
      this.#isAwake = isTraining;
      this.#desk.keepAwake(isTraining);
    }
    const share =
      live.length === 0 ? null : live.reduce((sum, { share: done }) => sum + done, 0) / live.length;
    const mode = isTraining || live.every(({ status }) => status !== 'paused') ? 'normal' : 'paused';
    // A hundredth is as much as a taskbar shows.
    const shown = share === null ? '' : `${Math.floor(100 * share)} ${mode}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#desk.showProgress(share, mode);
  }
}
