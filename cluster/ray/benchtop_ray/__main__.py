"""The job on the cluster: it hands out trials, and leaves their capsules where the dashboard serves logs."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ray
from ray.experimental.internal_kv import _internal_kv_get

from benchtop_ray.trial import told_of, train

#: Trials in the cluster's queue beyond what it can train at once, so that memory stays flat for thousands.
AHEAD = 4
#: A lost worker's trial is tried again so often.
MAX_RETRIES = 5
#: Seconds that a search may decide nothing while nothing is trained, until its submitter is taken for lost.
IDLE_SECONDS = 1800.0
#: Seconds between two writings of how far it is.
STATE_SECONDS = 1.0


@ray.remote(num_cpus=0)
class Progress:
    """The last rows of the trials under way, by place."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[str, float]] = {}

    def put(self, place: int, row: dict[str, float]) -> None:
        self.rows[place] = row

    def drop(self, place: int) -> None:
        self.rows.pop(place, None)

    def all(self) -> dict[int, dict[str, float]]:
        return self.rows


@ray.remote(num_cpus=1, max_retries=MAX_RETRIES)
def trial(job: dict[str, Any], place: int, command: list[str], progress: Any, alone: bool) -> bytes:
    cluster = f"ray {ray.__version__}, node {socket.gethostname()}"
    return train(job, place, command, cluster, lambda at, row: progress.put.remote(at, row), alone)


class Told:
    """The trials of a search, which the submitter decides one after another and puts where packages are."""

    def __init__(self, job: dict[str, Any], submission: str, read: Callable[[str], bytes | None]) -> None:
        self.job = job
        self.submission = submission
        self.read = read
        self.next = 0
        self.is_over = False
        self.heard = time.monotonic()

    def take(self) -> list[int]:
        """The trials that were told since the last time; the job has what they change from then on."""
        places = []
        while not self.is_over:
            content = self.read(f"gcs://_ray_pkg_{self.submission}-{self.next}.zip")
            if content is None:
                break
            self.next += 1
            self.heard = time.monotonic()
            said = json.loads(content)
            if "over" in said:
                self.is_over = True
                break
            trials = self.job["group"]["trials"]
            if said["place"] == len(trials):
                trials.append(said["changes"])
            places.append(said["place"])
        return places

    def give_up(self) -> None:
        """Ends a search of which nothing was heard for long."""
        self.is_over = self.is_over or time.monotonic() - self.heard > IDLE_SECONDS


def read_package(name: str) -> bytes | None:
    """What the dashboard was given under the name of a package; None: nothing yet."""
    return _internal_kv_get(name)


class Outbox:
    """A folder below the cluster's logs, from where the submitter fetches files through the dashboard."""

    def __init__(self, folder: Path, total: int) -> None:
        self.folder = folder
        self.state: dict[str, Any] = {"total": total, "done": [], "failed": {}, "running": {}}
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, content: bytes) -> None:
        aside = self.folder / f".{name}"
        aside.write_bytes(content)
        aside.replace(self.folder / name)

    def done(self, place: int, capsule: bytes) -> None:
        self.put(f"{place + 1:04d}.benchtop", capsule)
        self.state["done"].append(place)

    def failed(self, place: int, message: str) -> None:
        self.state["failed"][place] = message

    def tell(self, running: dict[int, dict[str, float]]) -> None:
        self.state["running"] = running
        self.put("state.json", json.dumps(self.state).encode())


def logs_folder() -> Path:
    """Folder of this node's logs, which the cluster's dashboard serves."""
    node = ray._private.worker._global_node
    return Path(node.get_logs_dir_path())


def next_ready(flying: dict[Any, int]) -> list[Any]:
    """All trials that are over, after the first of them or a moment: of thousands many are at once."""
    if not flying:
        time.sleep(STATE_SECONDS)
        return []
    first, _ = ray.wait(list(flying), timeout=STATE_SECONDS)
    return ray.wait(list(flying), num_returns=len(flying), timeout=0)[0] if first else []


def main() -> int:
    job = json.loads(Path("benchtop-job.json").read_text(encoding="utf-8"))
    config = json.loads(Path("benchtop-ray.json").read_text(encoding="utf-8"))
    ray.init(log_to_driver=False)
    waiting: deque[int] = deque(config["places"])
    outbox = Outbox(logs_folder() / config["submission"], len(waiting))
    progress = Progress.remote()
    shared = ray.put(job)
    told = Told(job, config["submission"], read_package) if config["open"] else None
    flying: dict[Any, int] = {}
    written = 0.0
    while waiting or flying or not (told is None or told.is_over):
        if told is not None and (places := told.take()):
            waiting.extend(places)
            shared = ray.put(job)
        room = int(ray.cluster_resources().get("CPU", 1)) + AHEAD
        while waiting and len(flying) < room:
            place = waiting.popleft()
            flying[trial.remote(shared, place, config["command"], progress, told is not None)] = place
        for reference in next_ready(flying):
            place = flying.pop(reference)
            try:
                outbox.done(place, ray.get(reference))
            except Exception as error:  # noqa: BLE001 - one trial's end is not that of the others
                outbox.failed(place, told_of(error))
            progress.drop.remote(place)
        if time.monotonic() - written >= STATE_SECONDS or not (waiting or flying):
            rows = ray.get(progress.all.remote())
            outbox.tell({place: row for place, row in rows.items() if place in flying.values()})
            written = time.monotonic()
        if told is not None and not (waiting or flying):
            told.give_up()
    return 0


if __name__ == "__main__":
    sys.exit(main())
