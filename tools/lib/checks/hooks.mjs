// The hooks of the checkout: git is told once where they lie, and nobody's own hooks are touched.
import { realpathSync } from 'node:fs';
import { root } from '../places.mjs';
import { run } from '../steps.mjs';

const HOOKS = 'tools/hooks';

/**
 * Sets core.hooksPath where it is not set. Never throws: a copy without git, or one of a CI, needs no hooks.
 * @returns {string} what was done, for the step's line
 */
export function installHooks(folder = root, env = process.env) {
  if (env.CI !== undefined && env.CI !== '' && env.CI !== 'false') return 'already none on a CI';
  const git = (...args) => run('git', args, { cwd: folder, env });
  const top = git('rev-parse', '--show-toplevel');
  if (!top.ok || !isSame(top.output.trim(), folder)) return 'already none outside a checkout';
  const set = git('config', '--get', 'core.hooksPath');
  if (set.ok) return `already ${set.output.trim()}`;
  const { ok, output } = git('config', 'core.hooksPath', HOOKS);
  return ok ? HOOKS : `none: ${output.trim()}`;
}

function isSame(one, other) {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
