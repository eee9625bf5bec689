import { newSlot, type Slot } from './slot';
import type { WorkerRole, WorkerThread } from './worker-thread';

type Answering = Exclude<WorkerRole, 'training'>;

/** The workers of a host: those for runs, one for questions about runs, and one for those about data files. */
export class Slots {
  readonly #spawn: (role: WorkerRole) => WorkerThread;
  readonly #opened: (slot: Slot) => void;
  readonly #isShared: boolean;
  readonly #training = new Set<Slot>();
  readonly #answering: Record<Answering, Slot | null> = { service: null, data: null };

  /**
   * @param options.opened is told of each new worker
   * @param options.isShared whether one worker answers all questions, and takes runs and questions in turn
   */
  constructor(options: {
    readonly spawn: (role: WorkerRole) => WorkerThread;
    readonly opened: (slot: Slot) => void;
    readonly isShared: boolean;
  }) {
    this.#spawn = options.spawn;
    this.#opened = options.opened;
    this.#isShared = options.isShared;
  }

  all(): Slot[] {
    const { service, data } = this.#answering;
    return [...this.#training, service, data].filter((slot): slot is Slot => slot !== null);
  }

  /** Those that have a run. */
  withRun(): Slot[] {
    return [...this.#training].filter(({ job }) => job !== null);
  }

  /** The one that has a run; null where none has it. */
  find(runId: string): Slot | null {
    return this.withRun().find(({ job }) => job?.runId === runId) ?? null;
  }

  /** One for a run or a long call: with neither now, or a new one. */
  forWork(): Slot {
    return this.#idle() ?? this.#lent() ?? this.#open('training');
  }

  /** The one that answers such questions. */
  forQuestions(about: Answering): Slot {
    const role = this.#isShared ? 'service' : about;
    const known = this.#answering[role];
    if (known !== null) return known;
    const idle = this.#isShared ? this.#idle() : undefined;
    if (idle !== undefined) this.#training.delete(idle);
    const slot = idle ?? this.#open(role);
    slot.role = role;
    this.#answering[role] = slot;
    return slot;
  }

  /** It is gone. */
  remove(slot: Slot): void {
    this.#training.delete(slot);
    if (slot.role !== 'training' && this.#answering[slot.role] === slot) this.#answering[slot.role] = null;
  }

  #idle(): Slot | undefined {
    return [...this.#training].find(({ job, calls }) => job === null && calls.size === 0);
  }

  /** The one that answered questions, where it has none now and is shared. */
  #lent(): Slot | null {
    const { service } = this.#answering;
    if (!this.#isShared || service === null || service.calls.size > 0) return null;
    this.#answering.service = null;
    service.role = 'training';
    this.#training.add(service);
    return service;
  }

  #open(role: WorkerRole): Slot {
    const slot = newSlot(this.#spawn(role), role);
    if (role === 'training') this.#training.add(slot);
    this.#opened(slot);
    return slot;
  }
}
