// npm run words: what is wrong with the catalogues of sentences, and what nothing says yet.
import { catalogueProblems, collect, readCatalogue } from './words/collect.mjs';

const { messages, bare } = collect();
const problems = [
  ...catalogueProblems(readCatalogue('de'), messages).map((problem) => `de.json: ${problem}`),
  ...bare.map(({ text, where }) => `said by nothing: ${JSON.stringify(text)} (${where})`),
];
console.log(problems.length === 0 ? 'Every sentence is in every language.' : problems.join('\n'));
process.exitCode = problems.length === 0 ? 0 : 1;
