// npm run circles: refuses sources that import each other in a circle, types included.
import { findCircles } from './lib/checks/circles.mjs';
import { root } from './lib/places.mjs';
import { report, say } from './lib/steps.mjs';

/** So many groups of files are still to be cut apart; there may only be fewer. */
const KNOWN = 0;

try {
  const circles = await findCircles(root, ['src-shared', 'src-main', 'src-renderer']);
  const isTooMany = circles.length > KNOWN;
  for (const files of circles)
    say(
      `${isTooMany ? '✗' : '·'} ${files.length} files that all reach each other:\n    ${files.join('\n    ')}`,
    );
  say(
    `${circles.length} circles${circles.length < KNOWN ? `; set KNOWN of tools/circles.mjs to ${circles.length}` : ''}`,
  );
  process.exitCode = isTooMany ? 1 : 0;
} catch (error) {
  report(error);
}
