import { REFERENCES, type ReferenceKey } from './references';

/** Sentences of a paragraph, and the sources that they name. */
export class Paragraph {
  readonly #sentences: string[] = [];
  readonly #cited = new Set<ReferenceKey>();

  /** Adds a sentence; null is none. It gets its full stop here. */
  say(sentence: string | null): void {
    if (sentence === null || sentence === '') return;
    this.#sentences.push(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`);
  }

  /** "(Kingma and Ba, 2015)", and notes that it was named. */
  cite(...keys: readonly ReferenceKey[]): string {
    return `(${keys.map((key) => this.name(key)).join('; ')})`;
  }

  /** "Kingma and Ba, 2015", and notes that it was named. */
  name(key: ReferenceKey): string {
    this.#cited.add(key);
    return REFERENCES[key].short;
  }

  get text(): string {
    return this.#sentences.join(' ');
  }

  /** In the order in which they were named first. */
  get cited(): readonly ReferenceKey[] {
    return [...this.#cited];
  }
}

/** "a", "a and b", "a, b and c". */
export function joined(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1] ?? ''}`;
}
