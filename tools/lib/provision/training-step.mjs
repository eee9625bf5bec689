// The compiled training step (src-main/engine/compiled/native), which lies beside TensorFlow's addon: built from its
// sources where there is a compiler. Without it networks are trained by TensorFlow's kernels, one call each.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cache, root, writeRuntime } from '../places.mjs';
import { isTrainingStepThere, trainingStepAddon as addon, trainingStepKey } from '../ready.mjs';
import { has, run, tail } from '../steps.mjs';

const SOURCES = join(root, 'src-main', 'engine', 'compiled', 'native');
/** Each operation is rounded on its own, but for the multiply-adds that are asked for: bits must not change. */
const OPTIONS = [
  ...['-O3', '-std=c++17', '-shared', '-fPIC', '-pthread', '-s', '-DNAPI_VERSION=8'],
  ...['-ffp-contract=off', '-fno-math-errno', '-fno-trapping-math'],
  // Its threads outlive the worker that loaded it, and other programs' runtimes may be older.
  ...['-Wl,-z,nodelete', '-static-libstdc++', '-static-libgcc'],
];

/** Builds the step; never throws for want of it. */
export function provisionTrainingStep() {
  if (isTrainingStepThere()) return 'already there';
  const outcome = provide();
  const key = trainingStepKey();
  writeRuntime({ trainingStep: { key, available: outcome.ok, reason: outcome.ok ? '' : outcome.why } });
  if (outcome.ok) return 'compiled';
  // One of other sources would say that it is of these.
  rmSync(addon, { force: true });
  return `not available: ${outcome.why}`;
}

function provide() {
  if (!existsSync(dirname(addon))) return { ok: false, why: 'TensorFlow is not there' };
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { ok: false, why: 'for Linux on x64 alone' };
  const hash = createHash('sha256')
    .update(trainingStepKey())
    .update(OPTIONS.join(' '))
    .digest('hex')
    .slice(0, 16);
  const built = join(cache, `training-step-${hash}`, 'training_step.node');
  if (!existsSync(built)) {
    if (!has('g++')) return { ok: false, why: 'there is no g++' };
    mkdirSync(dirname(built), { recursive: true });
    const headers = join(root, 'node_modules', 'node-api-headers', 'include');
    const sources = ['addon.cc', 'step.cc'].map((name) => join(SOURCES, name));
    const result = run('g++', [...OPTIONS, '-I', headers, ...sources, '-o', `${built}.part`]);
    if (!result.ok) return { ok: false, why: `it did not compile: ${tail(result.output, 3)}` };
    renameSync(`${built}.part`, built);
  }
  const aside = `${addon}.part`;
  copyFileSync(built, aside);
  renameSync(aside, addon);
  // In a process of its own, where a broken library can do no harm.
  const loads = run(process.execPath, ['-e', `require(${JSON.stringify(addon)})`]);
  return loads.ok ? { ok: true } : { ok: false, why: `it does not load: ${tail(loads.output, 3)}` };
}
