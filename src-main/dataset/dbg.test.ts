import { it } from 'vitest';
import { fixtures } from './fixtures/index';
import { cutSamples } from './sampled';
import { candidates } from './candidates';
import { judgeSplitting } from './judge';
import { formatsGiven } from './numbers';
import { NA_TOKENS } from './dialect';
import { writeFileSync } from 'node:fs';
import { openSource, sampleTexts } from './source';
it('x', () => {
  const f = fixtures().find(({ name }) => name.includes('1,000,000'))!;
  writeFileSync('/tmp/long.csv', f.bytes);
  const s = sampleTexts(openSource('/tmp/long.csv'), 'utf-8');
  const cut = cutSamples(s);
  console.log(
    s.map((x) => x.length),
    cut.map((c) => [c.lines.length, c.isCut]),
  );
  for (const c of candidates(cut, {})) {
    const j = judgeSplitting(cut, c, { formats: formatsGiven({}), na: NA_TOKENS, given: {} });
    console.log(
      JSON.stringify([
        c.delimiter,
        c.quote,
        c.escape,
        j.width,
        j.score,
        j.table.length,
        j.rows.length,
        j.start.at,
        j.start.oddity,
      ]),
    );
  }
});
