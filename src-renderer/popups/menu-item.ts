import type { Component } from 'svelte';

export interface MenuItem {
  /** Tells items of the same label apart. */
  readonly id?: string;
  readonly label: string;
  readonly icon?: Component<{ size?: number | string }>;
  readonly shortcut?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Colour of a swatch drawn in place of an icon. */
  readonly colour?: string;
  /** It is the one that holds now: a tick stands after it. */
  readonly checked?: boolean;
  /** Items of a menu beside it, which it opens in place of running. */
  readonly items?: readonly MenuItem[];
  readonly run?: () => void;
}
