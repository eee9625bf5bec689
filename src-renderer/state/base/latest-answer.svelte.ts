import type { ErrorInfo, Result } from '../../../src-shared/errors';
import { settle } from '../../api/client';

/**
 * The newest answer to a question that may be asked again before it was answered. The last value
 * stays until the next one is there; an answer that a later question has overtaken is dropped.
 */
export class LatestAnswer<T> {
  #value = $state.raw<T | null>(null);
  #error = $state.raw<ErrorInfo | null>(null);
  #pending = $state(false);
  #requestId = 0;

  /** The last answer; null before the first. */
  get value(): T | null {
    return this.#value;
  }

  /** Why the last question was not answered; null where it was. */
  get error(): ErrorInfo | null {
    return this.#error;
  }

  /** Whether a question is under way. */
  get pending(): boolean {
    return this.#pending;
  }

  /**
   * Asks; a question under way is overtaken.
   * @param question under way already
   * @param options.keepsError whether the error of the question before stays until this one is answered
   * @returns the answer; null where it was overtaken
   */
  async ask<A extends T>(
    question: Promise<Result<A>>,
    { keepsError = false }: { readonly keepsError?: boolean } = {},
  ): Promise<Result<A> | null> {
    this.#requestId += 1;
    const requestId = this.#requestId;
    this.#pending = true;
    if (!keepsError) this.#error = null;
    const answer = await settle(question);
    if (requestId !== this.#requestId) return null;
    this.#pending = false;
    this.#error = answer.ok ? null : answer.error;
    if (answer.ok) this.#value = answer.value;
    return answer;
  }

  /** Overtakes the question under way by none: value and error stay as they are. */
  drop(): void {
    this.#requestId += 1;
    this.#pending = false;
  }

  /** Forgets value and error, as before the first question. */
  clear(): void {
    this.drop();
    this.#value = null;
    this.#error = null;
  }
}
