LOSSES = {
    "meanSquaredError": "mean_squared_error",
    "meanAbsoluteError": "mean_absolute_error",
    "binaryCrossentropy": "binary_crossentropy",
    "categoricalCrossentropy": "sparse_categorical_crossentropy",
    "hinge": "hinge",
}


def make_optimizer(keras, kind, learningRate, momentum=0.0, **rest):
    names = {"beta1": "beta_1", "beta2": "beta_2", "weightDecay": "weight_decay"}
    names["initialAccumulatorValue"] = "initial_accumulator_value"
    settings = {names.get(name, name): value for name, value in rest.items()}
    if kind in ("sgd", "momentum", "nesterov"):
        return keras.optimizers.SGD(learningRate, momentum=momentum, nesterov=kind == "nesterov")
    makers = {"rmsprop": "RMSprop", "adagrad": "Adagrad", "adam": "Adam", "adamw": "AdamW"}
    return getattr(keras.optimizers, makers[kind])(learning_rate=learningRate, **settings)


def train(x, target, weights, trained, epochs):
    """Trains the same network anew with Keras; its weights start elsewhere, so its numbers are near, not equal."""
    import keras

    keras.utils.set_random_seed(RUN["seed"])
    settings = RUN["settings"]
    activations = {"leakyRelu": "leaky_relu"}
    penalty = keras.regularizers.L1L2(**settings["regularizer"])
    network = keras.Sequential([keras.layers.Input((x.shape[1],))])
    for layer in settings["layers"]:
        activation = activations.get(layer["activation"], layer["activation"])
        network.add(keras.layers.Dense(layer["units"], activation=activation, kernel_regularizer=penalty))
        if layer["dropout"] > 0:
            network.add(keras.layers.Dropout(layer["dropout"]))
    offset, spread = RUN["targetScaler"] or (0, 1)
    y = (target - offset) / spread
    huber = keras.losses.Huber(settings["huberDelta"])
    loss = huber if settings["loss"] == "huber" else LOSSES[settings["loss"]]
    network.compile(optimizer=make_optimizer(keras, **settings["optimizer"]), loss=loss)
    batch = RUN["batchSize"] or trained
    made = math.ceil(RUN["steps"] / math.ceil(trained / batch))
    network.fit(
        x[:trained],
        y[:trained],
        sample_weight=weights[:trained],
        batch_size=batch,
        epochs=epochs or made,
        verbose=0,
    )
    outputs = np.asarray(network.predict(x, verbose=0), dtype=np.float64) * spread + offset
    report(outputs, target, weights, trained, "Keras " + keras.__version__)
