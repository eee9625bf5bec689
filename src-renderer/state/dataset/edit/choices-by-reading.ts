import type { TableLook } from '../../../../src-shared/dataset/look';
import type { FileDatasetSpec } from '../../../../src-shared/experiment/schema';
import { hasNames } from '../../../../src-shared/experiment/proposal';
import { toKnownTable } from '../known-table';
import { namedChoices, withNamedChoices, type NamedChoices } from './dataset-edit';
import type { RoleProposal } from './role-proposal.svelte';

/** Choices for each way of reading a file, for going back and forth. */
export class ChoicesByReading {
  /** Names of the columns as read, joined; empty: nothing was read yet. */
  signature = '';
  readonly #kept = new Map<string, NamedChoices>();

  forget(): void {
    this.signature = '';
    this.#kept.clear();
  }

  /** Keeps the choices for the way in which the file is read now. */
  keep(dataset: FileDatasetSpec): void {
    this.#kept.set(this.signature, namedChoices(dataset));
  }

  /**
   * Takes a new preview: the roles follow where the columns are no longer the same.
   * @param dataset null where a file is being opened, which has guesses of its own
   * @returns the data set for it; null where it stays as it is
   */
  follow(
    { columns, ...rest }: TableLook,
    dataset: FileDatasetSpec | null,
    roles: RoleProposal,
  ): FileDatasetSpec | null {
    const signature = columns.map(({ name }) => name).join('\0');
    const before = this.signature;
    this.signature = signature;
    if (before === '' || dataset === null) return null;
    const table = toKnownTable({ columns, ...rest });
    const kept = this.#kept.get(signature);
    if (kept === undefined)
      return signature !== before || !hasNames(table) ? roles.refitted(dataset, table) : null;
    if (signature !== before) return withNamedChoices(dataset, kept);
    return kept.columns === undefined ? null : { ...dataset, columns: [...kept.columns] };
  }
}
