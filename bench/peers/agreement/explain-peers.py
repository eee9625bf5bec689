"""Explanations of drawn networks as scikit-learn, PyALE, shap and JAX have them."""
import json

import jax
import jax.numpy as jnp
import numpy as np
import pandas as pd
import PyALE
import shap
import sklearn
from PyALE._src import ALE_1D
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.inspection import partial_dependence, permutation_importance
from sklearn.metrics import log_loss, root_mean_squared_error

from benchpeer import serve

jax.config.update('jax_enable_x64', True)
# PyALE's own quantiles are a place off R's type 1, which it names; NumPy has them.
ALE_1D.quantile_ied = lambda x, q: pd.Series(np.quantile(x, q, method='inverted_cdf'), index=q)
REPEATS = 200
ACTIVATIONS = {
    'tanh': jnp.tanh, 'relu': lambda z: jnp.maximum(z, 0), 'linear': lambda z: z,
    'sigmoid': jax.nn.sigmoid, 'softmax': jax.nn.softmax,
}


def forward(case):
    layers = [
        (jnp.array(l['kernel']).reshape(l['inputs'], l['units']), jnp.array(l['bias'])) for l in case['layers']
    ]
    def network(x):
        for (kernel, bias), name in zip(layers, case['activations']):
            x = ACTIVATIONS[name](x @ kernel + bias)
        return x
    return network


class One(RegressorMixin, BaseEstimator):
    """One output as scikit-learn's regressor."""

    def __init__(self, network=None, output=0):
        self.network, self.output = network, output

    def fit(self, x, y):
        self.fitted_ = True
        return self

    def predict(self, x):
        return np.asarray(self.network(np.asarray(x, dtype=float)))[:, self.output]

    def __sklearn_is_fitted__(self):
        return True


def explained(case):
    width, units = case['width'], case['units']
    x = np.array(case['features']).reshape(-1, width)
    background = np.array(case['background']).reshape(-1, width)
    y = np.array(case['target'])
    network = jax.jit(forward(case))
    predict = lambda rows: np.asarray(network(np.asarray(rows, dtype=float)))
    first = One(network, 0)
    if units > 1:
        scoring = lambda _, rows, truth: -log_loss(truth, predict(rows), labels=range(units))
    else:
        scoring = lambda _, rows, truth: -root_mean_squared_error(truth, predict(rows)[:, 0])
    shuffled = permutation_importance(first, x, y, scoring=scoring, n_repeats=REPEATS, random_state=0)
    grid = np.array(case['grid'])
    told = partial_dependence(first, x, [0], custom_values={0: grid}, kind='both', method='brute')
    places = [(i * len(x)) // 50 for i in range(50)]
    frame = pd.DataFrame(x, columns=[f'x{j}' for j in range(width)])
    ale = ALE_1D.aleplot_1D_continuous(frame, first, 'x0', grid_size=20, include_CI=False)
    masker = shap.maskers.Independent(background, max_samples=len(background))
    row = x[:1]
    exact = None
    if width <= 12:
        values = np.asarray(shap.ExactExplainer(predict, masker)(row).values)[0]
        exact = values.reshape(width, units).T.ravel()
    linear = None
    if all(name == 'linear' for name in case['activations']):
        weights = np.asarray(jax.jacobian(network)(jnp.zeros(width)))[0]
        intercept = float(network(jnp.zeros(width))[0])
        linear = np.asarray(shap.LinearExplainer((weights, intercept), masker)(row).values)[0].ravel()
    by_order = shap.PermutationExplainer(lambda rows: predict(rows)[:, 0], masker, seed=1)
    sampled = by_order(row, max_evals=200 * (2 * width + 1)).values[0]
    # The integral by 20,000 midpoints.
    start, end = background.mean(0), x[0]
    shares = (np.arange(20000) + 0.5) / 20000
    path = start + shares[:, None] * (end - start)
    gradient = jax.jit(jax.vmap(jax.jacrev(forward(case))))(path)
    gradients = np.asarray(gradient).mean(0) * (end - start)
    return {
        'baseline': -scoring(None, x, y),
        'importance': [[m, s, REPEATS] for m, s in zip(shuffled.importances_mean, shuffled.importances_std)],
        'dependence': told['average'][0].tolist(),
        'lines': told['individual'][0][places].ravel().tolist(),
        'edges': ale.index.tolist(),
        'ale': ale['eff'].tolist(),
        'shap': None if exact is None else exact.tolist(),
        'linear': None if linear is None else linear.tolist(),
        'sampled': sampled.tolist(),
        'gradients': gradients.ravel().tolist(),
    }


def repaired(case):
    units = case['units']
    p = np.array(case['values']).reshape(-1, units)
    y = np.array(case['truth'])
    def by(method, unit):
        came, own = (y == (1 if units == 1 else unit)).astype(float), p[:, unit]
        if method == 'platt':
            logit = np.log(own / (1 - own))
            return _SigmoidCalibration().fit(logit, came).predict(logit)
        return IsotonicRegression(y_min=0, y_max=1, out_of_bounds='clip').fit(own, came).predict(own)
    out = {}
    for method in ('platt', 'isotonic'):
        values = np.stack([by(method, unit) for unit in range(units)], 1)
        sums = values.sum(1, keepdims=True)
        if units > 1:
            values = np.where(sums > 0, values / np.where(sums > 0, sums, 1), 1 / units)
        out[method] = values.ravel().tolist()
    return out


def figures(path):
    with open(path) as file:
        asked = json.load(file)
    versions = {
        'scikit-learn': sklearn.__version__, 'shap': shap.__version__, 'PyALE': '1.2.0', 'jax': jax.__version__,
    }
    return {
        'versions': versions,
        'cases': [explained(case) for case in asked['cases']],
        'repairs': [repaired(case) for case in asked['repairs']],
    }


serve(figures=figures)
