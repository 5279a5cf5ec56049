"""The play: servers, simulated networks, two workers, two beats, members; then everything dies, and is judged."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Any, Final

from advocacy.lib import processes
from tests.chaos import judge, weather
from tests.chaos.servers import Postgres, Redis, Wire, fake_clock, set_clock
from tests.chaos.weather import Accident
from tests.simulator_process import SimulatorProcess

ROOT: Final = Path(__file__).resolve().parent.parent.parent
# One minute of this run is ten of the product's: leases, settling, deadlines, breakers, all in proportion.
PACE: Final = 10
# Half the workers have a clock that is wrong by a minute and a half of the product's time.
SKEW: Final = 90 / PACE
# Longer than a lease, and than a doubt settles anywhere: 45 s and 5 min of the product's time.
LONG_FREEZE: Final = (45 + 300 + 10) / PACE
# How long to wait for what is left: as long as something still moves, and never longer than the second.
STILL: Final = 45.0
DRAIN: Final = 240.0
START: Final = 60.0
ORGANISATIONS: Final = 5
PEOPLE_PER_ACCOUNT: Final = 3


class Chaos:
    """One run. A context manager: what it starts ends with it."""

    def __init__(self, *, shares: int, seconds: float, seed: int, database: str, keep: bool = False) -> None:
        self.shares, self.seconds, self.seed, self.kind = shares, seconds, seed, database
        self.keep = keep
        self._stack = ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="relais-chaos-", dir="/tmp"))
        self.happened: Counter[str] = Counter()
        self.died_alone: Counter[str] = Counter()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._argv: dict[str, list[str]] = {}
        self._extra: dict[str, dict[str, str]] = {}
        self._again: dict[str, float] = {}
        self._frozen: set[str] = set()
        self._down: set[str] = set()
        self.still_moving = False

    # --- The stage ---------------------------------------------------------------------------------------------------
    def __enter__(self) -> "Chaos":
        self.folder.chmod(0o755)
        if not self.keep:
            self._stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.postgres = None
        if self.kind == "postgres":
            self.postgres = Postgres(self.folder / "pg")
            self._stack.callback(self.postgres.stop)
        self.redis = Redis(self.folder / "redis")
        self._stack.callback(self.redis.stop)
        self.networks = self._stack.enter_context(SimulatorProcess(self.folder / "networks"))
        self.wire = Wire(self.networks.port)
        self.family = self._stack.enter_context(processes.Family())
        var = self.folder / "var"
        var.mkdir()
        self.database = self.postgres.superuser_url if self.postgres else str(var / "relais.sqlite3")
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.endswith("_URL")},
            "DJANGO_SETTINGS_MODULE": "advocacy.settings",
            "DEMO": "1",
            "DEBUG": "0",
            "VAR_DIR": str(var),
            "DATABASE_URL": self.postgres.url if self.postgres else f"sqlite:///{self.database}",
            "REDIS_URL": self.redis.url,
            "SIMULATOR_URL": self.wire.url,
            "LOG_LEVEL": "WARNING",
            "PACE": str(PACE),
            # A day's calls in minutes: shares held by an hour's budget would say nothing of the storm.
            "LINKEDIN_DAILY_CALLS": "1000000",
            "X_DAILY_CALLS": "1000000",
            "PYTHONUNBUFFERED": "1",
        }
        return self

    def __exit__(self, *details: Any) -> None:
        for name in list(self._frozen):
            self._signal(name, signal.SIGCONT)
        self._stack.__exit__(*details)

    def _start(self, name: str) -> None:
        with (self.folder / f"{name}.txt").open("ab") as said:
            environment = self.environment | self._extra.get(name, {})
            self._running[name] = self.family.start(self._argv[name], env=environment, cwd=ROOT, output=said)

    def _signal(self, name: str, number: int) -> None:
        child = self._running.get(name)
        if child is not None:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, number)

    def _kill(self, name: str) -> None:
        """kill -9 the whole group: nothing of it can tidy up."""
        self._signal(name, signal.SIGKILL)
        child = self._running.pop(name)
        child.wait(10)
        self.family.forget(child)

    # --- Before ------------------------------------------------------------------------------------------------------
    def arrange(self) -> "subprocess.Popen[str]":
        """Companies, people and their accounts; return the process that arranges, which knows them."""
        self.networks.control("latency", api=0.03, jitter=0.05, hang=45 / PACE)
        # The windows of limits are as much shorter as everything else.
        self.networks.control("limits", x_window=900 // PACE)
        with (self.folder / "seed.txt").open("w") as errors:
            arranger = subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.people", "seed"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self._stack.callback(self._dismiss, arranger)
        people = max(ORGANISATIONS, -(-self.shares // (2 * PEOPLE_PER_ACCOUNT)))
        handles = self._ask(arranger, step="prepare", organisations=ORGANISATIONS, people=people)["handles"]
        self.networks.control("profiles", profiles=[{**item, "name": item["handle"]} for item in handles])
        given = {
            f"{item['network']}:{item['handle']}": self.networks.grant(**item, client_id=f"demo-{item['network']}")
            for item in handles
        }
        self._ask(arranger, step="connect", grants=given, seed=self.seed)
        return arranger

    def promise(self, arranger: "subprocess.Popen[str]") -> float:
        """Everybody's yes; return the moment (since 1970) the first share is due."""
        first = time.time() + 6 + self.shares * 0.03
        last = first + self.seconds * 0.9
        self._ask(arranger, step="promise", count=self.shares, first=first, last=last, seed=self.seed)
        self._dismiss(arranger)
        return first

    def _ask(self, arranger: "subprocess.Popen[str]", **task: Any) -> Any:
        if arranger.stdin is None or arranger.stdout is None:
            raise RuntimeError("no pipes")
        arranger.stdin.write(json.dumps(task) + "\n")
        arranger.stdin.flush()
        line = arranger.stdout.readline()
        if not line:
            raise RuntimeError((self.folder / "seed.txt").read_text()[-3000:])
        return json.loads(line)

    def raise_curtain(self) -> IO[bytes]:
        """Start the workers, the beats and the people; return the pipe to the people."""
        for number in (0, 1):
            self._argv[f"worker{number}"] = processes.worker()
            self._argv[f"beat{number}"] = processes.beat(self.folder / f"beat{number}")
        self._extra["worker1"] = fake_clock(self.folder, SKEW)
        for name in self._argv:
            self._start(name)
        log = str(self.networks.folder / "log.jsonl")
        with (self.folder / "people.txt").open("ab") as said:
            argv = processes.interpreter("-m", "tests.chaos.people", "live", str(self.diary), log, str(self.seed))
            child = subprocess.Popen(
                argv, cwd=ROOT, env=self.environment, stdin=subprocess.PIPE, stdout=said, stderr=said, process_group=0
            )
        self._stack.callback(self._dismiss, child)
        if child.stdin is None:
            raise RuntimeError("no pipe")
        # What a worker does before it listens is no lateness of any share.
        ends = time.monotonic() + START
        while self.redis.listeners() < 2 and time.monotonic() < ends:
            time.sleep(0.2)
        return child.stdin

    @staticmethod
    def _dismiss(child: "subprocess.Popen[Any]") -> None:
        if child.stdin is not None:
            child.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            child.wait(5)
        child.kill()
        child.wait()

    @property
    def diary(self) -> Path:
        """Where members note what they did."""
        return self.folder / "diary.jsonl"

    # --- The storm ---------------------------------------------------------------------------------------------------
    def storm(self, first: float) -> None:
        """Let happen what the seed says, until the time is over; then everything is well again."""
        plan = weather.forecast(self.seed, self.seconds, database=self.postgres is not None, long_freeze=LONG_FREEZE)
        time.sleep(max(0.0, first - time.time()))
        self.networks.control("faults", faults=weather.faults(), seed=self.seed)
        began = time.monotonic()
        ends: list[tuple[float, Accident]] = []
        while (now := time.monotonic() - began) < self.seconds:
            while plan and plan[0].at <= now:
                accident = plan.pop(0)
                if self.begin(accident):
                    self.happened[accident.kind] += 1
                    ends.append((now + accident.lasts, accident))
            for due in [pair for pair in ends if pair[0] <= now]:
                ends.remove(due)
                self.end(due[1])
            self._look_after()
            time.sleep(0.1)
        for _at, accident in ends:
            self.end(accident)
        self.networks.control("faults", faults=[])

    def begin(self, accident: Accident) -> bool:
        """Let it happen; False when what it would break is broken already."""
        worker = f"worker{accident.detail}" if accident.kind in {"kill_worker", "freeze_worker"} else ""
        match accident.kind:
            case "kill_worker" if worker in self._running:
                self._frozen.discard(worker)
                self._kill(worker)
                self._again[worker] = time.monotonic() + 0.5
            case "freeze_worker" if worker in self._running and worker not in self._frozen:
                self._frozen.add(worker)
                self._signal(worker, signal.SIGSTOP)
            case "flush_queue" if "queue" not in self._down:
                self.redis.flush()
            case "crash_queue" if "queue" not in self._down:
                self._down.add("queue")
                self.redis.crash()
            case "crash_database" if self.postgres is not None and "database" not in self._down:
                self._down.add("database")
                self.postgres.crash()
            case "cut_network" if "network" not in self._down:
                self._down.add("network")
                self.happened[f"cut:{accident.detail}"] += 1
                self.wire.set(accident.detail)
            case "jump_clock" if self._extra["worker1"]:
                set_clock(Path(self._extra["worker1"]["FAKETIME_TIMESTAMP_FILE"]), accident.detail * SKEW)
            case "kill_beat" if f"beat{accident.detail}" in self._running:
                self._kill(f"beat{accident.detail}")
                self._again[f"beat{accident.detail}"] = time.monotonic() + 2
            case _:
                return False
        return True

    def end(self, accident: Accident) -> None:
        """Its end."""
        match accident.kind:
            case "freeze_worker":
                self._frozen.discard(f"worker{accident.detail}")
                self._signal(f"worker{accident.detail}", signal.SIGCONT)
            case "crash_queue":
                self.redis.start()
                self._down.discard("queue")
            case "crash_database" if self.postgres is not None:
                self.postgres.start()
                self._down.discard("database")
            case "cut_network":
                self.wire.set("through")
                self._down.discard("network")

    def _look_after(self) -> None:
        """Start again what was killed, and what ended by itself, as an operator's supervisor does."""
        now = time.monotonic()
        for name, child in list(self._running.items()):
            if child.poll() is not None:
                self.died_alone[f"{name.rstrip('01')}:{child.returncode}"] += 1
                self._running.pop(name)
                self.family.forget(child)
                self._again[name] = now + 0.5
        for name in [name for name, at in self._again.items() if at <= now]:
            del self._again[name]
            self._start(name)

    @property
    def clock_is_wrong(self) -> bool:
        """Whether one worker's clock could be made wrong."""
        return bool(self._extra.get("worker1"))

    # --- After -------------------------------------------------------------------------------------------------------
    def drain(self) -> float:
        """Wait, bounded, until nothing waits any more; return how long it took."""
        began = moved = time.monotonic()
        calm, before = 0, ""
        while calm < 3 and time.monotonic() - began < DRAIN and time.monotonic() - moved < STILL:
            self._look_after()
            time.sleep(1)
            rows = judge.rows_of(self.database)
            calm = calm + 1 if judge.unsettled(rows) == 0 else 0
            now = judge.picture_of(rows)
            # A share that waits for a network's limit is no standstill.
            if now != before or judge.waits(rows):
                before, moved = now, time.monotonic()
        self.still_moving = calm < 3 and time.monotonic() - moved < STILL
        return time.monotonic() - began

    def verdict(self) -> tuple[judge.Verdict, list[judge.Row]]:
        """Compare, when nobody acts any more."""
        rows = judge.rows_of(self.database)
        diary = judge.entries_of(self.diary) if self.diary.exists() else []
        log = judge.entries_of(self.networks.folder / "log.jsonl")
        return judge.judge(rows, log, diary, self.shares, moving=self.still_moving), rows


def play(*, shares: int, seconds: float, seed: int, database: str, keep: bool = False) -> dict[str, Any]:
    """One run from empty servers to the verdict, as one flat JSON object."""
    began = time.monotonic()
    with Chaos(shares=shares, seconds=seconds, seed=seed, database=database, keep=keep) as chaos:
        say(f"Servers of its own in {chaos.folder}; {shares} shares are promised …")
        arranger = chaos.arrange()
        people = chaos.raise_curtain()
        first = chaos.promise(arranger)
        say(f"{seconds:.0f} s of chaos, seed {seed} …")
        chaos.storm(first)
        say("All is well again; what is left settles …")
        drained = chaos.drain()
        with suppress(BrokenPipeError):
            people.close()
        time.sleep(2)
        verdict, rows = chaos.verdict()
        log = judge.entries_of(chaos.networks.folder / "log.jsonl")
        faults = Counter(entry["fault"] for entry in log if entry["event"] == "create" and entry["fault"])
        diary = judge.entries_of(chaos.diary) if chaos.diary.exists() else []
        for kind, lines in verdict.broken.items():
            for line in lines[:20]:
                say(f"  {kind}: {line}")
        skew = f"{SKEW:.0f} s" if chaos.clock_is_wrong else "none: libfaketime is not installed"
        return {
            "shares": shares,
            **verdict.counts,
            "seed": seed,
            "seconds": round(seconds),
            "database": database,
            "unmailed": judge.unmailed(rows),
            "posts": sum(1 for entry in log if entry["event"] == "create" and entry["accepted"]),
            "calls": sum(1 for entry in log if entry["event"] == "create"),
            "faulty": sum(faults.values()),
            "answers": dict(Counter(line["did"].partition(":")[0] for line in diary)),
            "events": dict(chaos.happened),
            "died_alone": dict(chaos.died_alone),
            "clock_skew": skew,
            **_quantiles(verdict.lateness),
            "drained_in": round(drained, 1),
            "wall_seconds": round(time.monotonic() - began),
        }


def _quantiles(lateness: list[float]) -> dict[str, float]:
    """How late what was published was, in this run's own (quickened) seconds."""
    if not lateness:
        return {}
    at = {"late_p50": 0.5, "late_p95": 0.95}
    return {name: round(lateness[int(part * (len(lateness) - 1))], 1) for name, part in at.items()}


def say(line: str) -> None:
    """To people, not into the result."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def is_good(result: dict[str, Any]) -> bool:
    """Whether every promise held."""
    return not any(
        result[name] for name in ("twice", "lost", "false_published", "altered", "late", "untold", "after_a_no")
    )


def seed_or_drawn(given: int | None) -> int:
    """The seed given, else a new one, which is printed."""
    return given if given is not None else random.SystemRandom().randrange(1_000_000)
