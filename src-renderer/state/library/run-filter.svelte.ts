import { say } from '../../../src-shared/language/say';
import type { Names } from '../../../src-shared/run/library/columns';
import { parseFilter, type FilterProblem } from '../../../src-shared/run/library/filter';
import type { RunRow } from '../../../src-shared/run/library/row';
import type { History } from '../base/history.svelte';

/** Conditions on runs beside the filter; null: any. */
export interface Facets {
  readonly status: string | null;
  readonly kind: string | null;
  readonly dataset: string | null;
  readonly tag: string | null;
}

const ANY: Facets = { status: null, kind: null, dataset: null, tag: null };

interface Conditions {
  readonly text: string;
  readonly facets: Facets;
}

const FACET_WORDS: Readonly<Record<keyof Facets, string>> = {
  status: 'status',
  kind: 'model',
  dataset: say('data set'),
  tag: 'tag',
};

/** Which runs the table shows. */
export class RunFilter {
  readonly #history: History;
  #conditions = $state.raw<Conditions>({ text: '', facets: ANY });
  readonly #names: () => Names;
  readonly #parsed = $derived.by(() => parseFilter(this.#conditions.text, this.#names()));
  /** Why the filter cannot be used as it is typed: all runs are shown meanwhile. */
  readonly problem: FilterProblem | null = $derived(this.#parsed.ok ? null : this.#parsed.problem);
  /** Whether a run meets all conditions. */
  readonly matches: (row: RunRow) => boolean = $derived.by(() => {
    const { status, kind, dataset, tag } = this.#conditions.facets;
    const matches = this.#parsed.ok ? this.#parsed.matches : (): boolean => true;
    return (row) =>
      (status === null || row.status === status) &&
      (kind === null || row.kind === kind) &&
      (dataset === null || row.dataset === dataset) &&
      (tag === null || row.tags.includes(tag)) &&
      matches(row);
  });

  /** @param names of settings and metrics that some run has */
  constructor(names: () => Names, history: History) {
    this.#names = names;
    this.#history = history;
  }

  get text(): string {
    return this.#conditions.text;
  }

  set text(text: string) {
    this.#change({ text, facets: this.facets }, 'filter');
  }

  get facets(): Facets {
    return this.#conditions.facets;
  }

  setFacet(facet: keyof Facets, value: string | null): void {
    this.#change({ text: this.text, facets: { ...this.facets, [facet]: value } }, `filter ${facet}`);
  }

  get isSet(): boolean {
    return this.text.trim() !== '' || Object.values(this.facets).some((value) => value !== null);
  }

  clear(): void {
    this.#change({ text: '', facets: ANY }, null);
  }

  #change(after: Conditions, key: string | null): void {
    const before = this.#conditions;
    if (isSame(before, after)) return;
    this.#conditions = after;
    this.#history.add<Conditions>({
      key,
      before,
      after,
      describe,
      apply: (conditions) => {
        this.#conditions = conditions;
        return null;
      },
      place: 'runs',
      isSame,
    });
  }
}

function isSame(a: Conditions, b: Conditions): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function describe(before: Conditions, after: Conditions): string {
  const shown = (text: string): string => (text === '' ? 'none' : `“${text}”`);
  const facets = (Object.keys(ANY) as (keyof Facets)[]).filter(
    (facet) => before.facets[facet] !== after.facets[facet],
  );
  const [facet] = facets;
  if (facet === undefined)
    return say('Filter {text} → {text2}', { text: shown(before.text), text2: shown(after.text) });
  if (facets.length > 1 || before.text !== after.text) return say('Filters of all runs');
  return say('Filter by {FACET_WORDS}: {facets} → {facets2}', {
    FACET_WORDS: FACET_WORDS[facet],
    facets: before.facets[facet] ?? 'any',
    facets2: after.facets[facet] ?? 'any',
  });
}
