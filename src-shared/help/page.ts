/** Pages of the guide as the window shows them: made of docs/guide by vite.guide.ts when it is built. */

/** Place in the guide: a page, and a heading on it. */
export interface GuidePlace {
  /** File's name in docs/guide without its ending; `README` is the contents. */
  readonly page: string;
  /** null: the top of the page. */
  readonly anchor: string | null;
}

/** Words of a line, and what is marked in it. */
export type Inline =
  | string
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly parts: readonly Inline[] }
  /** To another place of the guide; what leads elsewhere has become text. */
  | { readonly kind: 'link'; readonly to: GuidePlace; readonly parts: readonly Inline[] };

export type Block =
  | {
      readonly kind: 'heading';
      readonly level: number;
      readonly anchor: string;
      readonly parts: readonly Inline[];
    }
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'picture'; readonly source: string; readonly text: string };

export interface Page {
  readonly name: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The words of a line without what is marked. */
export function plainText(parts: readonly Inline[]): string {
  return parts
    .map((part) =>
      typeof part === 'string' ? part : part.kind === 'code' ? part.text : plainText(part.parts),
    )
    .join('');
}
