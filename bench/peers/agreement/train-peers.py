"""scikit-learn's tables as CSV, and its own models at their defaults on the splits of `benchtop train`."""
import numpy as np
from sklearn import datasets
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchpeer import serve

LOADS = {'iris': datasets.load_iris, 'wine': datasets.load_wine, 'breast cancer': datasets.load_breast_cancer, 'diabetes': datasets.load_diabetes, 'digits': datasets.load_digits}
# What the column is called: in the words of the data, and not in a word that Benchtop may know.
TARGETS = {'iris': 'iris', 'wine': 'cultivar', 'breast cancer': 'finding', 'diabetes': 'progression', 'digits': 'digit'}


def write(set, to):
    """The table with its classes as words, except the digits, which are their own."""
    table = LOADS[set](as_frame=True)
    frame = table.frame.rename(columns={'target': TARGETS[set]})
    if set not in ('diabetes', 'digits'): frame[TARGETS[set]] = [table.target_names[code] for code in table.target]
    frame.to_csv(to, index=False)
    return {'target': TARGETS[set], 'metric': 'r2' if set == 'diabetes' else 'accuracy'}


def scores(set, splits):
    """Mean validation scores over the splits, whose place + 1 is the random state."""
    x, y = LOADS[set](return_X_y=True)
    number = set == 'diabetes'
    models = {
        'MLP': lambda seed: MLPRegressor(random_state=seed) if number else MLPClassifier(random_state=seed),
        'linear': lambda seed: LinearRegression() if number else LogisticRegression(),
    }
    found = {}
    for name, make in models.items():
        for label, wrap in (name, lambda model: model), (name + ' scaled', lambda model: make_pipeline(StandardScaler(), model)):
            own = []
            for place, split in enumerate(splits):
                train, validation = np.array(split['train']), np.array(split['validation'])
                own.append(wrap(make(place + 1)).fit(x[train], y[train]).score(x[validation], y[validation]))
            found[label] = float(np.mean(own))
    return found


serve(write=write, scores=scores)
