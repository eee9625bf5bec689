RUN = json.loads(RUN_JSON)
MODEL, DATA, METRICS = RUN["model"], RUN["data"], RUN["metrics"]


def unpack(text):
    """Whole numbers that were packed as bytes, deflated, in base64."""
    return np.frombuffer(zlib.decompress(base64.b64decode(text)), dtype="<i4")


def read_bytes(path):
    """The data file as it was: its SHA-256 is compared."""
    if DATA["inline"] is not None:
        return zlib.decompress(base64.b64decode(DATA["inline"]))
    beside = pathlib.Path(__file__).resolve().parent / DATA["name"]
    for place in [path, beside, DATA["path"]]:
        if place is not None and pathlib.Path(place).is_file():
            content = pathlib.Path(place).read_bytes()
            if hashlib.sha256(content).hexdigest() != DATA["sha256"]:
                sys.exit(f"{place} is not the file that the run was trained on: its SHA-256 is another.")
            return content
    sys.exit(f"There is no {DATA['name']}: say where it lies with --data.")


def read_records(content):
    """Cells of every record by the line that it begins in, 1-based."""
    text = content.decode(DATA["encoding"]).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if DATA["delimiter"] == "whitespace":
        return {number: line.split() for number, line in enumerate(text.split("\n"), 1)}
    quoting = {"quoting": csv.QUOTE_NONE} if DATA["quote"] == "" else {"quotechar": DATA["quote"]}
    lines = io.StringIO(text, newline="\n")
    reader = csv.reader(lines, delimiter=DATA["delimiter"], **quoting)
    records, begins = {}, 1
    for cells in reader:
        records[begins] = cells
        begins = reader.line_num + 1
    return records


def read_table(content):
    """The rows that the run used, training rows first: texts of the cells, and how many are for training."""
    records = read_records(content)
    training, validation = unpack(DATA["trainLines"]), unpack(DATA["validationLines"])
    rows = [records[line] for line in [*training, *validation]]
    cells = {
        name: pd.Series([row[place].strip() if place < len(row) else "" for row in rows], dtype=object)
        for name, place in DATA["columns"].items()
    }
    return pd.DataFrame(cells), len(training)


def to_number(text):
    plain = text if DATA["thousands"] == "" else text.replace(DATA["thousands"], "")
    return float(plain.replace(DATA["decimal"], "."))


def to_day(text):
    """Days since 1970-01-01 UTC, the time of day as a fraction."""
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    return (moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)) / datetime.timedelta(days=1)


def date_parts(day, parts):
    moment = pd.Timestamp(0) + pd.Timedelta(microseconds=round(day * 86_400_000_000))
    values = {"year": moment.year, "month": moment.month, "day": moment.day}
    values |= {"weekday": moment.weekday(), "hour": moment.hour, "elapsed": day}
    return [values[part] for part in parts]


def read_column(table, column):
    """A column's values, missing ones as None."""
    name = column["name"]
    read = {"number": to_number, "date": to_day, "category": str}[column["type"]]
    missing = DATA["missing"].get(name, DATA["missing"][""])
    return [None if text in missing else read(text) for text in table[name]]


def fit_fill(values, policy, constant):
    """What stands in for a missing value, from the training rows; None: nothing."""
    known = [value for value in values if value is not None]
    if policy in ("mean", "median"):
        return float(np.mean(known) if policy == "mean" else np.median(known))
    if policy == "mostFrequent":
        return pd.Series(known).value_counts().to_dict()
    return constant if policy == "constant" else None


def check_fill(column, values):
    fill, fitted = column["fill"], fit_fill(values, column["policy"], column["constant"])
    if fill is None:
        return
    if isinstance(fitted, dict):
        # Of equally frequent values any may stand in.
        assert fitted[fill] == max(fitted.values()), (column["name"], fill, fitted)
    elif isinstance(fitted, float):
        assert np.isclose(fitted, fill, rtol=1e-9, atol=1e-12), (column["name"], fill, fitted)
    elif fitted is not None:
        assert fitted == fill, (column["name"], fill, fitted)


def encode(table, trained):
    """The model's inputs in raw units, [rows][inputs]; fills are fitted anew and compared."""
    blocks = []
    for column in MODEL["columns"]:
        values = read_column(table, column)
        check_fill(column, values[:trained])
        values = [column["fill"] if value is None else value for value in values]
        words, encoding = column["categories"], column["encoding"]
        if encoding == "oneHot":
            block = [[float(word == value) for word in words] for value in values]
        elif encoding == "ordinal":
            block = [[float(words.index(value))] for value in values]
        elif encoding == "dateParts":
            block = [date_parts(value, column["parts"]) for value in values]
        else:
            block = [[float(value)] for value in values]
        blocks.append(np.array(block, dtype=np.float64))
    return np.hstack(blocks)


def scale(inputs, trained):
    """(x - offset) / scale; offsets and scales are fitted anew on the training rows and compared."""
    offset, spread = np.array(MODEL["scaler"]["offset"]), np.array(MODEL["scaler"]["scale"])
    for j, kind in enumerate(DATA["scalings"]):
        x = inputs[:trained, j]
        low, middle, high = np.quantile(x, [0.25, 0.5, 0.75])
        fitted = {
            "standard": (x.mean(), x.std()),
            "minmax": (x.min(), x.max() - x.min()),
            "robust": (middle, high - low),
            "none": (0.0, 1.0),
        }[kind]
        # A constant column is not divided.
        if fitted[1] > 1e-12 * max(1, abs(fitted[0])):
            assert np.allclose(fitted, (offset[j], spread[j]), rtol=1e-9, atol=1e-9), (j, fitted, offset[j], spread[j])
    return (inputs - offset) / spread


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def gelu(z):
    return 0.5 * z * (1 + np.vectorize(math.erf, otypes=[float])(z / math.sqrt(2)))


ACTIVATIONS = {
    "linear": lambda z: z,
    "sigmoid": lambda z: 0.5 * (1 + np.tanh(0.5 * z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "leakyRelu": lambda z: np.where(z < 0, 0.2 * z, z),
    "elu": lambda z: np.where(z < 0, np.expm1(np.minimum(z, 0)), z),
    "gelu": gelu,
    "softmax": softmax,
}


def compute(x):
    """Outputs of the stored model for scaled inputs: of the last layer, or squared distances to the centres."""
    if MODEL["centers"] is not None:
        return ((x[:, None, :] - np.array(MODEL["centers"])[None]) ** 2).sum(axis=2)
    if MODEL["fourier"] is not None:
        weights, phases = np.array(MODEL["fourier"]["weights"]), np.array(MODEL["fourier"]["phases"])
        x = math.sqrt(2 / len(phases)) * np.cos(x @ weights.T + phases)
    for layer in MODEL["layers"]:
        x = ACTIVATIONS[layer["activation"]](x @ np.array(layer["kernel"]) + np.array(layer["bias"]))
    return x


def read_target(table):
    """Numbers, or places among the classes; None for a model that learns none."""
    name, classes = MODEL["target"], MODEL["classes"]
    if name is None or name not in table:
        return None
    if classes == []:
        return np.array([to_number(text) for text in table[name]])
    read = to_number if isinstance(classes[0], (int, float)) else str
    return np.array([classes.index(read(text)) for text in table[name]])


def read_weights(table):
    name = DATA["weight"]
    return np.ones(len(table)) if name is None else np.array([to_number(text) for text in table[name]])


def row_losses(outputs, target):
    """The network's loss of each row, in the target's own units."""
    name, delta = RUN["loss"]["name"], RUN["loss"]["delta"]
    rows = np.arange(len(target))
    if name == "categoricalCrossentropy":
        return -np.log(np.clip(outputs[rows, target.astype(int)], 1e-7, 1 - 1e-7))
    output = outputs[:, 0]
    error = np.abs(output - target)
    if name == "meanSquaredError":
        return error**2
    if name == "meanAbsoluteError":
        return error
    if name == "huber":
        return np.where(error <= delta, 0.5 * error**2, delta * (error - 0.5 * delta))
    if name == "hinge":
        return np.maximum(0, 1 - (2 * target - 1) * output)
    p = np.clip(output, 1e-7, 1 - 1e-7)
    return -(target * np.log(p) + (1 - target) * np.log(1 - p))


def choose_class(outputs):
    answer = MODEL["answer"]
    if answer["kind"] == "largest":
        return outputs.argmax(axis=1)
    above = outputs[:, 0] >= answer["threshold"] if answer["inclusive"] else outputs[:, 0] > answer["threshold"]
    return above.astype(int)


def measure(outputs, target, weights):
    """Metrics of some rows by Benchtop's names, each row by its weight."""

    def mean(values):
        return float(np.average(values, weights=weights))

    if MODEL["centers"] is not None:
        nearest = outputs.min(axis=1)
        return {"inertia": float((weights * nearest).sum()), "meanSquaredDistance": mean(nearest)}
    found = {}
    if MODEL["kind"] == "network":
        found["loss"] = mean(row_losses(outputs, target)) + RUN["loss"]["penalty"]
    if MODEL["kind"] == "logistic-regression":
        own = outputs[np.arange(len(target)), target]
        found["logLoss"] = mean(-np.log(np.clip(own, np.finfo(float).eps, 1 - np.finfo(float).eps)))
    if MODEL["kind"] == "svm":
        sides = 2 * (target[:, None] == np.arange(outputs.shape[1])) - 1
        if outputs.shape[1] == 1:
            sides = 2 * target[:, None] - 1
        found["hingeLoss"] = mean(np.maximum(0, 1 - sides * outputs).mean(axis=1))
    if MODEL["answer"]["kind"] != "numbers":
        found["accuracy"] = mean(choose_class(outputs) == target)
    else:
        error = outputs[:, 0] - target
        found["mae"], found["rmse"] = mean(np.abs(error)), math.sqrt(mean(error**2))
        spread = mean((target - np.average(target, weights=weights)) ** 2)
        found["r2"] = 1 - mean(error**2) / spread if spread > 0 else math.nan
    return found


def prove(outputs, target, weights, trained):
    """Compares the metrics that the run stored with those of the rows as they were just prepared."""
    parts = [("", slice(None, trained)), ("val", slice(trained, None))]
    compared = 0
    for prefix, rows in parts:
        if len(outputs[rows]) == 0:
            continue
        for name, value in measure(outputs[rows], None if target is None else target[rows], weights[rows]).items():
            key = name if prefix == "" else prefix + name[0].upper() + name[1:]
            if key not in METRICS:
                continue
            wanted = float(METRICS[key])
            assert abs(value - wanted) <= 1e-5 * max(1, abs(wanted)), f"{key} is {value}, the run has {wanted}"
            print(f"{key}: {value:.6g}, as the run has it")
            compared += 1
    assert compared > 0, "no metric could be compared"


def main():
    parser = argparse.ArgumentParser(description=f"Proves and trains anew: {MODEL['run']['name']}")
    parser.add_argument("--data", help="where the data file lies, if not where it was")
    parser.add_argument("--no-train", action="store_true", help="only prove the stored numbers")
    parser.add_argument("--epochs", type=int, help="of a network; as many as the run made without the option")
    options = parser.parse_args()
    table, trained = read_table(read_bytes(options.data))
    inputs = encode(table, trained)
    x, target, weights = scale(inputs, trained), read_target(table), read_weights(table)
    print(f"{trained} training rows, {len(table) - trained} validation rows, {x.shape[1]} inputs")
    prove(compute(x), target, weights, trained)
    if not options.no_train:
        train(x, target, weights, trained, options.epochs)


