/** How a page of the notebook is shown: its text, what it says, or both beside each other. */
export type PageMode = 'write' | 'both' | 'read';
