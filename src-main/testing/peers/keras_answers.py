"""Largest difference of Keras models' outputs from those that were written.

keras_answers.py (MODEL.keras POINTS.json)...
A JSON file of points has `inputs` [N][inputs] and `outputs` [N][units]. Writes a JSON list: a difference a
model, relative above 1.
"""
import json
import sys

import keras
import numpy as np


def compare(model_path, points_path):
    with open(points_path, encoding="utf-8") as file:
        points = json.load(file)
    model = keras.saving.load_model(model_path)
    assert isinstance(model.layers[0], keras.layers.Normalization)
    outputs = np.asarray(model.predict(np.array(points["inputs"], dtype=np.float32), verbose=0))
    wanted = np.array(points["outputs"])
    assert outputs.shape == wanted.shape, (outputs.shape, wanted.shape)
    return float(np.max(np.abs(outputs - wanted) / np.maximum(1, np.abs(wanted))))


paths = sys.argv[1:]
print(json.dumps([compare(*paths[i : i + 2]) for i in range(0, len(paths), 2)]))
