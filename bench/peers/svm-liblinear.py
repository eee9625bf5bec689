"""liblinear itself, the training alone: its L2-regularized L1-loss dual (-s 3), with a bias."""
import time

import numpy as np
from liblinear.liblinearutil import parameter, problem, train
from scipy.sparse import csr_matrix

from benchpeer import serve

loaded = {}


def fit(features, target, C, tol, max_iter):
    if features not in loaded:
        loaded.clear()
        loaded[features] = problem(np.where(np.load(target) > 0, 1, -1), csr_matrix(np.load(features)), bias=1)
    given = loaded[features]
    chosen = parameter(f'-s 3 -c {C} -e {tol} -q')
    began = time.perf_counter()
    model = train(given, chosen)
    ms = (time.perf_counter() - began) * 1000
    weights, bias = model.get_decfun()
    return {'ms': ms, 'coef': [weights], 'intercept': [bias]}


serve(fit=fit)
