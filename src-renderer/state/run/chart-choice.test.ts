import { expect, it } from 'vitest';
import { History } from '../base/history.svelte';
import { Toasts } from '../base/toasts.svelte';
import { ChartChoice } from './chart-choice.svelte';

it('a choice is undone and redone by its name, and forgotten with its chart', async () => {
  const history = new History(new Toasts());
  const curve = new ChartChoice(history, 'Curve', (value) => (value === null ? 'Loss' : 'Accuracy'));
  curve.choose('accuracy');
  expect([curve.value, history.undoLabel]).toEqual(['accuracy', 'Curve Loss → Accuracy']);
  await history.undo();
  expect(curve.value).toBeNull();
  await history.redo();
  expect(curve.value).toBe('accuracy');
  curve.choose('accuracy');
  curve.forget();
  expect(history.undoLabel).toBeNull();
});
