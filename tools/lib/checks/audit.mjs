// What is known of weaknesses in the packages that the program is made of, as npm's registry tells it.
import { run } from '../steps.mjs';

/**
 * Findings that were looked at and do not concern this program, by the address of the advisory, each with why.
 * One that is not here fails the audit.
 */
const ANSWERED = {};

/**
 * Reads what `npm audit --json` said.
 * @param {string} text
 * @param {Readonly<Record<string, string>>} answered reasons by addresses of advisories
 * @returns {{ unavailable: string } | { open: string[], answered: string[] }} why nothing was learnt, or a line a finding
 */
export function readAudit(text, answered = ANSWERED) {
  let report;
  try {
    report = JSON.parse(text);
  } catch {
    return { unavailable: 'npm audit said nothing that can be read' };
  }
  const { vulnerabilities, statusCode, message, error } = report ?? {};
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null) {
    const why = statusCode ?? error?.code ?? message ?? 'no answer';
    return { unavailable: `the registry answers no audit (${why})` };
  }
  const found = { open: new Set(), answered: new Set() };
  for (const { name, via } of Object.values(vulnerabilities)) {
    // A package that is only named for one below it has that one's name here.
    for (const advisory of via.filter((each) => typeof each === 'object')) {
      const reason = answered[advisory.url];
      const line = `${name}: ${advisory.title} (${advisory.severity}) ${advisory.url}`;
      if (reason === undefined) found.open.add(line);
      else found.answered.add(`${line}: ${reason}`);
    }
  }
  return { open: [...found.open], answered: [...found.answered] };
}

/** Audits the packages that the program ships with. @returns as {@link readAudit} */
export function audit(cwd) {
  const { output } = run('npm', ['audit', '--omit=dev', '--json', '--loglevel=silent'], {
    cwd,
    timeout: 60_000,
  });
  return readAudit(output);
}
