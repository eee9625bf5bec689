import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILES, SCRIPTS } from './scripts';

const bash = spawnSync('bash', ['--version']).status === 0;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-completion-'));
  // Stands in for the program: notes what it is asked, and answers.
  const program = join(folder, 'benchtop');
  writeFileSync(program, `#!/bin/sh\nprintf '<%s>' "$@" > '${folder}/asked'\ncat '${folder}/answer'\n`);
  chmodSync(program, 0o755);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What bash has after Tab behind these words, and what the program was asked. */
function tab(words: readonly string[], answer: string): { replies: string[]; asked: string } {
  writeFileSync(join(folder, 'answer'), answer);
  const script = `${SCRIPTS.bash}
compopt() { :; }
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))
_benchtop
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH ?? ''}` };
  const { stdout } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8', env });
  const asked = spawnSync('cat', [join(folder, 'asked')], { encoding: 'utf8' }).stdout;
  return { replies: stdout.trim().split('\n'), asked };
}

describe.skipIf(!bash)('the script for bash', () => {
  it('hands over the words, and offers the candidates without what they are', () => {
    expect(tab(['benchtop', 'run', ''], 'xnor\tbundled experiment\nsvm-margin\n')).toEqual({
      replies: ['xnor', 'svm-margin'],
      asked: '<complete><--><run><>',
    });
  });

  it('leaves files to the shell', () => {
    expect(tab(['benchtop', 'inspect', 'da'], `${FILES}\n`).replies).toEqual(['']);
  });

  it('evaluates nothing of what is typed', () => {
    const { asked } = tab(['benchtop', 'run', '$(touch hit)', 'x'], '');
    expect(asked).toBe('<complete><--><run><$(touch hit)><x>');
  });
});
