"""The same rows at growing offsets, and a lower bound of the optimum of each by libsvm.

With the constant feature of the bias a row is (x, 1), and the penalty is |w|^2 + b^2. In an orthonormal
basis whose first axis is the mean row, of length T, a row is (T + t, r) and the penalty c^2 / T^2 + |u|^2.
libsvm leaves c free and is given r alone: the two optima differ by c^2 / (2 T^2) and c t / T in a decision,
which is nothing far from zero. At 0 LinearSVC solves the problem itself.
"""
import numpy as np
from sklearn.svm import SVC, LinearSVC

from benchpeer import serve

NORMALS = {'two columns': [1, -1], 'ten columns': [1, -1, 1, -1, 0.5, -0.5, 1, -1, 0, 0]}


def problems():
    out = []
    for name, normal in NORMALS.items():
        rng = np.random.default_rng(3)
        near = rng.normal(size=(400, len(normal)))
        y = (near @ np.array(normal) + 0.7 * rng.normal(size=len(near)) > 0).astype(int)
        for offset in [0, 100, 1e4, 1e6]:
            x = near + offset
            for loss in ['hinge', 'squared_hinge']:
                lowest = bound(x, y, loss)
                if lowest is not None:
                    out.append({'name': name, 'offset': offset, 'loss': loss, 'x': x.tolist(), 'y': y.tolist(),
                                'optimum': lowest})
    return {'problems': out}


def bound(x, y, loss):
    side = 2 * y - 1
    if abs(x.mean()) < 1:
        line = LinearSVC(dual=True, loss=loss, tol=1e-9, C=1, max_iter=1000000, random_state=1).fit(x, y)
        w, b = line.coef_[0], line.intercept_[0]
        losses = np.maximum(0, 1 - side * (x @ w + b))
        return float((w @ w + b * b) / 2 + (losses if loss == 'hinge' else losses ** 2).sum())
    if loss != 'hinge':
        return None
    mean = x.mean(axis=0)
    mean += (x - mean).mean(axis=0)
    length = np.sqrt(mean @ mean + 1)
    first = np.append(mean, 1) / length
    basis, _ = np.linalg.qr(np.column_stack([first, np.eye(len(first))[:, :-1]]))
    off = np.column_stack([x - mean, np.zeros(len(x))])
    rows = off @ basis[:, 1:]
    line = SVC(kernel='linear', C=1, tol=1e-8).fit(rows, y)
    w, b = line.coef_[0], line.intercept_[0]
    return float(w @ w / 2 + np.maximum(0, 1 - side * (rows @ w + b)).sum())


serve(problems=problems)
