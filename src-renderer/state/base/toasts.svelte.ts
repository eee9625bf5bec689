import type { Result } from '../../../src-shared/errors';
import type { Outcome } from '../../../src-shared/ipc/library';
import { settle } from '../../api/client';

export interface Toast {
  readonly id: number;
  readonly kind: 'info' | 'good' | 'error';
  readonly message: string;
  /** Buttons on the toast, e.g. Undo. */
  readonly actions: readonly ToastAction[];
}

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** Time that a toast stays, in milliseconds; errors stay until dismissed. */
const STAY_MS = 6000;
const MAX_TOASTS = 4;

/** Short messages at the window's lower right. */
export class Toasts {
  #items = $state.raw<readonly Toast[]>([]);
  #nextId = 1;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  get items(): readonly Toast[] {
    return this.#items;
  }

  /** Shows a message; the same error twice in a row is shown once. */
  show(kind: Toast['kind'], message: string, ...actions: readonly ToastAction[]): number {
    const same = this.#items.find((item) => item.message === message && actions.length === 0);
    if (same !== undefined) return same.id;
    const id = this.#nextId;
    this.#nextId += 1;
    for (const old of this.#items.slice(0, Math.max(0, this.#items.length + 1 - MAX_TOASTS)))
      this.dismiss(old.id);
    this.#items = [...this.#items, { id, kind, message, actions }];
    if (kind !== 'error') this.#start(id);
    return id;
  }

  info(message: string, ...actions: readonly ToastAction[]): number {
    return this.show('info', message, ...actions);
  }

  error(message: string): number {
    return this.show('error', message);
  }

  dismiss(id: number): void {
    this.hold(id);
    this.#items = this.#items.filter((item) => item.id !== id);
  }

  /** Stops the clock while the pointer or focus is on a toast. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  release(id: number): void {
    const toast = this.#items.find((item) => item.id === id);
    if (toast !== undefined && toast.kind !== 'error') this.#start(id);
  }

  #start(id: number): void {
    this.hold(id);
    this.#timers.set(
      id,
      setTimeout(() => {
        this.dismiss(id);
      }, STAY_MS),
    );
  }
}

export const toasts = new Toasts();

/** The value of an answer; on a failure its message as a toast, and null. */
export async function attempt<T>(answer: Promise<Result<T>>, into: Toasts = toasts): Promise<T | null> {
  const result = await settle(answer);
  if (result.ok) return result.value;
  into.error(result.error.message);
  return null;
}

/** Waits for an answer about several runs; why some stayed as they were is shown as toasts. */
export async function attemptEach(
  answer: Promise<Result<Outcome>>,
  into: Toasts = toasts,
): Promise<Outcome | null> {
  const outcome = await attempt(answer, into);
  for (const problem of outcome?.problems ?? []) into.error(problem);
  return outcome;
}
