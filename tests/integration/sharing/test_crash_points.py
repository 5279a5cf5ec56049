"""Dying at every named point, under every failure of a network: real code, in processes that end by `os._exit`.

For each point one company whose people promise one share each, with one failure each. What died is swept up as time
passes; then the same judge as in the storm (tests/chaos) compares what the networks wrote down with what the rows say.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from advocacy.lib.crashes import DIED
from sharing.simulator.faults import AFTER, KINDS
from tests.chaos import judge
from tests.simulator_process import SimulatorProcess
from tests.stage import Installation, database_for

# Before an attempt is committed nothing can be out: the share goes on as if nobody had died.
CERTAIN = ("after_claim", "after_upload", "before_begin_commit")
# From then on it is in doubt, whatever the network did: never sent again without its author's word.
DOUBTFUL = ("after_begin", "before_send", "after_send", "before_record", "in_record")
DONE = ("after_record",)
# Beside the way of a share: a dead process must not have done the half of anything.
ASIDE = ("after_refresh", "in_cancel", "in_edit", "in_settle", "in_answer")
# What only one of the two networks answers; all others fall on both, in turns.
ONLY_X = {"402", "suspended"}
# Long enough to be what they are, short enough for hundreds.
BRIEF = {"slow": ":0.1", "late_after": ":0.2"}
HANG = 0.2


@pytest.fixture(scope="module")
def networks(simulator_process: SimulatorProcess) -> SimulatorProcess:
    simulator_process.reset()
    simulator_process.control("latency", hang=HANG)
    return simulator_process


@pytest.fixture(scope="module")
def installation(networks: SimulatorProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder: Path = tmp_path_factory.mktemp("crash-points")
    with (
        database_for(os.environ.get("DATABASE_URL", "")) as database,
        Installation(folder / "var", networks.url, database) as made,
    ):
        yield made


def play(networks: SimulatorProcess, installation: Installation, point: str, kinds: list[str]) -> list[dict[str, Any]]:
    """Every kind of failure once, and a process that dies at this point each time. The rows, when all is swept up."""
    names = [kind or "none" for kind in kinds]
    handles = {name: f"{point}-{name}".replace("_", "-") for name in names}
    places = {name: "x" if name in ONLY_X or place % 2 else "linkedin" for place, name in enumerate(names)}
    if point == "after_refresh":
        places = dict.fromkeys(names, "x")
    profiles = [{"network": places[name], "handle": handles[name], "name": handles[name]} for name in names]
    networks.control("profiles", profiles=profiles)
    organisation = installation.ask("crowd_of", handles=list(handles.values()))
    given = {
        f"{places[name]}:{handles[name]}": networks.grant(places[name], handles[name], client_id=f"demo-{places[name]}")
        for name in names
    }
    installation.ask("accounts", given=given, stale=point == "after_refresh")
    for number, kind in enumerate(kinds):
        name = kind or "none"
        mark = f"[[fault:{kind}{BRIEF.get(kind, '')}*1]]" if kind else ""
        ended = installation.ask(
            "die",
            point=point,
            organisation_id=organisation,
            handle=handles[name],
            network=places[name],
            text=f"No. {number} died {point} {mark}",
        )
        died = [DIED] * len([act for act in ended if act])
        assert [act for act in ended if act] == died, (point, kind, ended)
        assert ended[-1] == DIED, f"{point} was not reached with {kind}: {ended}"
    rows: list[dict[str, Any]] = installation.ask("recover", organisation_id=organisation)
    return rows


def calls(networks: SimulatorProcess, point: str) -> list[dict[str, Any]]:
    return networks.log(event="create", contains=f"died {point} ")


def check(networks: SimulatorProcess, rows: list[dict[str, Any]], point: str, count: int) -> None:
    """What holds whatever died: the judge's promises, and no call without an attempt that was written first."""
    log = calls(networks, point)
    verdict = judge.judge(rows, log, [], count)
    assert verdict.good, {name: lines for name, lines in verdict.broken.items() if lines}
    for row in rows:
        made = [entry for entry in log if entry["text"] == row["text"]]
        assert len(made) <= len(row["attempts"]), row
        assert "started" not in row["attempts"], row


KINDS_IN_ORDER = ["", *sorted(KINDS)]
# One failure of each sort there is an ending for. All of them meet the point at which the answer is known and not yet
# written; CRASH_KINDS=all lets them meet every point, which takes minutes.
OF_EACH_SORT = ["", "500_after", "timeout_before", "late_after", "429", "401", "422", "402", "no_id", "reset_before"]
EVERYTHING = os.environ.get("CRASH_KINDS") == "all"


@pytest.mark.promise("R1", "R2", "R3", "R4")
@pytest.mark.parametrize("point", [*CERTAIN, *DOUBTFUL, *DONE])
def test_a_worker_dies(networks: SimulatorProcess, installation: Installation, point: str) -> None:
    kinds = KINDS_IN_ORDER if EVERYTHING or point == "before_record" else OF_EACH_SORT
    if point == "after_send":
        # Dying there needs an answer that was understood.
        kinds = ["", "cut_body", "no_id", "slow"]
    rows = play(networks, installation, point, kinds)
    check(networks, rows, point, len(kinds))
    for row in rows:
        made = [entry for entry in calls(networks, point) if entry["text"] == row["text"]]
        if point in DOUBTFUL:
            assert len(row["attempts"]) == 1, row
            assert row["state"] == "unconfirmed" or row["evidence"] == "found", row
            assert len(made) == (0 if point in {"after_begin", "before_send"} else 1), row
        if point in CERTAIN and "[[fault" not in row["text"]:
            assert (row["state"], len(made)) == ("published", 1), row


@pytest.mark.promise("R1", "R9", "K4")
@pytest.mark.parametrize("point", ASIDE)
def test_somebody_else_dies(networks: SimulatorProcess, installation: Installation, point: str) -> None:
    kinds = ["", "500_after", "timeout_before", "reset_after", "429", "duplicate"]
    rows = play(networks, installation, point, kinds)
    check(networks, rows, point, len(kinds))
    states = {row["text"].split("[[")[1].split("*")[0] if "[[" in row["text"] else "": row for row in rows}
    plain = states[""]
    if point in {"in_cancel", "in_edit"}:
        # Never committed, so that it never happened.
        assert plain["state"] == "published"
    if point == "after_refresh":
        # The network has changed the tokens and we never learnt them: only their owner can connect again.
        assert all((row["state"], row["reason"]) == ("held", "reconnect") for row in rows), rows
    if point in {"in_settle", "in_answer"}:
        assert all(row["state"] == "unconfirmed" for row in rows), rows
        assert calls(networks, point) == []


def test_every_failure_after_acceptance_is_among_them() -> None:
    assert set(KINDS_IN_ORDER) >= AFTER
