import { say } from '../../../../src-shared/language/say';
import { matchFuzzy } from '../../../text/fuzzy';

/** What an entry of the command palette is; groups stand in this order while nothing is typed. */
export const PALETTE_GROUPS = {
  Command: say('Command'),
  Setting: say('Setting'),
  Column: say('Column'),
  Run: say('Run'),
  Group: say('Group'),
  Experiment: say('Experiment'),
  'Data set': say('Data set'),
  File: say('File'),
  Guide: say('Guide'),
} as const;
export type PaletteGroup = keyof typeof PALETTE_GROUPS;

/** Something that the command palette finds and does. */
export interface PaletteEntry {
  /** Its own within its group. */
  readonly id: string;
  readonly group: PaletteGroup;
  readonly label: string;
  /** Further words that it is found by and that tell it from others of its label. */
  readonly hint?: string;
  /** As it is written: "Ctrl+N". */
  readonly shortcut?: string;
  readonly run: () => void;
}

/** An entry that fits what was typed. */
export interface FoundEntry {
  readonly entry: PaletteEntry;
  /** Indices of the letters of its label that were typed. */
  readonly letters: readonly number[];
}

/** Entries listed at most: more are found by typing on. */
const MAX_FOUND = 100;
/** Entries of a group listed at most while nothing is typed. */
const MAX_UNASKED = 8;
/** What a letter found in the hint alone counts less. */
const HINT_SHARE = 0.5;

/**
 * The entries that fit a query, the best first; of those that fit alike the order given is kept.
 * Without a query the first of each group, commands first.
 */
export function findEntries(entries: readonly PaletteEntry[], query: string): readonly FoundEntry[] {
  if (query.trim() === '') {
    return Object.keys(PALETTE_GROUPS)
      .flatMap((group) =>
        entries
          .filter((entry) => entry.group === group)
          .slice(0, group === 'Command' ? MAX_FOUND : MAX_UNASKED),
      )
      .map((entry) => ({ entry, letters: [] }));
  }
  const words = query.toLowerCase().trim().split(/\s+/u);
  return entries
    .flatMap((entry) => {
      const inLabel = matchFuzzy(query, entry.label);
      if (inLabel !== null) return [{ entry, letters: inLabel.letters, score: inLabel.score }];
      // Beyond the label words are found as they stand: their letters would be in almost any text.
      const text = `${entry.label} ${PALETTE_GROUPS[entry.group]} ${entry.hint ?? ''}`;
      const whole = words.every((word) => text.toLowerCase().includes(word)) ? matchFuzzy(query, text) : null;
      if (whole === null) return [];
      const letters = whole.letters.filter((letter) => letter < entry.label.length);
      return [{ entry, letters, score: HINT_SHARE * whole.score }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_FOUND);
}

/** The command palette: whether it is open, and what the view in sight adds to it. */
class PaletteState {
  open = $state(false);
  #sources: readonly (() => readonly PaletteEntry[])[] = [];

  /** Adds what a view knows of while it is there; the answer takes it away. */
  provide(source: () => readonly PaletteEntry[]): () => void {
    this.#sources = [...this.#sources, source];
    return () => {
      this.#sources = this.#sources.filter((other) => other !== source);
    };
  }

  /** What the views in sight offer now. */
  collectOffered(): readonly PaletteEntry[] {
    return this.#sources.flatMap((source) => source());
  }
}

export const palette = new PaletteState();
