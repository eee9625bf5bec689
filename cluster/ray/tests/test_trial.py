from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchtop_ray import trial

JOB = {"group": {"id": "20260101-000000-000-abcdef"}, "files": []}

#: Stands for Benchtop's command line: writes what a trial would leave.
PROGRAM = """
import pathlib, sys
folder, number = pathlib.Path(sys.argv[2]), int(sys.argv[3])
if number == 2:
    print("benchtop: The data was changed."); sys.exit(2)
(folder / "results" / f"{number:04d}.benchtop").write_bytes(b"capsule of %d" % number)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(trial, "node_folder", lambda group_id: tmp_path / group_id)
    (tmp_path / "program.py").write_text(PROGRAM)
    return tmp_path


def command(folder: Path) -> list[str]:
    return [sys.executable, str(folder / "program.py")]


def test_the_folder_of_a_group_is_where_the_node_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("BENCHTOP_SCRATCH", str(tmp_path))
    assert trial.node_folder("x").parent.parent == tmp_path
    monkeypatch.delenv("BENCHTOP_SCRATCH")
    assert trial.node_folder("x").name == "x"


def test_the_capsule_is_what_the_program_leaves(folder: Path) -> None:
    assert trial.train(JOB, 0, command(folder), "ray", lambda *_: None) == b"capsule of 1"
    job = json.loads((folder / JOB["group"]["id"] / trial.JOB_FILE).read_text())
    assert job == JOB


def test_a_refusal_says_why(folder: Path) -> None:
    with pytest.raises(trial.TrialFailed, match=r"^\S+: The data was changed\.$"):
        trial.train(JOB, 1, command(folder), "ray", lambda *_: None)


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(trial.TrialFailed, match="--remote-command"):
        trial.train(JOB, 0, ["/nowhere/benchtop"], "ray", lambda *_: None)


def test_data_that_the_cluster_does_not_have_is_named(folder: Path) -> None:
    entry = {"path": "/x.csv", "sha256": "0" * 64, "copy": "data/0000000000000000-x.csv"}
    with pytest.raises(trial.TrialFailed, match="is not on this node"):
        trial.prepare({**JOB, "files": [entry]}, folder / "job")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("step,loss\n10,0.5\n20,0.25\n", {"step": 20.0, "loss": 0.25}),
        ("step,loss\n10,0.5\n20,0.2", {"step": 10.0, "loss": 0.5}),
        ("step,loss\n10,\n", {"step": 10.0}),
        ("step,loss\n", {}),
        ("", {}),
    ],
)
def test_the_last_whole_row_of_a_log(folder: Path, text: str, row: dict[str, float]) -> None:
    path = folder / "metrics.csv"
    path.write_text(text)
    assert trial.last_row(path) == row


def test_no_log_has_no_row(folder: Path) -> None:
    assert trial.last_row(folder / "none.csv") == {}


def test_a_full_disk_is_told_with_its_node(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(trial, "prepare", full)
    with pytest.raises(trial.TrialFailed, match=r"cannot keep the job in .*: No space left on device\."):
        trial.train(JOB, 0, ["benchtop"], "ray", lambda *_: None)


def test_what_ray_hands_on_is_one_sentence() -> None:
    class Handed(Exception):
        cause: Exception | None = None

    handed = Handed("ray::trial() (pid=1)\n  File ...\nOSError: ...")
    assert trial.told_of(handed) == "ray::trial() (pid=1)"
    handed.cause = OSError(28, "No space left on device")
    assert trial.told_of(handed) == "OSError: [Errno 28] No space left on device"
    handed.cause = trial.TrialFailed("hal: The data was changed.")
    assert trial.told_of(handed) == "hal: The data was changed."


def test_trials_of_a_search_have_folders_of_their_own(folder: Path) -> None:
    assert trial.train(JOB, 2, command(folder), "ray", lambda *_: None, alone=True) == b"capsule of 3"
    assert (folder / JOB["group"]["id"] / "0003" / trial.JOB_FILE).exists()
