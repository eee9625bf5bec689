import { fail } from '../../../../src-shared/errors';
import { SCRIPTS, SHELLS } from './scripts';
import { command } from '../../declare/command';
import { printLine } from '../../print/print';

/** Prints a script that has a shell complete commands, options, runs, experiments and files. */
export const completion = command({
  name: 'completion',
  group: 'Shell',
  summary: 'a script that has the shell complete commands, options, runs and files',
  about:
    'bash: eval "$(benchtop completion bash)" in ~/.bashrc\n' +
    'zsh: eval "$(benchtop completion zsh)" in ~/.zshrc, behind compinit\n' +
    'fish: benchtop completion fish > ~/.config/fish/completions/benchtop.fish',
  operands: [
    {
      name: 'SHELL',
      about: SHELLS.join(', '),
      missing: () => `Name a shell: ${SHELLS.join(', ')}.`,
      completion: SHELLS,
    },
  ],
  options: {},
  examples: [['completion bash', 'the script for bash']],
  runAlone({ operands: [name] }) {
    const shell = SHELLS.find((known) => known === name);
    if (shell === undefined) throw fail('usage', `Name a shell: ${SHELLS.join(', ')}, not "${name ?? ''}".`);
    printLine(SCRIPTS[shell]);
    return 0;
  },
});
