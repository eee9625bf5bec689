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


def scores(path):
    """The scores of the labels that the file gives by key."""
    with open(path) as file:
        asked = json.load(file)
    out = {}
    for key, _, x in cases():
        labels = np.array(asked[key])
        out[key] = {
            'silhouette': float(metrics.silhouette_score(x, labels)),
            'calinskiHarabasz': float(metrics.calinski_harabasz_score(x, labels)),
            'daviesBouldin': float(metrics.davies_bouldin_score(x, labels)),
        }
    return out


serve(fits=fits, scores=scores)
