"""Networks in Keras and in a TensorFlow 1 session, from weights that they are given."""
import time

import keras
import numpy as np
import tensorflow as tf

from benchpeer import serve

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], 'float32')
Y = np.array([[1], [0], [0], [1]], 'float32')
WARM_UP = 20


def timed(steps, step):
    began = time.perf_counter()
    for i in range(steps):
        step(i)
    return (time.perf_counter() - began) * 1000


def xnor(kind, steps, layers):
    shapes = [(2, 2), (2,), (2, 1), (1,)]
    flat = [values for layer in layers for values in layer]
    weights = [np.array(values, 'float32').reshape(shape) for values, shape in zip(flat, shapes)]
    return xnor_in_keras(steps, weights) if kind == 'keras' else xnor_in_session(steps, weights)


def xnor_in_keras(steps, weights):
    model = keras.Sequential([
        keras.Input((2,)),
        keras.layers.Dense(2, 'sigmoid'),
        keras.layers.Dense(1, 'sigmoid'),
    ])
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss='mse')
    start_again = resettable(model, weights)
    for _ in range(WARM_UP):
        model.train_on_batch(X, Y)
    start_again()
    ms = timed(steps, lambda _: model.train_on_batch(X, Y))
    return {'ms': ms, 'loss': float(np.mean((model.predict_on_batch(X) - Y) ** 2))}


def xnor_in_session(steps, weights):
    v1 = tf.compat.v1
    with tf.Graph().as_default():
        x = v1.placeholder(tf.float32, [None, 2])
        y = v1.placeholder(tf.float32, [None, 1])
        w1, b1, w2, b2 = (v1.get_variable(f'v{i}', initializer=values) for i, values in enumerate(weights))
        output = tf.sigmoid(tf.sigmoid(x @ w1 + b1) @ w2 + b2)
        loss = tf.reduce_mean(tf.square(output - y))
        train = v1.train.AdamOptimizer(0.03, epsilon=1e-7).minimize(loss)
        initialize = v1.global_variables_initializer()
        with v1.Session() as session:
            given = {x: X, y: Y}
            session.run(initialize)
            for _ in range(WARM_UP):
                session.run([train, loss], given)
            session.run(initialize)
            ms = timed(steps, lambda _: session.run([train, loss], given))
            return {'ms': ms, 'loss': float(session.run(loss, given))}


known = {}


def layers(hidden, rate, x, y, batches, layers):
    if hidden not in known:
        model = keras.Sequential([
            keras.Input((784,)),
            keras.layers.Dense(hidden, 'relu'),
            keras.layers.Dense(10, 'softmax'),
        ])
        model.compile(optimizer=keras.optimizers.Adam(rate), loss='sparse_categorical_crossentropy')
        rows, targets = np.load(x), np.load(y)
        cut = [(rows[chosen], targets[chosen]) for chosen in np.load(batches)]
        start_again = resettable(model, [np.load(file) for layer in layers for file in layer])
        for given in cut[:5]:
            model.train_on_batch(*given)
        known[hidden] = model, rows, targets, cut, start_again
    model, rows, targets, cut, start_again = known[hidden]
    start_again()
    steps = len(cut) - 1
    ms = timed(steps, lambda i: model.train_on_batch(*cut[i]))
    model.train_on_batch(*cut[steps])
    p = model.predict_on_batch(rows)[np.arange(len(rows)), targets]
    return {'ms': ms / steps, 'loss': float(-np.log(np.clip(p, 1e-7, 1)).mean())}


def resettable(model, weights):
    """Sets weights and slots as at the beginning, and gives what does so again."""
    model.optimizer.build(model.trainable_variables)
    slots = [variable.numpy() for variable in model.optimizer.variables]

    def start_again():
        model.set_weights(weights)
        for variable, value in zip(model.optimizer.variables, slots):
            variable.assign(value)

    start_again()
    return start_again


serve(xnor=xnor, layers=layers)
