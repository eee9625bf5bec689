// npm test: set-up, then type-check, lint, unit and integration tests, and the window end to end.
// Every stage runs even if one before it failed, so that one run shows everything.
//   -- --node 24,26    the unit, integration and command-line tests alone, on those versions of Node
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { otherNode } from './lib/provision/other-node.mjs';
import { e2eReports, root } from './lib/places.mjs';
import { setUp } from './lib/setup.mjs';
import { report, say, show } from './lib/steps.mjs';

const bin = (...parts) => join(root, 'node_modules', ...parts);
const unitReport = join(root, 'test-results', 'unit.json');
const counts = { passed: 0, failed: 0, skipped: 0 };

async function stage(name, args, count, node = process.execPath) {
  say(`\n── ${name}`);
  const start = Date.now();
  const code = await show(node, args, { cwd: root });
  const { passed, failed, skipped } = count(code);
  counts.passed += passed;
  counts.failed += failed;
  counts.skipped += skipped;
  say(
    `── ${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''} · ${((Date.now() - start) / 1000).toFixed(0)} s`,
  );
}

const single = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });

/** Counts of reports; a run that failed without a failing test (it crashed, say) is one failure. */
function counted(files, code, read) {
  try {
    const found = { passed: 0, failed: 0, skipped: 0 };
    for (const file of files) {
      const part = read(JSON.parse(readFileSync(file, 'utf8')));
      for (const key of Object.keys(found)) found[key] += part[key];
    }
    return code !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function unitTests(name, node) {
  return stage(
    name,
    [
      bin('vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
    ],
    (code) =>
      counted([unitReport], code, (json) => ({
        passed: json.numPassedTests,
        failed: json.numFailedTests,
        skipped: json.numPendingTests + json.numTodoTests,
      })),
    node,
  );
}

async function everything() {
  await stage('type-check', [join(root, 'tools', 'typecheck.mjs')], single);
  await stage('lint', [bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'], single);
  await stage(
    'unused',
    [bin('knip', 'bin', 'knip.js'), '--no-progress', '--treat-config-hints-as-errors'],
    single,
  );
  await stage('circles', [join(root, 'tools', 'circles.mjs')], single);
  await stage(
    'format',
    [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    single,
  );
  await stage('audit', [join(root, 'tools', 'audit.mjs')], (code) =>
    code === 3 ? { passed: 0, failed: 0, skipped: 1 } : single(code),
  );
  await unitTests('unit and integration');
  await stage('end to end', [join(root, 'tools', 'e2e.mjs')], (code) =>
    counted(e2eReports, code, ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    })),
  );
}

/** @returns {string[]} major versions of Node to try; none: the running one, with all stages */
function readNodes() {
  const { values } = parseArgs({ options: { node: { type: 'string', multiple: true, default: [] } } });
  return values.node.flatMap((text) => text.split(','));
}

try {
  const nodes = readNodes();
  await setUp({ electron: 'required' });
  rmSync(join(root, 'test-results'), { recursive: true, force: true });
  if (nodes.length === 0) await everything();
  for (const major of nodes) {
    const { executable, version } = otherNode(major);
    await unitTests(`unit and integration on Node ${version}`, executable);
  }
} catch (error) {
  report(error);
  counts.failed++;
}
say(
  `\n${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
);
process.exitCode = counts.failed === 0 ? 0 : 1;
