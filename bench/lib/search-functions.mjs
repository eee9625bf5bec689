// Functions that searches are tried on, each with the space of a sweep; bench/peers/agreement/search-peers.py has the same.

const range = (path, from, to, scale = 'linear') => ({ kind: 'range', path, from, to, scale });
const axes = (count, from, to) => Array.from({ length: count }, (_, i) => range(`x${i}`, from, to));
const of = (point, count) => Array.from({ length: count }, (_, i) => point[`x${i}`]);
const sum = (values, of) => values.reduce((all, value, i) => all + of(value, i), 0);
const HARTMANN = {
  weights: [1, 1.2, 3, 3.2],
  steep: [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
  ],
  at: [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
  ],
};

/** By name: the parameters of a sweep, which of them are whole numbers, and the value at a point, less being better. */
export const FUNCTIONS = {
  branin: {
    parameters: [range('x0', -5, 10), range('x1', 0, 15)],
    value({ x0, x1 }) {
      const bend = x1 - (5.1 / (4 * Math.PI ** 2)) * x0 ** 2 + (5 / Math.PI) * x0 - 6;
      return bend ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x0) + 10;
    },
  },
  'Hartmann, 6 axes': {
    parameters: axes(6, 0, 1),
    value: (point) =>
      -sum(
        HARTMANN.weights,
        (weight, i) =>
          weight *
          Math.exp(-sum(of(point, 6), (x, j) => HARTMANN.steep[i][j] * (x - HARTMANN.at[i][j]) ** 2)),
      ),
  },
  'Rosenbrock, 4 axes': {
    parameters: axes(4, -2, 2),
    value(point) {
      const x = of(point, 4);
      return sum(x.slice(0, 3), (own, i) => 100 * (x[i + 1] - own ** 2) ** 2 + (1 - own) ** 2);
    },
  },
  'Ackley, 5 axes': {
    parameters: axes(5, -10, 10),
    value(point) {
      const x = of(point, 5).map((own, i) => own - 1.5 * i + 2);
      return (
        -20 * Math.exp(-0.2 * Math.sqrt(sum(x, (own) => own ** 2) / 5)) -
        Math.exp(sum(x, (own) => Math.cos(2 * Math.PI * own)) / 5) +
        20 +
        Math.E
      );
    },
  },
  'Levy, 5 axes': {
    parameters: axes(5, -10, 10),
    value(point) {
      const w = of(point, 5).map((own) => 1 + (own - 1) / 4);
      const middle = sum(
        w.slice(0, 4),
        (own) => (own - 1) ** 2 * (1 + 10 * Math.sin(Math.PI * own + 1) ** 2),
      );
      return (
        Math.sin(Math.PI * w[0]) ** 2 + middle + (w[4] - 1) ** 2 * (1 + Math.sin(2 * Math.PI * w[4]) ** 2)
      );
    },
  },
  'Styblinski-Tang, 4 axes': {
    parameters: axes(4, -5, 5),
    value: (point) => sum(of(point, 4), (x) => x ** 4 - 16 * x ** 2 + 5 * x) / 2,
  },
  'Rastrigin, 3 axes': {
    parameters: axes(3, -5.12, 5.12),
    value: (point) =>
      sum(of(point, 3), (x, i) => (x - i + 0.4) ** 2 - 10 * Math.cos(2 * Math.PI * (x - i + 0.4)) + 10),
  },
  'rates, units, a word': {
    parameters: [
      range('rate', 1e-5, 1, 'log'),
      range('l2', 1e-7, 1, 'log'),
      range('units', 1, 128, 'log'),
      { kind: 'values', path: 'word', values: ['relu', 'tanh', 'sigmoid'] },
    ],
    whole: ['units'],
    value({ rate, l2, units, word }) {
      const shift = { relu: 0, tanh: 0.4, sigmoid: 1 }[word];
      const off = Math.log10(rate) + 2.5 + 0.5 * shift;
      const size = Math.log2(units) - 5;
      return off ** 2 + 0.2 * (Math.log10(l2) + 4 + 0.3 * size) ** 2 + 0.1 * size ** 2 + 0.3 * shift;
    },
  },
  'layers, then their units': {
    parameters: [
      range('layers', 1, 3),
      range('units0', 1, 256, 'log'),
      { ...range('units1', 1, 256, 'log'), when: { path: 'layers', atLeast: 2 } },
      { ...range('units2', 1, 256, 'log'), when: { path: 'layers', atLeast: 3 } },
      range('rate', 1e-4, 1, 'log'),
    ],
    whole: ['layers', 'units0', 'units1', 'units2'],
    value({ layers, units0, units1, units2, rate }) {
      const best = [6, 5, 4];
      const miss = sum([units0, units1, units2].slice(0, layers), (units, i) =>
        Math.abs(Math.log2(units) - best[i]),
      );
      return 0.2 * miss + [1.5, 0, 0.4][layers - 1] + (Math.log10(rate) + 2 + 0.2 * layers) ** 2;
    },
  },
  'whole numbers, a list, a word': {
    parameters: [
      ...axes(4, 0, 15),
      { kind: 'values', path: 'batch', values: [8, 16, 32, 64, 128, 256] },
      { kind: 'values', path: 'word', values: ['a', 'b', 'c', 'd', 'e'] },
    ],
    whole: ['x0', 'x1', 'x2', 'x3'],
    value(point) {
      const { batch, word } = point;
      const x = of(point, 4);
      const miss = sum(x, (own, i) => Math.abs(own - (3 * i + 2)));
      return miss + 2 * Math.abs(Math.log2(batch) - 6) + 'cadbe'.indexOf(word) + 0.1 * x[0] * x[1];
    },
  },
};
