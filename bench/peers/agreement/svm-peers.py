"""LinearSVC on scikit-learn's own data sets, standardised; and the data for ours."""
import time

import numpy as np
from sklearn import datasets
from sklearn.svm import LinearSVC

from benchpeer import serve


def fits():
    out = []
    for name in ['breast_cancer', 'iris', 'wine', 'digits']:
        x, y = getattr(datasets, 'load_' + name)(return_X_y=True)
        x = x[:, x.std(axis=0) > 0]
        x = (x - x.mean(axis=0)) / x.std(axis=0)
        for loss in ['hinge', 'squared_hinge']:
            # Ten classes of 61 features take minutes at a large C, on either side.
            for c in [0.1, 1.0] if name == 'digits' else [0.1, 1.0, 10.0]:
                model = LinearSVC(dual=True, loss=loss, tol=1e-6, C=c, max_iter=200000, random_state=1)
                began = time.perf_counter()
                model.fit(x, y)
                took = (time.perf_counter() - began) * 1000
                classes = list(map(int, np.unique(y)))
                out.append({'name': name, 'loss': loss, 'C': c, 'x': x.tolist(), 'y': [classes.index(v) for v in y],
                            'classes': classes, 'coef': model.coef_.tolist(), 'intercept': model.intercept_.tolist(),
                            'ms': took, 'accuracy': model.score(x, y), 'iterations': int(model.n_iter_)})
    return {'fits': out}


serve(fits=fits)
