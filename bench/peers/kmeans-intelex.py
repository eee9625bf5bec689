"""The peer `kmeans` with scikit-learn-intelex in place of what it has of its own."""
from sklearnex import patch_sklearn

patch_sklearn(verbose=False)

import kmeans  # noqa: E402, F401 - it serves
