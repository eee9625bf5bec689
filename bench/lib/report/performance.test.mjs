import { expect, test } from 'vitest';
import { withMeasured } from './performance.mjs';

const BEGIN = '<!-- measured: written by npm run bench -- --write -->';
const END = '<!-- end of what is measured -->';
const machine = { processor: 'Quick', cores: 2, memoryGB: 25, system: 'linux', load: 1.34 };

function results(date, ...areas) {
  const cases = [{ work: 'w', ours: { times: [10], median: 10, atMost: 20, verdict: 'met' } }];
  return {
    date,
    quick: false,
    machine,
    versions: { benchtop: date.slice(-2) },
    areas: areas.map((area) => ({ area, cases })),
  };
}

/** Lines between the marks that are no part of a table. */
function lines(text) {
  const measured = text.slice(text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END));
  return measured.split('\n').filter((line) => line !== '' && !line.startsWith('|'));
}

test('the measured part is written anew, and what stands around it kept', () => {
  const text = `before\n\n${BEGIN}\n\nold\n\n### csv\n\n| a |\n\n${END}\n\nafter\n`;
  const written = withMeasured(text, results('2026-11-29', 'csv', 'svm'));
  expect(written.startsWith(`before\n\n${BEGIN}\n\nMeasured on 2026-11-29: Quick, 2 cores`)).toBe(true);
  expect(written.endsWith(`${END}\n\nafter\n`)).toBe(true);
  expect(lines(written).filter((line) => line.startsWith('#'))).toEqual(['### csv', '### svm']);
  expect(withMeasured(written, results('2026-11-29', 'csv', 'svm'))).toBe(written);
  expect(() => withMeasured('nothing', results('2026-11-29', 'csv'))).toThrow('has lost the marks');
});

test('areas that were not measured stay, and the others say when they were', () => {
  const both = withMeasured(`${BEGIN}\n${END}`, results('2026-11-28', 'csv', 'ends'));
  const later = withMeasured(both, results('2026-11-30', 'ends'));
  const measured = (day) => expect.stringMatching(`^Measured on 2026-11-${day}`);
  expect(lines(later)).toEqual([
    measured(28),
    'Versions: benchtop 28.',
    '### csv',
    '### ends',
    measured(30),
    'Versions: benchtop 30.',
  ]);
  expect(withMeasured(later, results('2026-11-30', 'ends'))).toBe(later);
});
