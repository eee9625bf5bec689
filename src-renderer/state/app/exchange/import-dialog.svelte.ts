/** The dialog that takes runs in: of which file or folder; null: that is still to be chosen; undefined: it is closed. */
class ImportDialogState {
  path = $state.raw<string | null | undefined>(undefined);
}

export const importDialog = new ImportDialogState();
