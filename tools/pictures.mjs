// npm run pictures [-- -g NAME]: the pictures of README and guide, taken from the real window.
// npm run pictures -- --all [--only PATTERN] [--out FOLDER]: every view in both themes at 900x600, 1280x800,
// 1920x1080 and at 200 % zoom, and what is broken in them: sideways scrolling, what lies outside the window, cut
// text without a tooltip, controls under 24 px.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './lib/places.mjs';
import { runPlaywright } from './lib/provision/playwright.mjs';
import { report, say } from './lib/steps.mjs';

const config = ['--config', 'e2e/pictures/playwright.config.ts'];

try {
  const given = process.argv.slice(2);
  if (given.includes('--all')) {
    const { values } = parseArgs({
      args: given,
      options: {
        all: { type: 'boolean', default: false },
        only: { type: 'string' },
        out: { type: 'string', default: join(root, 'test-results', 'views') },
      },
    });
    const folder = resolve(values.out);
    process.env.BENCHTOP_VIEWS = folder;
    if (values.only !== undefined) process.env.BENCHTOP_VIEWS_ONLY = values.only;
    process.exitCode = await runPlaywright([{ args: [...config, 'views.pictures.ts'] }]);
    say(`Pictures and findings.json are in ${folder}`);
  } else process.exitCode = await runPlaywright([{ args: [...config, 'docs.pictures.ts', ...given] }]);
} catch (error) {
  report(error);
}
