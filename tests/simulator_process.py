"""The simulated networks as a process of their own, for tests: start it, arrange it, read its log, stop it."""

import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

import requests

ROOT = Path(__file__).parent.parent


class SimulatorProcess:
    """`python -m sharing.simulator` on a free port. A context manager; the folder outlives it and may be used again."""

    def __init__(self, folder: Path, *, port: int = 0) -> None:
        self.folder = folder
        self.port = port
        self.url = ""
        self._child: subprocess.Popen[str] | None = None

    def start(self) -> Self:
        """Start it and wait until it listens."""
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "sharing.simulator", "--demo", "--port", str(self.port)]
        with (self.folder / "stderr.txt").open("a") as errors:
            self._child = subprocess.Popen(
                [*command, "--data", str(self.folder)], cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        if self._child.stdout is None:
            raise RuntimeError("The simulator has no output to read.")
        with self._child.stdout as output:
            line = output.readline()
        if " on http" not in line:
            raise RuntimeError(f"The simulator did not start: {(self.folder / 'stderr.txt').read_text()}")
        self.url = line.split(" on ", 1)[1].strip()
        self.port = int(self.url.rsplit(":", 1)[1])
        return self

    def stop(self) -> None:
        """Ask it to stop, and wait."""
        if self._child is not None:
            self._child.terminate()
            self._child.wait(10)
            self._child = None

    def kill(self) -> None:
        """Take its power away."""
        if self._child is not None:
            self._child.kill()
            self._child.wait(10)
            self._child = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_details: object) -> None:
        self.stop()

    @property
    def linkedin(self) -> str:
        """The base URL that stands for LinkedIn."""
        return f"{self.url}/linkedin"

    @property
    def x(self) -> str:
        """The base URL that stands for X."""
        return f"{self.url}/x"

    def control(self, name: str, **body: Any) -> dict[str, Any]:
        """Call `/_control/<name>`; without a body it is read."""
        url = f"{self.url}/_control/{name}"
        answer = requests.post(url, json=body, timeout=10) if body else requests.get(url, timeout=10)
        if answer.status_code != 200:
            raise AssertionError(answer.text)
        data: dict[str, Any] = answer.json()
        return data

    def reset(self) -> None:
        """Forget everything."""
        requests.post(f"{self.url}/_control/reset", json={}, timeout=10).raise_for_status()

    def log(self, **wanted: str) -> list[dict[str, Any]]:
        """What happened: all of it, or what event, network, handle, accepted ("true"), contains or since select."""
        answer = requests.get(f"{self.url}/_control/log?{urlencode(wanted)}", timeout=10)
        entries: list[dict[str, Any]] = answer.json()["entries"]
        return entries

    def log_on_disk(self) -> list[dict[str, Any]]:
        """The same from the file, which survives a kill."""
        entries = []
        for line in (self.folder / "log.jsonl").read_text().splitlines():
            # Only the line being written when the power failed is no JSON.
            with suppress(ValueError):
                entries.append(json.loads(line))
        return entries

    def published(self, **wanted: str) -> list[dict[str, Any]]:
        """The posts that were really made through the interface."""
        return self.log(event="create", accepted="true", **wanted)

    def profile(self, network: str, handle: str, **details: Any) -> None:
        """Make sure that a profile exists."""
        self.control("profiles", profiles=[{"network": network, "handle": handle, "name": handle.title(), **details}])

    def grant(self, network: str, handle: str, **details: Any) -> dict[str, Any]:
        """Tokens as if that person had consented: access_token, refresh_token, member_id, scope, expires_in."""
        return self.control("grants", network=network, handle=handle, **details)

    def wait_for(self, count: int, *, within: float = 10.0, **wanted: str) -> list[dict[str, Any]]:
        """The log's entries once there are that many."""
        ends = time.monotonic() + within
        while len(found := self.log(**wanted)) < count:
            if time.monotonic() > ends:
                raise AssertionError(f"{len(found)} of {count} log entries {wanted} after {within} s")
            time.sleep(0.05)
        return found
