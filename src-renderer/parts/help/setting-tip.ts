import { findHelp, formatTip } from '../../../src-shared/help';
import { form } from '../../state/app/later-session';

/**
 * Tooltip of a setting of the experiment on the form: what it does, its formula, its default and range.
 * @param path in the experiment; undefined is given where there is no help of it
 */
export function settingTip(path: string): string | undefined {
  const found = findHelp(path, form.document.model.kind);
  return found === null ? undefined : formatTip(found.setting);
}
