def train(x, target, weights, trained, epochs):
    """Trains the same model anew with scikit-learn."""
    import sklearn
    from sklearn.cluster import KMeans
    from sklearn.kernel_approximation import RBFSampler
    from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
    from sklearn.svm import LinearSVC

    settings, seed = RUN["settings"], RUN["seed"]
    rows, counts = x[:trained], weights[:trained]
    if MODEL["kind"] == "kmeans":
        clusters = KMeans(settings["nClusters"], n_init=settings["nInit"], random_state=seed)
        clusters.fit(rows, sample_weight=counts)
        outputs = clusters.transform(x) ** 2
    elif MODEL["kind"] == "linear-regression":
        alpha = settings["alpha"]
        linear = LinearRegression() if alpha == 0 else Ridge(alpha)
        outputs = linear.fit(rows, target[:trained], counts).predict(x)[:, None]
    elif MODEL["kind"] == "logistic-regression":
        strength = np.inf if settings["penalty"] == "none" else settings["C"]
        logistic = LogisticRegression(C=strength, max_iter=10_000, class_weight=class_weights(settings))
        outputs = logistic.fit(rows, target[:trained], counts).predict_proba(x)
    else:
        if settings["fourier"] is not None:
            fourier = settings["fourier"]
            sampler = RBFSampler(gamma=fourier["gamma"], n_components=fourier["nComponents"], random_state=seed)
            x = sampler.fit(rows).transform(x)
        loss = {"hinge": "hinge", "squaredHinge": "squared_hinge"}[settings["loss"]]
        line = LinearSVC(
            C=1 / settings["l2"],
            loss=loss,
            class_weight=class_weights(settings),
            max_iter=100_000,
            random_state=seed,
        )
        line.fit(x[:trained], target[:trained], counts)
        outputs = line.decision_function(x).reshape(len(x), -1)
    report(outputs, target, weights, trained, "scikit-learn " + sklearn.__version__)


def class_weights(settings):
    """None, "balanced", or a weight for each place among the classes."""
    chosen = settings["classWeight"]
    if isinstance(chosen, dict):
        return {place: float(chosen.get(str(name), 1)) for place, name in enumerate(MODEL["classes"])}
    return None if chosen == "none" else chosen
