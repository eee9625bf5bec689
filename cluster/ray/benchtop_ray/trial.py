"""One trial on one node: a folder for its job, and Benchtop's command line in it."""

from __future__ import annotations

import csv
import ctypes
import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

JOB_FILE = "benchtop-job.json"
#: Seconds between two looks at what a trial has logged.
LOOK_SECONDS = 2.0
#: Lines of what a failed trial wrote that are passed on.
ERROR_LINES = 5

Report = Callable[[int, dict[str, float]], None]


class TrialFailed(RuntimeError):
    """A trial that left no result, with what the command line said of it."""


def told_of(error: Exception) -> str:
    """One sentence of why a trial has no result, of what Ray hands on of it."""
    cause = getattr(error, "cause", None)
    if isinstance(cause, TrialFailed):
        return str(cause)
    lines = str(error if cause is None else f"{type(cause).__name__}: {cause}").strip().splitlines()
    return lines[0][:1000] if lines else type(error).__name__


def node_folder(group_id: str) -> Path:
    """
    Folder of a group on this node, the same for each of its trials and for each try of one: below
    BENCHTOP_SCRATCH of the node's Ray, or else where temporary files go.
    """
    parent = Path(os.environ.get("BENCHTOP_SCRATCH") or tempfile.gettempdir())
    return parent / f"benchtop-ray-{os.getuid()}" / group_id


def prepare(job: dict[str, Any], folder: Path) -> None:
    """Writes the job's folder unless it is there: its file, and its data where the cluster has put it."""
    (folder / "results").mkdir(parents=True, exist_ok=True)
    for entry in job["files"]:
        target = folder / entry["copy"]
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        source = data_file(entry["sha256"], target.name)
        aside = target.with_name(f".{target.name}.{os.getpid()}")
        aside.unlink(missing_ok=True)
        aside.symlink_to(source)
        aside.replace(target)
    path = folder / JOB_FILE
    aside = folder / f".{JOB_FILE}.{os.getpid()}"
    aside.write_text(json.dumps(job), encoding="utf-8")
    aside.replace(path)


def data_file(sha256: str, name: str) -> Path:
    """A data file in the package that Ray has unpacked on this node, which is found by its hash."""
    package = f"benchtop_data_{sha256[:16]}"
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise TrialFailed(f"The data package {package} is not on this node.")
    return Path(found.origin).parent / name


def end_with_parent() -> None:
    """Has the kernel end this process with the worker that started it, however that ends (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def last_row(path: Path) -> dict[str, float]:
    """The last whole row of a log, by column; empty where there is none."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header = file.readline().rstrip("\r\n")
            file.seek(max(len(header) + 1, path.stat().st_size - 4096))
            lines = [line for line in file.read().split("\n")[:-1] if line]
    except OSError:
        return {}
    if not header or not lines:
        return {}
    names, cells = next(csv.reader([header])), next(csv.reader([lines[-1]]))
    if len(names) != len(cells):
        return {}
    return {name: float(cell) for name, cell in zip(names, cells) if is_number(cell)}


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def train(
    job: dict[str, Any], place: int, command: list[str], cluster: str, report: Report, alone: bool = False
) -> bytes:
    """
    Trains one trial, from its last checkpoint where this node began it before.

    :param place: of the trial, from 0 on
    :param command: Benchtop's command line on this node
    :param cluster: what the run's record says of where it was trained
    :param report: told the last row of its log now and then
    :param alone: whether it has a folder of its own: jobs of a search differ in the trials that are known
    :returns: the capsule with its run
    :raises TrialFailed: where it leaves none
    """
    group_id = job["group"]["id"]
    number = place + 1
    folder = node_folder(group_id) / f"{number:04d}" if alone else node_folder(group_id)
    try:
        prepare(job, folder)
    except OSError as error:
        raise TrialFailed(
            f"{os.uname().nodename} cannot keep the job in {folder}: {error.strerror or error}. "
            "Make room there, or take that node out."
        ) from error
    result = folder / "results" / f"{number:04d}.benchtop"
    env = {**os.environ, "BENCHTOP_CLUSTER": cluster}
    try:
        child = subprocess.Popen(
            [*command, "trial", str(folder), str(number)],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            preexec_fn=end_with_parent,
        )
    except OSError as error:
        raise TrialFailed(
            f"Benchtop cannot be started on {os.uname().nodename} as “{' '.join(command)}”: {error.strerror}. "
            "Install it there, or name it with --remote-command."
        ) from error
    log = folder / "work" / f"{number:04d}" / "runs" / f"{group_id}-{number:04d}" / "metrics.csv"
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            row = last_row(log)
            if row:
                report(place, row)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    output, _ = child.communicate()
    over.set()
    if child.returncode != 0 or not result.exists():
        lines = output.strip().splitlines()[-ERROR_LINES:]
        # Who speaks is clear here.
        said = " ".join(line.removeprefix("benchtop: ") for line in lines)
        raise TrialFailed(f"{os.uname().nodename}: {said or f'ended with {child.returncode}'}")
    capsule = result.read_bytes()
    result.unlink()
    return capsule
