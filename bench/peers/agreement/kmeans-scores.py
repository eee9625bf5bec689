"""KMeans and its scores on scikit-learn's own data sets, scaled and unscaled."""
import json
import time

import numpy as np
from sklearn import datasets, metrics
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

from benchpeer import serve

LOADS = {
    'iris': datasets.load_iris,
    'wine': datasets.load_wine,
    'breast cancer': datasets.load_breast_cancer,
    'diabetes': datasets.load_diabetes,
}


def cases():
    for name, load in LOADS.items():
        for scaled in (False, True):
            x = load().data.astype(float)
            if scaled:
                x = StandardScaler().fit_transform(x)
            for k in (2, 3, 5, 8):
                yield f'{name}{" scaled" if scaled else ""} k={k}', k, x


def fits(seeds):
    out = []
    for key, k, x in cases():
        began = time.perf_counter()
        inertias = [KMeans(k, n_init=10, random_state=seed).fit(x).inertia_ for seed in range(seeds)]
        ms = (time.perf_counter() - began) * 1000 / seeds
        mean, best = float(np.mean(inertias)), float(min(inertias))
        out.append({'key': key, 'k': k, 'x': x.tolist(), 'mean': mean, 'best': best, 'ms': ms})
    return {'fits': out}


def prediction_strength(own, given):
    """Pair by pair, as Tibshirani and Walther write it."""
    shares = []
    for cluster in np.unique(own):
        of = given[own == cluster]
        if len(of) > 1:
            same = of[:, None] == of[None, :]
            shares.append((same.sum() - len(of)) / (len(of) * (len(of) - 1)))
    return float(min(shares))


def scores(path):
    """The scores of the labels and inertias that the file gives by key."""
    with open(path) as file:
        asked = json.load(file)
    out = {}
    for key, _, x in cases():
        labels, other = np.array(asked[key]['own']), np.array(asked[key]['other'])
        logs = np.array(asked[key]['logs'])
        out[key] = {
            'silhouette': float(metrics.silhouette_score(x, labels)),
            'calinskiHarabasz': float(metrics.calinski_harabasz_score(x, labels)),
            'daviesBouldin': float(metrics.davies_bouldin_score(x, labels)),
            'adjustedRandIndex': float(metrics.adjusted_rand_score(labels, other)),
            'predictionStrength': prediction_strength(labels, other),
            'gap': float(logs.mean() - asked[key]['logInertia']),
            'gapError': float(logs.std() * np.sqrt(1 + 1 / len(logs))),
        }
    return out


serve(fits=fits, scores=scores)
