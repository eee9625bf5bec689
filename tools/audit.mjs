// npm run audit: known weaknesses of the packages in the program. Exit code 1 for one that nobody has answered,
// 3 where the registry does not answer: that is no finding, and no clean bill either.
import { audit } from './lib/checks/audit.mjs';
import { root } from './lib/places.mjs';
import { say } from './lib/steps.mjs';

const found = audit(root);
if ('unavailable' in found) {
  say(`skipped: ${found.unavailable}`);
  process.exitCode = 3;
} else {
  for (const line of found.answered) say(`answered: ${line}`);
  for (const line of found.open) say(line);
  if (found.open.length === 0) say('no finding is open');
  else process.exitCode = 1;
}
