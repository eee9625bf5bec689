/** Longest name of an edit that a menu shows, in characters. */
export const MAX_EDIT_LABEL = 120;
