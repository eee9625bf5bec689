import type { HTMLButtonAttributes } from 'svelte/elements';

/** An option of a list. */
export interface PopupOption {
  readonly label: string;
  readonly disabled?: boolean;
  /** Why it is disabled, or what it means, on hover. */
  readonly title?: string | null;
}

/** What bits-ui puts on the element that opens a list: its state for screen readers, handlers, attachments. */
export type TriggerProps = HTMLButtonAttributes;
