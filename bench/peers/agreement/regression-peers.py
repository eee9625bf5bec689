"""Linear and logistic regression by statsmodels and scikit-learn, with the data for ours; NIST's sets exactly."""
from fractions import Fraction

import numpy as np
import statsmodels.api as sm
from scipy.optimize import linprog
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
            'Norris': ([[x] for _, x in NORRIS], [y for y, _ in NORRIS]),
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


def maximum_likelihood(x, y, weights=None):
    """statsmodels' Logit, or MNLogit of more than two classes; rows of whole weights are repeated."""
    if weights is not None:
        x, y = np.repeat(x, weights, axis=0), np.repeat(y, weights)
    model = (sm.Logit if y.max() == 1 else sm.MNLogit)(y, sm.add_constant(x))
    fit = model.fit(method='newton', tol=1e-14, maxiter=100, disp=0)
    return {'coefficients': np.ravel(fit.params, order='F').tolist(), 'standardErrors': np.ravel(fit.bse, order='F').tolist(),
            'zStatistics': np.ravel(fit.tvalues, order='F').tolist(), 'pValues': np.ravel(fit.pvalues, order='F').tolist(),
            'lower': np.asarray(fit.conf_int()).reshape(-1, 2)[:, 0].tolist(),
            'upper': np.asarray(fit.conf_int()).reshape(-1, 2)[:, 1].tolist(),
            'logLikelihood': float(fit.llf), 'nullLogLikelihood': float(fit.llnull), 'mcFaddenR2': float(fit.prsquared),
            'aic': float(fit.aic), 'bic': float(fit.bic), 'likelihoodRatio': float(fit.llr),
            'likelihoodRatioPValue': float(fit.llr_pvalue)}


def penalized(x, y, C, weights=None, class_weights=None):
    """scikit-learn's LogisticRegression, by Newton's method to the last digits."""
    named = None if class_weights is None else dict(enumerate(class_weights))
    fit = LogisticRegression(C=C, solver='newton-cholesky', tol=1e-14, max_iter=1000, class_weight=named)
    fit.fit(x, y, sample_weight=weights)
    return {'coef': np.ravel(fit.coef_).tolist(), 'intercept': fit.intercept_.tolist(),
            'probabilities': np.ravel(fit.predict_proba(x[:25])).tolist()}


def logistic():
    """Sets by name, those of `heldSets` small enough to be kept, and what the peers find on them."""
    iris, iris_y = datasets.load_iris(return_X_y=True)
    cancer, cancer_y = datasets.load_breast_cancer(return_X_y=True)
    progress, amount = datasets.load_diabetes(return_X_y=True, scaled=False)
    terciles = np.digitize(amount, np.quantile(amount, [1 / 3, 2 / 3]))
    sets = {'iris': (iris, iris_y), 'cancer of 4 columns': (cancer[:, [0, 1, 4, 5]], cancer_y),
            'diabetes terciles': (progress[:, [2, 3, 8]], terciles),
            'cancer': ((cancer - cancer.mean(axis=0)) / cancer.std(axis=0), cancer_y)}
    cases = []
    for name in ['cancer of 4 columns', 'diabetes terciles']:
        x, y = sets[name]
        weights = 1 + np.arange(len(y)) % 3
        cases.append({'set': name, 'name': 'maximum likelihood', **maximum_likelihood(x, y)})
        cases.append({'set': name, 'name': 'weighted', 'weights': weights.tolist(), **maximum_likelihood(x, y, weights)})
    for name, C, class_weights in [('iris', 1.0, None), ('iris', 25.0, [1, 2, 0.5]), ('cancer of 4 columns', 0.1, None),
                                   ('cancer of 4 columns', 1.0, [3, 1]), ('cancer', 1.0, None), ('cancer', 100.0, None)]:
        x, y = sets[name]
        weights = 0.5 * (1 + np.arange(len(y)) % 4) if class_weights else None
        cases.append({'set': name, 'name': f'C {C}', 'penalty': 'l2', 'C': C, 'classWeights': class_weights,
                      'weights': None if weights is None else weights.tolist(),
                      **penalized(x, y, C, weights, class_weights)})
    return {'heldSets': ['iris', 'cancer of 4 columns', 'diabetes terciles'], 'cases': cases,
            'sets': {name: {'x': x.tolist(), 'y': y.tolist()} for name, (x, y) in sets.items()}}


def separation(x, y):
    """Whether linear programs separate the classes (Konis 2007): 'complete', 'quasi' or None."""
    classes, p = y.max() + 1, x.shape[1] + 1
    design = np.column_stack([np.ones(len(x)), x])
    margins = []
    for row, own in zip(design, y):
        for other in range(classes):
            if other != own:
                margin = np.zeros((classes, p))
                margin[own] += row
                margin[other] -= row
                margins.append(margin[1:].ravel())
    margins = np.array(margins)
    box = [(-1, 1)] * margins.shape[1]
    strict = linprog([0] * margins.shape[1] + [-1], A_ub=np.column_stack([-margins, np.ones(len(margins))]),
                     b_ub=np.zeros(len(margins)), bounds=[*box, (None, None)])
    if -strict.fun > 1e-7:
        return 'complete'
    weak = linprog(-margins.sum(axis=0), A_ub=-margins, b_ub=np.zeros(len(margins)), bounds=box)
    return 'quasi' if -weak.fun > 1e-7 else None


def separations():
    """Small tables of whole numbers with two and three classes, without dependent columns."""
    random = np.random.default_rng(1984)
    cases = []
    while len(cases) < 150:
        rows, width, classes = random.integers(8, 25), random.integers(1, 4), random.integers(2, 4)
        x = random.integers(0, 4, (rows, width))
        y = np.clip(np.rint(x @ random.normal(size=width) * 0.4 + random.normal(size=rows) * random.choice([0.05, 0.4, 1.5])
                            + 0.5 * (classes - 1)), 0, classes - 1).astype(int)
        whole = np.linalg.matrix_rank(np.column_stack([np.ones(rows), x])) == width + 1
        if whole and len(np.unique(y)) == classes:
            cases.append({'x': x.tolist(), 'y': y.tolist(), 'separation': separation(x, y)})
    return {'cases': cases}


serve(nist=nist, linear=linear, logistic=logistic, separations=separations)
