"""MLPClassifier and MLPRegressor on splits of scikit-learn's own data sets; and the splits for ours."""
import json

import numpy as np
import sklearn
from sklearn import datasets
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

from benchpeer import serve


def fits(settings, seeds, cases, to):
    """Splits and scores are written to the file `to`, for they are long."""
    loads = {'iris': datasets.load_iris, 'wine': datasets.load_wine, 'breast cancer': datasets.load_breast_cancer, 'diabetes': datasets.load_diabetes}
    splits, scores = {}, []
    for name, load in loads.items():
        data = load()
        number = name == 'diabetes'
        splits[name] = []
        for seed in seeds:
            x, vx, y, vy = train_test_split(data.data, data.target, train_size=settings['trainRows'][name], random_state=seed, stratify=None if number else data.target)
            scaler = StandardScaler().fit(x)
            x, vx = scaler.transform(x), scaler.transform(vx)
            if number: vy, y = (vy - y.mean()) / y.std(), (y - y.mean()) / y.std()
            splits[name].append({'x': x.tolist(), 'y': y.tolist(), 'vx': vx.tolist(), 'vy': vy.tolist()})
    for case in cases:
        number = case['set'] == 'diabetes'
        own = []
        for seed, split in zip(seeds, splits[case['set']]):
            model = (MLPRegressor if number else MLPClassifier)(
                hidden_layer_sizes=case['hidden'], activation=case['activation'], solver='adam', alpha=case['alpha'],
                learning_rate_init=settings['learningRate'], batch_size=settings['batchSize'], max_iter=settings['epochs'],
                tol=0, n_iter_no_change=settings['epochs'] + 1, early_stopping=False, random_state=seed)
            model.fit(np.array(split['x']), np.array(split['y']))
            own.append(float(model.score(np.array(split['vx']), np.array(split['vy']))))
        scores.append(own)
    with open(to, 'w') as file:
        json.dump({'version': sklearn.__version__, 'splits': splits, 'scores': scores}, file)
    return {}


serve(fits=fits)
