import type { Figure } from '../../charts/figure/figure';

/** The chart that is about to be saved: the window has one dialog for all of them. */
class FigureDialogState {
  shown = $state.raw<Figure | null>(null);
  /** The chart whose values are shown as a table. */
  values = $state.raw<Figure | null>(null);
}

export const figureDialog = new FigureDialogState();
