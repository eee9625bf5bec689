import { describe, expect, it } from 'vitest';
import { FigureChoice } from './figure-choice.svelte';

describe(FigureChoice, () => {
  it('is a figure of two columns as a PDF at first', () => {
    const choice = new FigureChoice();
    expect([choice.format, choice.theme, choice.isReady]).toEqual(['pdf', 'light', true]);
    expect(choice.paper).toEqual({ widthMm: 174, heightMm: 109, fontPt: 7 });
  });

  it('keeps its shape with a journal’s width, and a height that was chosen', () => {
    const choice = new FigureChoice();
    choice.setWidth(85);
    expect(choice.paper).toMatchObject({ widthMm: 85, heightMm: 53 });
    choice.setHeight(85);
    choice.setWidth(114);
    expect(choice.paper).toMatchObject({ widthMm: 114, heightMm: 114 });
    choice.setWidth(NaN);
    expect(choice.heightMm).toBe(114);
  });

  it('says what cannot be, for the format that is on', () => {
    const choice = new FigureChoice();
    choice.setWidth(10);
    expect(choice.problems.width).toBe('Width must be from 20 to 1200, not 10.');
    expect(choice.isReady).toBe(false);
    choice.format = 'csv';
    expect(choice.isReady).toBe(true);
    choice.setWidth(1000);
    choice.format = 'png';
    choice.dpi = 600;
    expect(choice.problems.dpi).toBe(
      '23622 × 14787 pixels are too many: choose a smaller figure or a lower resolution.',
    );
    expect([choice.isDrawable, choice.isReady]).toEqual([true, false]);
    choice.format = 'pdf';
    expect([choice.problems.dpi, choice.isReady]).toEqual([null, true]);
  });
});
