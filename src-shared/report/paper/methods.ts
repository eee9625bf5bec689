import { foldsText } from '../../group/folds';
import { nestedResult } from '../../group/nested-folds';
import { nestedSentence } from '../../group/nested-text';
import { groupSummary, type GroupSummary } from '../../group/summary';
import { describeCriterion, successRate } from '../../group/outcome';
import type { Group, SweepPlan } from '../../group/group';
import { settingLabel } from '../../experiment/setting-label';
import { metricPhrase, validationFirst } from '../../run/figures/metric-labels';
import { decodeNumber } from '../../run/record/stored-number';
import { externalSettings } from '../../run/record/external';
import type { RunRecord } from '../../run/record/record';
import { count, figure, percent, quantity } from '../html/numbers';
import type { Subject } from '../input';
import { runNames } from '../tables/comparison-tables';
import { sayData } from './data-sentences';
import { sayEvaluation } from './evaluation-sentences';
import { sayModel } from './model-sentences';
import { REFERENCES, type ReferenceKey } from './references';
import { joined, Paragraph } from './sentences';

/** A paragraph for the methods of a paper, and what it rests on. */
export interface Methods {
  readonly text: string;
  readonly cited: readonly ReferenceKey[];
  /** Version of Benchtop that trained, and in which year. */
  readonly benchtop: string;
  readonly year: string;
}

/** The paragraph with its sources below it, as plain text. */
export function methodsText(subject: Subject): string {
  const { text, cited } = methodsOf(subject);
  const sources = cited.map(
    (key) => `  ${key}: ${REFERENCES[key].short}. ${plain(REFERENCES[key].fields.title)}`,
  );
  return `${text}\n${sources.length === 0 ? '' : `\nSources (BibTeX: --format bibtex)\n${sources.join('\n')}\n`}`;
}

/** Data, preparation, model, training, figures, software and seeds in sentences, all from what was recorded. */
export function methodsOf(subject: Subject): Methods {
  const paragraph = new Paragraph();
  const records = subject.kind === 'run' ? [subject.run.record] : subject.records;
  const [first] = records;
  if (first === undefined) return { text: '', cited: [], benchtop: '', year: '' };
  if (subject.kind === 'comparison') {
    sayRuns(paragraph, records);
  } else {
    if (first.external === undefined) {
      sayData(paragraph, first);
      sayModel(paragraph, first);
    } else sayExternal(paragraph, first);
    if (subject.kind === 'group') sayGroup(paragraph, subject.group, records);
    else sayEvaluation(paragraph, subject.run);
  }
  saySoftware(
    paragraph,
    records.filter(({ external }) => external === undefined),
  );
  return {
    text: paragraph.text,
    cited: paragraph.cited,
    benchtop: first.environment.benchtop,
    year: first.createdAt.slice(0, 4),
  };
}

/** What several runs share is said once; each model has its own sentences. */
function sayRuns(paragraph: Paragraph, records: readonly RunRecord[]): void {
  const names = runNames(records);
  const seen = new Set<string>();
  records.slice(0, MOST_TOLD).forEach((record, r) => {
    const data = record.dataset?.fingerprint ?? record.id;
    if (record.external === undefined) {
      if (!seen.has(data)) sayData(paragraph, record);
      seen.add(data);
      sayModel(paragraph, record, `${names[r] ?? record.name}: `);
    } else sayExternal(paragraph, record, `${names[r] ?? record.name}: `);
    paragraph.say(figures(record));
  });
  if (records.length > MOST_TOLD)
    paragraph.say(`${count(records.length - MOST_TOLD)} more runs are in the tables`);
}

const MOST_TOLD = 8;

function figures({ summary }: RunRecord): string | null {
  const names = validationFirst(Object.keys(summary)).slice(0, 4);
  const texts = names.map(
    (metric) => `a ${metricPhrase(metric)} of ${figure(decodeNumber(summary[metric] ?? 'NaN'))}`,
  );
  return texts.length === 0 ? null : `It ended with ${joined(texts)}`;
}

function sayGroup(paragraph: Paragraph, group: Group, records: readonly RunRecord[]): void {
  const { plan } = group;
  const summary = groupSummary(records, group.trials.length);
  if (plan.kind === 'repeat') {
    paragraph.say(
      `training was repeated ${count(plan.n)} times with the seeds ${group.experiment.seed} to ${group.experiment.seed + plan.n - 1}, ${plan.sameData ? 'on the same rows and split' : 'each seed drawing its own split, sample and initial weights'}`,
    );
  } else if (plan.kind === 'folds') {
    const by = {
      random: 'drawn at random',
      stratified: 'drawn at random within every class',
      group: `that keep rows of one ${plan.column ?? 'group'} together`,
      time: 'in the order of time',
    }[plan.by];
    const repeats = plan.nRepeats === 1 ? '' : `, made anew ${count(plan.nRepeats)} times`;
    paragraph.say(
      `it was cross-validated in ${count(plan.nSplits)} folds ${by}${repeats} (seed ${plan.seed})`,
    );
  } else if (plan.kind === 'learning-curve') {
    paragraph.say(
      `it was trained on ${joined(plan.sizes.map(String))} of the training rows of each of ${count(plan.nSplits * plan.nRepeats)} folds (seed ${plan.seed})`,
    );
  } else {
    const search = plan.kind === 'nested-folds' ? plan.sweep : plan;
    saySearch(paragraph, search, group.trials.length);
    if (plan.kind === 'nested-folds') {
      paragraph.say(
        `this was nested in ${foldsText(plan)} (seed ${plan.seed}): in each fold ${plan.innerSplits} inner folds of its training rows chose the settings, which were validated with rows that no choice had seen ${paragraph.cite('varma2006bias')}`,
      );
      paragraph.say(nestedSentence(nestedResult(group, plan, records)).replace(/\.$/, ''));
      return;
    }
  }
  sayResults(paragraph, group, records, summary);
}

function saySearch(paragraph: Paragraph, plan: SweepPlan, trials: number): void {
  const varied = joined(plan.parameters.map(({ path }) => settingLabel(path).toLowerCase()));
  const how = {
    grid: 'on a grid',
    random: `by random search ${plan.search === 'random' ? paragraph.cite('bergstra2012random') : ''}`,
    halving: `by successive halving ${plan.search === 'halving' ? paragraph.cite('jamieson2016halving') : ''}`,
    tpe: `by a multivariate tree-structured Parzen estimator ${plan.search === 'tpe' ? paragraph.cite('bergstra2011algorithms') : ''}`,
  }[plan.search].trim();
  const halved = {
    none: '',
    asha: ` with asynchronous halving ${plan.halving === 'asha' ? paragraph.cite('li2020asha') : ''}`,
    hyperband: ` with asynchronous Hyperband ${plan.halving === 'hyperband' ? paragraph.cite('li2018hyperband') : ''}`,
  }[plan.halving ?? 'none'].trimEnd();
  paragraph.say(
    `${varied} ${plan.parameters.length === 1 ? 'was' : 'were'} searched ${how}${halved} over ${quantity(trials, 'trial')} (seed ${plan.seed}), scored by the ${plan.objective.goal === 'min' ? 'least' : 'greatest'} ${metricPhrase(plan.objective.metric)}`,
  );
}

function sayResults(
  paragraph: Paragraph,
  group: Group,
  records: readonly RunRecord[],
  summary: GroupSummary,
): void {
  const { plan } = group;
  const names = validationFirst(Object.keys(summary.metrics)).slice(0, 4);
  const texts = names.flatMap((metric) => {
    const own = summary.metrics[metric];
    if (own === undefined || own.n === 0) return [];
    const spread = own.sd === null ? '' : ` ± ${figure(decodeNumber(own.sd))}`;
    return [`${metricPhrase(metric)} ${figure(decodeNumber(own.mean))}${spread}`];
  });
  if (texts.length > 0)
    paragraph.say(
      `over the ${summary.finished} of ${summary.planned} runs that finished, the last values were (mean ± standard deviation): ${joined(texts)}`,
    );
  if (group.criterion !== null && plan.kind === 'repeat') {
    const rate = successRate(records, group.criterion);
    if (rate.trials > 0)
      paragraph.say(
        `${rate.successes} of ${rate.trials} runs reached a ${describeCriterion(group.criterion)} (${percent(rate.share)}, 95 % interval ${percent(rate.interval.low)} to ${percent(rate.interval.high)}; ${paragraph.name('wilson1927probable')})`,
      );
  }
}

/** Of a run that another program wrote its settings are all that is known. */
function sayExternal(paragraph: Paragraph, { external, steps }: RunRecord, before = ''): void {
  if (external === undefined) return;
  const writer = external.writer === null ? '' : ` (${external.writer})`;
  const settings = [...externalSettings(external)].slice(0, 20);
  const told = settings.map(([path, value]) => `${path.replace(/^config\./, '')} ${String(value)}`);
  paragraph.say(
    `${before}the run was made by another program${writer}, which logged ${quantity(steps, 'step')}${told.length === 0 ? '' : ` with ${joined(told)}`}`,
  );
}

function saySoftware(paragraph: Paragraph, records: readonly RunRecord[]): void {
  if (records.length === 0) return;
  const unique = (read: (record: RunRecord) => string | null): string[] => [
    ...new Set(records.map(read).filter((text) => text !== null)),
  ];
  const versions = unique(({ environment }) => `Benchtop ${environment.benchtop}`);
  const engines = unique(({ engine, environment }) =>
    engine === null
      ? null
      : engine.kind === 'tensorflow'
        ? `TensorFlow${environment.tensorflow === null ? '' : ` ${environment.tensorflow}`}`
        : 'its own engine',
  );
  const cited = records.some(({ engine }) => engine?.kind === 'tensorflow')
    ? ` ${paragraph.cite('abadi2016tensorflow')}`
    : '';
  const runtime = unique(({ environment: { node, platform } }) => `Node ${node} on ${platform}`);
  const seeds = [...new Set(records.map(({ experiment }) => experiment.seed))];
  const seedText =
    seeds.length === 1
      ? `the seed ${seeds[0] ?? ''}`
      : seeds.length <= 5
        ? `the seeds ${joined(seeds.map(String))}`
        : `${seeds.length} seeds`;
  const with_ = engines.length === 0 ? '' : ` with ${joined(engines)}${cited}`;
  paragraph.say(`all was computed in ${joined(versions)}${with_} (${joined(runtime)}), with ${seedText}`);
}

/** A title without BibTeX's braces and commands. */
function plain(title: string): string {
  return title.replace(/[{}$]/g, '').replace(/---/g, '—');
}
