"""k-means, a linear SVM and a network by scikit-learn's partial_fit, one pass over Parquet batches.

python outofcore.py FOLDER KIND CLUSTERS: prints a JSON line with seconds, the processor's among them, and peak memory in
bytes.
"""

import json
import resource
import sys
import time

import numpy as np
import pyarrow.dataset as ds
from sklearn.cluster import MiniBatchKMeans
from sklearn.linear_model import SGDClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

FEATURES = [f"x{j}" for j in range(19)]
BATCH = 65_536


def batches(folder):
    """Arrays of features and target, in the order of the files."""
    table = ds.dataset(folder, format="parquet")
    for batch in table.to_batches(columns=[*FEATURES, "y"], batch_size=BATCH):
        if batch.num_rows:
            x = np.column_stack([batch.column(name).to_numpy() for name in FEATURES])
            yield x, batch.column("y").to_numpy()


def main(folder, kind, clusters):
    began = time.perf_counter()
    scaler = StandardScaler()
    for x, _ in batches(folder):
        scaler.partial_fit(x)
    model = {
        "kmeans": lambda: MiniBatchKMeans(n_clusters=clusters, random_state=1, batch_size=1024),
        "svm": lambda: SGDClassifier(loss="hinge", average=True, random_state=1),
        "network": lambda: MLPClassifier((16,), batch_size=1024, random_state=1),
    }[kind]()
    rng = np.random.default_rng(1)
    for x, y in batches(folder):
        x = scaler.transform(x)
        # Every twentieth part is kept for validation there too.
        order = rng.permutation(len(x))[: int(0.95 * len(x))]
        x, y = x[order], y[order]
        if kind == "kmeans":
            for at in range(0, len(x) - clusters, 1024):
                model.partial_fit(x[at : at + 1024])
        else:
            model.partial_fit(x, y, classes=[0, 1])
    trained = time.perf_counter() - began
    total, right, rows = 0.0, 0, 0
    for x, y in batches(folder):
        x = scaler.transform(x)
        if kind == "kmeans":
            total += -model.score(x)
        else:
            right += int((model.predict(x) == y).sum())
        rows += len(x)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - began,
                "trainedSeconds": trained,
                "processorSeconds": sum(resource.getrusage(resource.RUSAGE_SELF)[:2]),
                "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
                "score": total / rows if kind == "kmeans" else right / rows,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
