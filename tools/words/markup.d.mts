export function sayMarkup(
  file: string,
  source: string,
  from: string,
): {
  readonly code: string | null;
  readonly messages: readonly { readonly text: string; readonly at: number }[];
};
