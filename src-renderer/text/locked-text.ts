import { say } from '../../src-shared/language/say';
/** Why nothing can be saved, and so nothing of it be changed. */
export const READ_ONLY_TEXT = say('The workspace is read-only: nothing in it can be changed.');

/**
 * Why a run cannot be changed, as a sentence for menus; null: it can.
 * @param isReadOnly nothing can be saved in the workspace
 * @param isLocked nothing of the run may be changed
 */
export function whyLocked(isReadOnly: boolean, isLocked: boolean): string | null {
  if (isReadOnly) return READ_ONLY_TEXT;
  return isLocked ? say('A newer Benchtop wrote this run: update Benchtop to change it.') : null;
}
