"""Logs runs of your own code into Benchtop's workspace, and reads runs back from it.

One file, Python 3.8 or later, standard library only. Copy it beside your script.

    import benchtop                       # or: import benchtop as wandb

    run = benchtop.init(project="bridges", name="first", config={"lr": 0.1})
    for step in range(100):
        benchtop.log({"loss": 1 / (step + 1)}, step=step)
    benchtop.finish()

    benchtop.runs(), benchtop.metrics(run), benchtop.predictions(run)   # tables, pandas where it is there

Every row is handed to the system before `log` returns: a process that is killed loses none, and
Benchtop shows its run as interrupted. The layout is published in Benchtop's docs/file-formats.md.
"""

import atexit
import csv
import json
import math
import os
import random
import socket
import sys
import threading
import time
import warnings
from datetime import datetime, timezone

__all__ = ["init", "log", "finish", "config", "define_metric", "runs", "metrics", "predictions", "workspace", "Run"]
__version__ = "1"

_WRITER = "benchtop.py " + __version__
# How often a run that logs nothing says that it is still there, in seconds.
_HEARTBEAT = 60.0
# Bytes that wait for room on a full disk, at most.
_MAX_PENDING = 64 << 20


def workspace(dir=None):
    """Folder of the workspace: `dir`, else BENCHTOP_WORKSPACE, else where Benchtop keeps its own."""
    chosen = dir or os.environ.get("BENCHTOP_WORKSPACE")
    if chosen:
        return os.path.abspath(os.path.expanduser(os.fspath(chosen)))
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        data = os.environ.get("APPDATA") or os.path.join(home, "AppData", "Roaming")
    elif sys.platform == "darwin":
        data = os.path.join(home, "Library", "Application Support")
    else:
        data = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    return os.path.join(data, "benchtop", "workspace")


class Config(dict):
    """Settings of a run: a dict whose keys are attributes too. A change is in run.json at once."""

    def __init__(self, values=None, changed=None):
        super().__init__(values or {})
        object.__setattr__(self, "_changed", changed or (lambda: None))

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        self._changed()

    def __delitem__(self, key):
        super().__delitem__(key)
        self._changed()

    def __getattr__(self, key):
        try:
            return self[key]
        except KeyError:
            raise AttributeError("the config has no " + repr(key)) from None

    def __setattr__(self, key, value):
        self[key] = value

    def update(self, *args, **kwargs):
        kwargs.pop("allow_val_change", None)
        super().update(*args, **kwargs)
        self._changed()

    def setdefault(self, key, default=None):
        value = super().setdefault(key, default)
        self._changed()
        return value


class Summary:
    """Figures of a whole run: `run.summary["best"] = 0.9` stands beside the last values of what was logged."""

    def __init__(self, run):
        self.__dict__["_run"] = run

    def __getitem__(self, key):
        return self._run._figures[key][0]

    def __setitem__(self, key, value):
        self._run._sum_up(str(key), value)

    def __getattr__(self, key):
        try:
            return self[key]
        except KeyError:
            raise AttributeError(key) from None

    def __setattr__(self, key, value):
        self[key] = value

    def __contains__(self, key):
        return key in self._run._figures

    def get(self, key, default=None):
        return self[key] if key in self else default

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value


class NotKept:
    """Stands for what other trackers keep and a run here has no place for: pictures, tables, artifacts, code."""

    def __init__(self, *_, **__):
        pass

    def __call__(self, *_, **__):
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self


class Run:
    """A run that is being logged. Made by `init`; a context manager, which ends it as failed on an exception."""

    def __init__(self, project, name, config, group, dir, tags, notes, directions, id):
        self._lock = threading.RLock()
        self._pid = os.getpid()
        self._began = time.monotonic()
        self._step = -1
        self._columns = []
        self._known = set()
        self._waiting = {}
        self._waiting_step = None
        self._pending = b""
        self._figures = {}
        self._told = set()
        self._is_over = False
        self.id = id or _new_id()
        self.project = project
        self.name = name or (project or "run") + " " + self.id[9:15]
        self.group = group
        self.config = Config(config, self._write)
        self.summary = Summary(self)
        self._created = _now()
        self._document = {
            "schemaVersion": 1,
            "kind": "external",
            "status": "running",
            "error": None,
            "createdAt": self._created,
            "startedAt": self._created,
            "endedAt": None,
            "metrics": {key: {"direction": way} for key, way in (directions or {}).items()},
            "tags": [str(tag)[:60] for tag in (tags or [])],
            "note": str(notes or ""),
            "writer": _WRITER,
            "host": socket.gethostname(),
            "session": _session(),
        }
        runs_folder = os.path.join(workspace(dir), "runs")
        os.makedirs(runs_folder, exist_ok=True)
        self.dir = os.path.join(runs_folder, self.id)
        if os.path.exists(self.dir):
            raise FileExistsError("There is a run " + self.id + " already in " + runs_folder + ".")
        # Made aside: a folder without a run.json would look damaged to whoever lists the runs now.
        aside = os.path.join(runs_folder, "." + self.id + ".new")
        os.makedirs(aside)
        self._path = os.path.join(aside, "run.json")
        self._write()
        os.rename(aside, self.dir)
        self._path = os.path.join(self.dir, "run.json")
        self._file = os.open(
            os.path.join(self.dir, "metrics.csv"),
            os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0),
            0o644,
        )
        self._ended = threading.Event()
        threading.Thread(target=self._beat, name="benchtop", daemon=True).start()
        atexit.register(self._at_exit)

    def log(self, data, step=None, commit=None):
        """Logs a dict of numbers as one row; nested dicts become `outer/inner`.

        Without `step` rows are counted from 0. What is no number is left out, which is said once a name.
        A step below the last one is left out too: steps only grow. `commit=False` waits for the next call.
        """
        with self._lock:
            if self._is_over:
                raise RuntimeError("This run is finished: call init() for another one.")
            if step is not None:
                step = int(step)
                if step < self._step:
                    self._tell("step", "steps only grow: step %d after step %d is left out." % (step, self._step))
                    return
                if self._waiting and self._waiting_step is not None and step != self._waiting_step:
                    self._commit()
                self._waiting_step = step
            self._take("", data)
            if commit is None:
                commit = True
            if commit:
                self._commit()

    def define_metric(self, name, direction=None, summary=None, goal=None, **_):
        """Says which way a metric gets better: `direction` "minimize" or "maximize" (or `goal`, `summary` "min", "max")."""
        way = direction or goal or {"min": "minimize", "max": "maximize"}.get(str(summary))
        if way in ("minimize", "maximize"):
            with self._lock:
                self._document["metrics"][str(name)] = {"direction": way}
                self._write()

    def finish(self, exit_code=None, quiet=None, status=None, error=None):
        """Ends the run: finished, or with an exit code other than 0 failed."""
        with self._lock:
            if self._is_over or os.getpid() != self._pid:
                return
            if self._waiting:
                self._commit()
            self._put(b"")
            self._is_over = True
            self._ended.set()
            os.close(self._file)
            self._document["status"] = status or ("failed" if exit_code else "finished")
            self._document["error"] = error
            self._document["endedAt"] = _now()
            self._document["summary"] = {name: _figure(*figure) for name, figure in self._figures.items()}
            self._document["steps"] = max(0, self._step)
            self._document["elapsedMs"] = self._elapsed()
            self._document["host"] = self._document["session"] = None
            self._write()
            atexit.unregister(self._at_exit)
        global _current
        if _current is self:
            _current = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            self.finish()
        elif kind is KeyboardInterrupt:
            self.finish(status="stopped")
        else:
            self.finish(status="failed", error="%s: %s" % (kind.__name__, value))

    def _take(self, prefix, data):
        for key, value in dict(data).items():
            name = prefix + str(key).replace("\r", " ").replace("\n", " ")
            if isinstance(value, dict):
                self._take(name + "/", value)
                continue
            number = _number(value)
            if number is None:
                self._tell(name, "%r is no number and is left out: log() keeps numbers." % name)
            else:
                self._waiting[name] = number

    def _commit(self):
        values, self._waiting = self._waiting, {}
        step = self._waiting_step
        self._waiting_step = None
        if step is None:
            step = self._step + 1
        self._step = step
        if not values:
            return
        head = b""
        if not self._known.issuperset(values):
            fresh = [name for name in values if name not in self._known]
            self._columns += fresh
            self._known.update(fresh)
            names = ["step", "elapsedMs"] + self._columns
            head = (",".join(map(_quote, names)) + "\n").encode("utf-8")
        get = values.get
        cells = [str(step), repr(self._elapsed())]
        cells += [_cell(get(name)) for name in self._columns]
        self._put(head + (",".join(cells) + "\n").encode("ascii"))
        for name, value in values.items():
            self._note(name, value, step)

    def _sum_up(self, name, value):
        number = _number(value)
        if number is None:
            self._tell(name, "%r is no number and is left out: summary keeps numbers." % name)
            return
        with self._lock:
            self._note(name, number, max(0, self._step))

    def _note(self, name, value, step):
        figure = self._figures.get(name)
        if figure is None:
            self._figures[name] = figure = [value, math.inf, 0, -math.inf, 0]
        figure[0] = value
        if -math.inf < value < math.inf:
            if value < figure[1]:
                figure[1], figure[2] = value, step
            if value > figure[3]:
                figure[3], figure[4] = value, step

    def _put(self, data):
        """Appends bytes; what a full disk does not take goes before the next ones, so that no line is torn."""
        data = self._pending + data
        self._pending = b""
        while data:
            try:
                written = os.write(self._file, data)
            except OSError as error:
                self._tell("disk", "metrics.csv cannot be written now (%s): its rows wait in memory." % error)
                if len(data) <= _MAX_PENDING:
                    self._pending = data
                return
            data = data[written:]

    def _write(self):
        with self._lock:
            document = dict(self._document, name=self.name, project=self.project, group=self.group)
            document["config"] = _plain(self.config)
            text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
            try:
                _replace(self._path, text + "\n")
            except OSError as error:
                self._tell("run.json", "run.json cannot be written now: %s." % error)

    def _beat(self):
        while not self._ended.wait(_HEARTBEAT):
            try:
                os.utime(self._path)
            except OSError:
                pass

    def _elapsed(self):
        return round((time.monotonic() - self._began) * 1000, 3)

    def _tell(self, about, text):
        if about not in self._told:
            self._told.add(about)
            warnings.warn("benchtop: " + text, stacklevel=4)

    def _at_exit(self):
        # After an exception that nobody caught.
        value = getattr(sys, "last_value", None)
        if value is None:
            self.finish()
        else:
            self.finish(status="failed", error="%s: %s" % (type(value).__name__, value))


_current = None
_outside = Config()
_told = set()
# Of trackio and wandb: a script that uses them runs on.
_NOT_KEPT = frozenset(
    "watch unwatch save restore alert log_artifact use_artifact log_code mark_preempting Settings Artifact "
    "Image Histogram Table Video Audio Html Plotly Object3D Molecule Graph plot".split()
)


def init(project=None, name=None, config=None, group=None, dir=None, tags=None, notes=None, directions=None, id=None, **_):
    """Begins a run, and ends the one before.

    project, group: names that runs are found by. name: of the run. config: settings, any JSON.
    dir: the workspace; BENCHTOP_WORKSPACE or Benchtop's own without it. directions: {"score": "maximize"}.
    Other arguments, as trackio and wandb have them, are taken and do nothing; `import benchtop as wandb` runs on.
    """
    global _current
    if _current is not None:
        _current.finish()
    settings = dict(_outside)
    settings.update(vars(config) if hasattr(config, "__dict__") and not isinstance(config, dict) else config or {})
    _current = Run(project, name, settings, group, dir, tags, notes, directions, id)
    return _current


def log(data, step=None, commit=None):
    """Logs a dict of numbers of the run that `init` began: see `Run.log`."""
    if _current is None:
        raise RuntimeError("Call benchtop.init() before benchtop.log().")
    _current.log(data, step, commit)


def finish(exit_code=None, quiet=None):
    """Ends the run that `init` began."""
    if _current is not None:
        _current.finish(exit_code)


def define_metric(name, **options):
    """Says which way a metric of the run gets better: see `Run.define_metric`."""
    if _current is not None:
        _current.define_metric(name, **options)


def __getattr__(name):
    if name == "run":
        return _current
    if name == "config":
        return _outside if _current is None else _current.config
    if name == "summary" and _current is not None:
        return _current.summary
    if name == "login":
        return lambda *_, **__: True
    if name in _NOT_KEPT:
        if name not in _told:
            _told.add(name)
            warnings.warn("benchtop: %s() is taken and does nothing: a run keeps settings and numbers." % name, stacklevel=2)
        return NotKept
    raise AttributeError("module 'benchtop' has no attribute " + repr(name))


def runs(dir=None):
    """All runs of the workspace, newest first: a pandas DataFrame where pandas is there, else a list of dicts.

    Settings are `config.…` or, of Benchtop's own runs, `model.…`, `training.…` and `dataset.…`; last values are `metric.…`.
    """
    folder = os.path.join(workspace(dir), "runs")
    found = []
    for id in sorted(os.listdir(folder) if os.path.isdir(folder) else [], reverse=True):
        try:
            with open(os.path.join(folder, id, "run.json"), encoding="utf-8-sig") as file:
                record = json.load(file)
        except (OSError, ValueError):
            continue
        if isinstance(record, dict) and not id.startswith("."):
            found.append(_row(id, os.path.join(folder, id), record))
    return _table(found)


def metrics(run, dir=None):
    """Logged rows of a run (a Run, an id, the beginning of one or a folder): step, elapsedMs and a column a metric."""
    return _table(list(_rows(os.path.join(_folder(run, dir), "metrics.csv"))))


def predictions(run, dir=None):
    """Rows of a run of Benchtop's own with what its model says of each, as in its predictions.csv."""
    path = os.path.join(_folder(run, dir), "predictions.csv")
    with open(path, newline="", encoding="utf-8-sig") as file:
        return _table([{key: _read_cell(value) for key, value in row.items()} for row in csv.DictReader(file)])


def _folder(run, dir):
    if isinstance(run, Run):
        return run.dir
    text = os.fspath(run)
    if os.path.isdir(text) and os.path.isfile(os.path.join(text, "run.json")):
        return text
    parent = os.path.join(workspace(dir), "runs")
    names = [name for name in os.listdir(parent) if name.startswith(text) and not name.startswith(".")]
    if text in names:
        names = [text]
    if len(names) != 1:
        raise LookupError("%s run begins with %r in %s." % ("No" if not names else "More than one", text, parent))
    return os.path.join(parent, names[0])


def _row(id, path, record):
    row = {"id": id, "path": path}
    for key in ("name", "status", "createdAt", "startedAt", "endedAt", "steps", "elapsedMs", "note"):
        row[key] = record.get(key)
    if record.get("kind") == "external":
        row["kind"] = "external"
        row["project"], row["group"] = record.get("project"), record.get("group")
        _flatten("config", record.get("config") or {}, row)
        last = {name: figure.get("last") for name, figure in (record.get("summary") or {}).items()}
        if not last:
            for logged in _rows(os.path.join(path, "metrics.csv")):
                last.update({name: value for name, value in logged.items() if value is not None})
            last.pop("step", None), last.pop("elapsedMs", None)
    else:
        experiment = record.get("experiment") or {}
        row["kind"] = (experiment.get("model") or {}).get("kind")
        row["seed"] = experiment.get("seed")
        row["group"] = (record.get("group") or {}).get("name")
        for part in ("model", "training", "dataset"):
            _flatten(part, experiment.get(part) or {}, row)
        last = record.get("summary") or {}
    for name, value in last.items():
        row["metric." + name] = float(value) if isinstance(value, str) else value
    return row


def _rows(path):
    """Rows of a metrics.csv, whose header may come again with more columns; torn lines are left out."""
    header = []
    try:
        file = open(path, newline="", encoding="utf-8-sig")
    except FileNotFoundError:
        return
    with file:
        for cells in csv.reader(line for line in file if line.endswith("\n")):
            if cells[:2] == ["step", "elapsedMs"]:
                header = cells
            elif len(cells) == len(header):
                yield {name: _read_cell(cell) for name, cell in zip(header, cells)}


def _read_cell(text):
    if text == "" or text is None:
        return None
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if text.lstrip("-").isdigit() and abs(number) < 2**53 else number


def _flatten(path, value, into):
    if isinstance(value, dict):
        for key, part in value.items():
            _flatten(path + "." + str(key), part, into)
    else:
        into[path] = json.dumps(value) if isinstance(value, list) else value


def _table(rows):
    try:
        import pandas
    except ImportError:
        return rows
    return pandas.DataFrame(rows)


def _number(value):
    """A number of Python, numpy, torch, jax or tensorflow; None for anything else."""
    kind = type(value)
    if kind is float or kind is int:
        return value
    if kind is bool:
        return int(value)
    if isinstance(value, (str, bytes)) or value is None:
        return None
    try:
        return value.item() + 0 if hasattr(value, "item") else float(value)
    except (TypeError, ValueError, RuntimeError):
        return None


def _cell(value):
    if value is None:
        return ""
    if value != value:
        return "NaN"
    if value in (math.inf, -math.inf):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)


def _figure(last, least, least_step, greatest, greatest_step):
    figure = {"last": last if -math.inf < last < math.inf else _cell(last)}
    if least <= greatest:
        figure.update(min=least, minStep=least_step, max=greatest, maxStep=greatest_step)
    return figure


def _quote(text):
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text


def _plain(value, depth=0):
    """A value as JSON has it: what JSON does not know becomes text."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else _cell(value)
    if depth < 50 and isinstance(value, dict):
        return {str(key): _plain(part, depth + 1) for key, part in value.items()}
    if depth < 50 and isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(part, depth + 1) for part in value]
    number = _number(value)
    return str(value) if number is None or isinstance(number, complex) else _plain(number)


def _replace(path, text):
    """Replaces a file by a whole new one, or leaves the old one."""
    aside = "%s.%d.tmp" % (path, os.getpid())
    try:
        with open(aside, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except OSError:
        if os.path.exists(aside):
            os.remove(aside)
        raise


def _now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _new_id():
    now = datetime.now(timezone.utc)
    return now.strftime("%Y%m%d-%H%M%S-") + "%03d-%06x" % (now.microsecond // 1000, random.SystemRandom().getrandbits(24))


def _session():
    """This process, told from every other one that has or had its number."""
    boot, start, pid = "boot", "", os.getpid()
    try:
        with open("/proc/sys/kernel/random/boot_id") as file:
            boot = file.read().strip()
        with open("/proc/self/stat") as file:
            text = file.read()
        pid = int(text[: text.index(" ")])
        start = text[text.rindex(")") + 2 :].split(" ")[19]
    except (OSError, ValueError, IndexError):
        pass
    return "%s.%d.%08x.%s" % (boot, pid, random.SystemRandom().getrandbits(32), start)
