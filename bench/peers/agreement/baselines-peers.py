"""Simple models as scikit-learn has them at its defaults, on columns that are standardised over the training rows."""
import json

import numpy as np
import sklearn
from sklearn import datasets
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from benchpeer import serve

LOADERS = {
    'iris': datasets.load_iris, 'wine': datasets.load_wine, 'breast cancer': datasets.load_breast_cancer,
    'digits': datasets.load_digits, 'diabetes': datasets.load_diabetes,
}


def models(classes, width, seed):
    if classes > 0:
        return {
            'constant': DummyClassifier(strategy='prior'), 'linear': LogisticRegression(max_iter=2000, tol=1e-7),
            'neighbours': KNeighborsClassifier(), 'tree': DecisionTreeClassifier(random_state=seed),
            'forest': RandomForestClassifier(random_state=seed, n_jobs=1),
        }
    return {
        'constant': DummyRegressor(), 'linear': LinearRegression(), 'neighbours': KNeighborsRegressor(),
        'tree': DecisionTreeRegressor(random_state=seed),
        'forest': RandomForestRegressor(random_state=seed, n_jobs=1, max_features=max(1, width // 3)),
    }


def fits(sets, seeds, to):
    """A fifth of the rows is asked about, another one for each seed."""
    cases = []
    for name in sets:
        x, y = LOADERS[name](return_X_y=True)
        classes = 0 if name == 'diabetes' else len(np.unique(y))
        for seed in seeds:
            order = np.random.default_rng(seed).permutation(len(y))
            train = len(y) * 4 // 5
            xs, ys = x[order], y[order]
            z = StandardScaler().fit(xs[:train]).transform(xs)
            outputs = {}
            for id, model in models(classes, x.shape[1], seed).items():
                model.fit(z[:train], ys[:train])
                said = model.predict_proba(z[train:]) if classes > 0 else model.predict(z[train:])
                outputs[id] = np.asarray(said, dtype=float).ravel().tolist()
            cases.append({'set': name, 'seed': seed, 'classes': classes, 'rows': len(y), 'trainRows': train,
                          'width': x.shape[1], 'features': xs.ravel().tolist(), 'target': ys.tolist(),
                          'outputs': outputs})
    json.dump({'version': sklearn.__version__, 'cases': cases}, open(to, 'w'))
    return {}


serve(fits=fits)
