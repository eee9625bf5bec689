"""k-means of scikit-learn with its default threads: Lloyd from given centres, its draw, mini-batches."""
import time
import warnings

import numpy as np
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.exceptions import ConvergenceWarning

from benchpeer import serve

loaded = {}


def load(rows, centers):
    loaded['rows'] = np.load(rows)
    loaded['centers'] = np.load(centers)
    return {}


def fit(tol, max_iter):
    centers = loaded['centers']
    model = KMeans(len(centers), init=centers, n_init=1, tol=tol, max_iter=max_iter, algorithm='lloyd')
    return timed(model)


def draw():
    k = len(loaded['centers'])
    model = KMeans(k, n_init=1, tol=0, max_iter=1, algorithm='lloyd', random_state=1)
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', ConvergenceWarning)
        return timed(model)


def batches(size, max_iter):
    k = len(loaded['centers'])
    model = MiniBatchKMeans(
        k, n_init=1, batch_size=size, max_iter=max_iter, max_no_improvement=None, random_state=1
    )
    return timed(model)


def timed(model):
    began = time.perf_counter()
    model.fit(loaded['rows'])
    ms = (time.perf_counter() - began) * 1000
    return {'ms': ms, 'inertia': float(model.inertia_), 'nIter': int(model.n_iter_)}


serve(load=load, fit=fit, draw=draw, batches=batches)
