import type { InspectReport, RejectedCell } from '../../../../src-shared/dataset/report';

/** Cells and rows listed in full; all are counted. */
const LISTED_REJECTS = 1000;
export const MAX_LISTED_TEXT = 1000;

/** What does not fit: the first of it listed by line, all of it counted by reason. */
export class Rejects {
  count = 0;
  readonly #reasons = new Map<string, number>();
  #listed: RejectedCell[] = [];
  /** How many of the listed ones are in their final order. */
  #settled = 0;

  /** Whether {@link add} still wants a text; the others are only counted. */
  get lists(): boolean {
    return this.#settled < LISTED_REJECTS;
  }

  add(reason: string, cell: { line: number; column: string | null; text: string } | null): void {
    this.count++;
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
    if (cell !== null && this.lists) this.#listed.push({ ...cell, reason });
  }

  /** All of these lines are in: what comes next stands below them. */
  settle(): void {
    if (this.#listed.length === this.#settled) return;
    const fresh = this.#listed.splice(this.#settled).sort((a, b) => a.line - b.line);
    this.#listed.push(...fresh.slice(0, LISTED_REJECTS - this.#settled));
    this.#settled = this.#listed.length;
  }

  /** Takes in what was counted and listed elsewhere. */
  takeIn(reasons: InspectReport['reasons'], listed: readonly RejectedCell[]): void {
    for (const { reason, count } of reasons) {
      this.count += count;
      this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + count);
    }
    this.#settled = 0;
    this.#listed.push(...listed);
    this.settle();
  }

  /** Takes in those of other columns over the same rows. */
  merge(other: Rejects): void {
    this.count += other.count;
    for (const [reason, count] of other.#reasons) {
      this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + count);
    }
    this.#settled = 0;
    this.#listed.push(...other.#listed);
    this.settle();
  }

  get listed(): readonly RejectedCell[] {
    this.settle();
    return this.#listed;
  }

  /** The most frequent first. */
  get reasons(): InspectReport['reasons'] {
    return [...this.#reasons]
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  }
}
