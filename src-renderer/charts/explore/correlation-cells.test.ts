import { describe, expect, it } from 'vitest';
import type { CorrelationAnswer } from '../../../src-shared/dataset/explore';
import { TOKENS } from '../../testing/chart-tokens';
import {
  cellAfterKey,
  cellSentence,
  cellSide,
  correlationColours,
  correlationText,
} from './correlation-cells';

describe('correlations', () => {
  const answer: CorrelationAnswer = {
    kind: 'correlation',
    rows: { total: 9, used: 9, doubtful: 0 },
    method: 'pearson',
    from: 9,
    columns: ['a', 'b'],
    values: Float64Array.of(1, -0.51234, -0.51234, NaN),
    pairs: Float64Array.of(9, 1234, 1234, 8),
    leftOut: [],
  };

  it('are written in few letters', () => {
    expect([1, -1, 0.5, -0.126, -0.001, 0, NaN].map(correlationText)).toEqual([
      '1',
      '\u22121',
      '0.50',
      '\u22120.13',
      '0.00',
      '0.00',
      '–',
    ]);
    expect(cellSentence(answer, 0, 1)).toBe('a and b: \u22120.5123 over 1,234 rows with both');
    expect(cellSentence(answer, 1, 1)).toContain('does not vary');
  });

  it('have the colours of a fixed scale, and writing that reads on them', () => {
    expect(correlationColours(TOKENS, 1)).toEqual({ back: [0, 0, 255], ink: '#ffffff' });
    expect(correlationColours(TOKENS, 0)).toEqual({ back: [255, 255, 255], ink: '#000000' });
    expect(correlationColours(TOKENS, -1).back).toEqual([255, 0, 0]);
    expect(correlationColours(TOKENS, NaN).back).toEqual([255, 255, 255]);
  });

  it('are reached by the arrow keys', () => {
    expect(cellAfterKey('ArrowRight', { row: 0, column: 0 }, 2)).toEqual({ row: 0, column: 1 });
    expect(cellAfterKey('ArrowRight', { row: 0, column: 1 }, 2)).toEqual({ row: 0, column: 1 });
    expect(cellAfterKey('ArrowUp', { row: 1, column: 1 }, 2)).toEqual({ row: 0, column: 1 });
    expect(cellAfterKey('Tab', { row: 1, column: 1 }, 2)).toBeNull();
    expect([cellSide(2, 1000, 800, 150), cellSide(100, 1000, 800, 150), cellSide(10, 700, 800, 150)]).toEqual(
      [72, 18, 55],
    );
  });
});
