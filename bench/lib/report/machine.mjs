// What the figures were measured on.
import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { readRuntime, root } from '../../../tools/lib/places.mjs';
import { run } from '../../../tools/lib/steps.mjs';
import { pythonVersions } from '../python.mjs';

export function machine() {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGB: Math.round(totalmem() / 1e9),
    system: `${platform()} ${arch()} ${release()}`,
    // Of the last minute: others' work disturbs.
    load: loadavg()[0],
  };
}

export async function versions() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const commit = run('git', ['rev-parse', '--short', 'HEAD'], { cwd: root });
  const changed = run('git', ['status', '--porcelain', '--untracked-files=no'], { cwd: root });
  const runtime = readRuntime();
  return {
    benchtop: version,
    ...(commit.ok
      ? { commit: commit.output.trim() + (changed.output.trim() === '' ? '' : ' and changes') }
      : {}),
    node: process.versions.node,
    electron: runtime.electron?.version ?? 'none',
    tensorflow: runtime.tensorflow?.source ?? runtime.tensorflow?.reason ?? 'none',
    ...(await pythonVersions()),
  };
}
