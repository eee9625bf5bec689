import type { ChartTokens } from '../charts/stage/theme';

/** Colours and fonts of a theme of pure hues, each told apart by its channels. */
export const TOKENS: ChartTokens = {
  text: '#000000',
  text2: '#222222',
  text3: '#888888',
  axis: '#444444',
  grid: '#eeeeee',
  border: '#cccccc',
  surface: '#ffffff',
  accent: '#00ff00',
  low: '#ff0000',
  mid: '#ffffff',
  high: '#0000ff',
  palette: ['#000080', '#800000', '#008000', '#808000', '#800080', '#008080', '#404040', '#c0c0c0'],
  sequence: ['#ffff00', '#ff0000', '#000000'],
  fontUi: 'sans',
  fontNumber: 'mono',
};
