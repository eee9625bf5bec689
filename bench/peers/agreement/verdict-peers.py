"""The tests of two and more models as SciPy, statsmodels, baycomp and scikit-posthocs have them."""
import json

import autorank
import baycomp
import numpy as np
import pandas as pd
import scikit_posthocs as sp
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower

from benchpeer import serve


def corrected(case):
    d, ratio = np.array(case['differences']), case['ratio']
    n, mean, sd = len(d), d.mean(), d.std(ddof=1)
    error = sd * np.sqrt(1 / n + ratio)
    t = stats.t(n - 1)
    out = {
        't': mean / error, 'pValue': 2 * t.sf(abs(mean / error)),
        'low': mean + t.ppf(0.025) * error, 'high': mean + t.ppf(0.975) * error,
    }
    if ratio == 0:
        told = stats.ttest_1samp(d, 0)
        out.update({'t': told.statistic, 'pValue': told.pvalue})
    else:
        # baycomp takes scores of folds by repeat, and says left, rope and right of x - y.
        folds = round(1 / ratio) + 1
        x = d.reshape(-1, folds)
        left, rope, right = baycomp.two_on_single(x.ravel(), np.zeros(n), rope=case['rope'], runs=n // folds)
        out.update({'above': left, 'within': rope, 'below': right})
    return out


def delong(case):
    y = np.array(case['isPositive']).astype(bool)
    scores = [np.array(case['a']), np.array(case['b'])]
    def kernel(s):
        x, z = s[y], s[~y]
        return (x[:, None] > z[None, :]) + 0.5 * (x[:, None] == z[None, :])
    ka, kb = [kernel(s).astype(float) for s in scores]
    v10, v01 = np.array([ka.mean(1), kb.mean(1)]), np.array([ka.mean(0), kb.mean(0)])
    cov = np.cov(v10) / v10.shape[1] + np.cov(v01) / v01.shape[1]
    difference = kb.mean() - ka.mean()
    error = np.sqrt(cov[0, 0] + cov[1, 1] - 2 * cov[0, 1])
    return {'aucA': ka.mean(), 'aucB': kb.mean(), 'error': error, 'pValue': 2 * stats.norm.sf(abs(difference / error))}


def bca(case):
    draws, out, theta = np.array(case['draws']), np.array(case['leftOut']), case['estimate']
    z0 = stats.norm.ppf((np.sum(draws < theta) + np.sum(draws <= theta)) / (2 * len(draws)))
    d = out.mean() - out
    a = (d ** 3).sum() / (6 * (d ** 2).sum() ** 1.5)
    ends = []
    for tail in (0.025, 0.975):
        z = z0 + stats.norm.ppf(tail)
        ends.append(float(np.quantile(draws, stats.norm.cdf(z0 + z / (1 - a * z)))))
    return {'low': ends[0], 'high': ends[1]}


def bootstrap(values):
    told = stats.bootstrap((np.array(values),), np.mean, method='BCa', n_resamples=20000,
                           rng=np.random.default_rng(1))
    return {'low': told.confidence_interval.low, 'high': told.confidence_interval.high,
            'error': told.standard_error}


def friedman(case):
    values = np.array(case['values'])
    told = stats.friedmanchisquare(*values.T)
    pairs = sp.posthoc_nemenyi_friedman(values).to_numpy()
    n, k = values.shape
    # It takes five rows at least, and says a critical difference where Friedman's test finds one.
    ranked = None
    if n >= 5 and told.pvalue < 0.05:
        data = pd.DataFrame(values.astype(float), columns=[f'm{i}' for i in range(k)])
        ranked = autorank.autorank(data, alpha=0.05, verbose=False, force_mode='nonparametric', order='ascending')
    q = stats.studentized_range.ppf(0.95, k, np.inf)
    auto = None if ranked is None else {
        'criticalDifference': float(ranked.cd), 'meanRanks': [float(ranked.rankdf['meanrank'][f'm{i}']) for i in range(k)]}
    return {'autorank': auto, 'statistic': told.statistic, 'pValue': told.pvalue, 'pairs': pairs.ravel().tolist(),
            'criticalDifference': q / np.sqrt(2) * np.sqrt(k * (k + 1) / (6 * n))}


def figures(path):
    cases = json.load(open(path))
    return {
        'versions': {'SciPy': scipy.__version__, 'statsmodels': statsmodels.__version__,
                     'autorank': '1.3.0', 'baycomp': getattr(baycomp, '__version__', '1.0.3'), 'scikit-posthocs': sp.__version__},
        'corrected': [corrected(c) for c in cases['corrected']],
        'mcnemar': [float(mcnemar([[1, b], [c, 1]], exact=True).pvalue) for b, c in cases['mcnemar']],
        'delong': [delong(c) for c in cases['delong']],
        'bca': [bca(c) for c in cases['bca']],
        'bootstrap': [bootstrap(v) for v in cases['bootstrap']],
        'holm': [multipletests(p, method='holm')[1].tolist() for p in cases['holm']],
        'friedman': [friedman(c) for c in cases['friedman']],
        'density': [float(stats.t.pdf(x, df, mean, error)) for x, mean, error, df in cases['density']],
        'power': [float(TTestPower().power(e, n, 0.05)) for e, n in cases['power']],
    }


serve(figures=figures)
