"""Linear and logistic regression by statsmodels and scikit-learn, with the data for ours; NIST's sets exactly."""
from fractions import Fraction

import numpy as np
import statsmodels.api as sm
from sklearn import datasets
from sklearn.linear_model import LogisticRegression, Ridge

from benchpeer import serve

NORRIS = [
    (0.1, 0.2), (338.8, 337.4), (118.1, 118.2), (888.0, 884.6), (9.2, 10.1), (228.1, 226.5), (668.5, 666.3),
    (998.5, 996.3), (449.1, 448.6), (778.9, 777.0), (559.2, 558.2), (0.3, 0.4), (0.1, 0.6), (778.1, 775.5),
    (668.8, 666.9), (339.3, 338.0), (448.9, 447.5), (10.8, 11.6), (557.7, 556.0), (228.3, 228.1), (998.0, 995.8),
    (888.8, 887.6), (119.6, 120.2), (0.3, 0.3), (0.6, 0.3), (557.6, 556.8), (339.3, 339.1), (888.0, 887.2),
    (998.5, 999.0), (778.9, 779.0), (10.2, 11.1), (117.6, 118.3), (228.9, 229.2), (668.4, 669.1), (449.2, 448.9),
    (0.2, 0.5)]
# Wampler's errors, orthogonal to every polynomial of degree 5 or less.
ERRORS = [759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048,
          -2048, 1838, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 759]


def nist():
    """Longley, Norris and Wampler 1 to 5 of NIST's StRD, solved in rational numbers."""
    longley = sm.datasets.longley.load_pandas().data.to_numpy()
    powers = [[x ** i for i in range(1, 6)] for x in range(21)]
    whole = [1 + sum(row) for row in powers]
    sets = {'Longley': (longley[:, 1:].tolist(), longley[:, 0].tolist()),
            'Norris': ([[b] for b, _ in [(x, y) for y, x in NORRIS]], [y for y, _ in NORRIS]),
            'Wampler1': (powers, whole),
            'Wampler2': (powers, [sum(0.1 ** i * x ** i for i in range(6)) for x in range(21)]),
            'Wampler3': (powers, [y + e for y, e in zip(whole, ERRORS)]),
            'Wampler4': (powers, [y + 100 * e for y, e in zip(whole, ERRORS)]),
            'Wampler5': (powers, [y + 10000 * e for y, e in zip(whole, ERRORS)])}
    return {'sets': [{'name': name, 'x': x, 'y': y, **exact(x, y)} for name, (x, y) in sets.items()]}


def exact(x, y):
    """Ordinary least squares on the doubles as they are, by Gauss and Jordan in rational numbers."""
    rows = [[Fraction(1), *map(Fraction, row)] for row in x]
    target = [Fraction(v) for v in y]
    n, p = len(rows), len(rows[0])
    system = [[sum(r[i] * r[j] for r in rows) for j in range(p)]
              + [Fraction(int(i == j)) for j in range(p)]
              + [sum(r[i] * t for r, t in zip(rows, target))] for i in range(p)]
    for i in range(p):
        pivot = system[i][i]
        system[i] = [v / pivot for v in system[i]]
        for k in range(p):
            if k != i:
                factor = system[k][i]
                system[k] = [a - factor * b for a, b in zip(system[k], system[i])]
    coefficients = [row[-1] for row in system]
    rss = sum((t - sum(c * v for c, v in zip(coefficients, r))) ** 2 for r, t in zip(rows, target))
    mean = sum(target) / n
    tss = sum((t - mean) ** 2 for t in target)
    variance = rss / (n - p)
    return {'coefficients': [float(c) for c in coefficients],
            'standardErrors': [float(variance * system[i][p + i]) ** 0.5 for i in range(p)],
            'residualStandardError': float(variance) ** 0.5, 'r2': float(1 - rss / tss)}


def least_squares(x, y, weights=None):
    model = sm.OLS(y, sm.add_constant(x)) if weights is None else sm.WLS(y, sm.add_constant(x), weights=weights)
    fit = model.fit()
    return {'coefficients': fit.params.tolist(), 'standardErrors': fit.bse.tolist(),
            'tStatistics': fit.tvalues.tolist(), 'pValues': fit.pvalues.tolist(),
            'lower': fit.conf_int()[:, 0].tolist(), 'upper': fit.conf_int()[:, 1].tolist(),
            'r2': fit.rsquared, 'adjustedR2': fit.rsquared_adj, 'fStatistic': float(fit.fvalue),
            'fPValue': float(fit.f_pvalue), 'logLikelihood': float(fit.llf), 'aic': float(fit.aic),
            'bic': float(fit.bic), 'residualStandardError': float(fit.scale) ** 0.5,
            'conditionNumber': float(fit.condition_number)}


def linear():
    """statsmodels' OLS and WLS, and scikit-learn's Ridge, on the diabetes data in raw units."""
    x, y = datasets.load_diabetes(return_X_y=True, scaled=False)
    weights = 0.25 * (1 + np.arange(len(y)) % 7)
    cases = [{'name': 'ols', 'weights': None, 'alpha': 0, **least_squares(x, y)},
             {'name': 'wls', 'weights': weights.tolist(), 'alpha': 0, **least_squares(x, y, weights)}]
    for alpha in [0.5, 1000.0]:
        fit = Ridge(alpha=alpha, solver='svd').fit(x, y, sample_weight=weights)
        cases.append({'name': f'ridge {alpha}', 'weights': weights.tolist(), 'alpha': alpha,
                      'coefficients': [float(fit.intercept_), *fit.coef_.tolist()],
                      'r2': fit.score(x, y, sample_weight=weights)})
    return {'x': x.tolist(), 'y': y.tolist(), 'cases': cases}


serve(nist=nist, linear=linear)
