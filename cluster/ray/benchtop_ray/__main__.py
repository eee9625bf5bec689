"""The job on the cluster: it hands out trials, and leaves their capsules where the dashboard serves logs."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections import deque
from pathlib import Path
from typing import Any

import ray

from benchtop_ray.trial import told_of, train

#: Trials in the cluster's queue beyond what it can train at once, so that memory stays flat for thousands.
AHEAD = 4
#: A lost worker's trial is tried again so often.
MAX_RETRIES = 5
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
def trial(job: dict[str, Any], place: int, command: list[str], progress: Any) -> bytes:
    cluster = f"ray {ray.__version__}, node {socket.gethostname()}"
    return train(job, place, command, cluster, lambda at, row: progress.put.remote(at, row))


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


def main() -> int:
    job = json.loads(Path("benchtop-job.json").read_text(encoding="utf-8"))
    config = json.loads(Path("benchtop-ray.json").read_text(encoding="utf-8"))
    ray.init(log_to_driver=False)
    waiting: deque[int] = deque(config["places"])
    outbox = Outbox(logs_folder() / config["submission"], len(waiting))
    progress = Progress.remote()
    shared = ray.put(job)
    flying: dict[Any, int] = {}
    while waiting or flying:
        room = int(ray.cluster_resources().get("CPU", 1)) + AHEAD
        while waiting and len(flying) < room:
            place = waiting.popleft()
            flying[trial.remote(shared, place, config["command"], progress)] = place
        ready, _ = ray.wait(list(flying), timeout=STATE_SECONDS)
        for reference in ready:
            place = flying.pop(reference)
            try:
                outbox.done(place, ray.get(reference))
            except Exception as error:  # noqa: BLE001 - one trial's end is not that of the others
                outbox.failed(place, told_of(error))
            del reference
            progress.drop.remote(place)
        rows = ray.get(progress.all.remote())
        outbox.tell({place: row for place, row in rows.items() if place in flying.values()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
