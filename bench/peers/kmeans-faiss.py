"""k-means of faiss, in float32: so many rounds from given centres."""
import time

import faiss
import numpy as np

from benchpeer import serve

loaded = {}


def load(rows, centers):
    loaded['rows'] = np.load(rows).astype('float32')
    loaded['centers'] = np.load(centers).astype('float32')
    return {}


def fit(rounds):
    rows, centers = loaded['rows'], loaded['centers']
    k, width = centers.shape
    model = faiss.Kmeans(width, k, niter=rounds, max_points_per_centroid=len(rows), min_points_per_centroid=1)
    began = time.perf_counter()
    model.train(rows, init_centroids=centers)
    ms = (time.perf_counter() - began) * 1000
    return {'ms': ms, 'inertia': float(model.iteration_stats[-1]['obj'])}


serve(load=load, fit=fit)
