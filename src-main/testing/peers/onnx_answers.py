"""Holds the answers of ONNX models to the rows of a CSV against the answers that Benchtop wrote.

onnx_answers.py (MODEL.onnx ROWS.csv ANSWERS.csv)...
Writes a JSON list, of each model: rows, names of the outputs, labels that differ, the largest difference of a number
(relative above 1).
"""
import csv
import datetime
import json
import sys

import numpy as np
import onnx
import onnxruntime

MISSING = {"", "NA"}
EPOCH = datetime.date(1970, 1, 1)


def column_values(cells, kind):
    """The cells of a column as the model takes them, [N, 1]."""
    if kind == "category":
        values = np.array(["" if cell in MISSING else cell for cell in cells], dtype=object)
    elif kind == "date":
        days = [np.nan if cell in MISSING else (datetime.date.fromisoformat(cell) - EPOCH).days for cell in cells]
        values = np.array(days, dtype=np.float64)
    else:
        values = np.array([np.nan if cell in MISSING else float(cell) for cell in cells], dtype=np.float32)
    return values.reshape(-1, 1)


def number_pairs(row, answer, outputs, classes):
    """Numbers of a row: what the model gave, and what was written."""
    for column in ("output", "logit"):
        if column in answer:
            yield outputs["value"][row, 0], answer[column]
    for place, name in enumerate(classes):
        named = ((f"p({name})", "probabilities"), (f"plattProbability.{name}", "probabilities"), (f"logit.{name}", "value"))
        for column, output in named:
            if column in answer:
                yield outputs[output][row, place], answer[column]
    if "distance" in answer:
        nearest = np.sort(outputs["distances"][row])
        yield nearest[0], answer["distance"]
        yield nearest[1], answer["secondDistance"]


def compare(model_path, rows_path, answers_path):
    model = onnx.load(model_path)
    onnx.checker.check_model(model, full_check=True)
    facts = {entry.key: entry.value for entry in model.metadata_props}
    with open(rows_path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with open(answers_path, newline="", encoding="utf-8") as file:
        answers = list(csv.DictReader(file))
    feed = {
        column["input"]: column_values([row[column["column"]] for row in rows], column["type"])
        for column in json.loads(facts["benchtop.columns"])
    }
    session = onnxruntime.InferenceSession(model_path)
    names = [output.name for output in session.get_outputs()]
    outputs = dict(zip(names, session.run(None, feed)))
    classes = json.loads(facts["benchtop.classes"])
    differing, largest = 0, 0.0
    for row, answer in enumerate(answers):
        for column in ("class", "predicted", "clusterName"):
            if column in answer and "label" in outputs:
                differing += str(outputs["label"][row]) != answer[column]
        if "cluster" in answer:
            differing += int(outputs["cluster"][row]) != int(answer["cluster"])
        for got, written in number_pairs(row, answer, outputs, classes):
            wanted = float(written)
            difference = abs(float(got) - wanted) / max(1.0, abs(wanted))
            # A comparison with NaN is never above.
            largest = difference if not difference <= largest else largest
    return {"rows": len(answers), "outputs": names, "differing": int(differing), "largest": largest}


paths = sys.argv[1:]
print(json.dumps([compare(*paths[i : i + 3]) for i in range(0, len(paths), 3)]))
