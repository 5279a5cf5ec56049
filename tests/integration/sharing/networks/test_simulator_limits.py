"""The simulated networks enforce what the real ones do, count who does not keep to it, and bear a crowd."""

import socket
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import requests

from sharing.networks.base import (
    Grant,
    Image,
    Media,
    NetworkError,
    NetworkUnavailable,
    OutcomeUnknown,
    Post,
    ReconnectNeeded,
    Rejected,
    TryLater,
)
from tests.integration.sharing.networks.conftest import PNG, Subject, make
from tests.simulator_process import SimulatorProcess


def violations(subject: Subject) -> dict[str, int]:
    """What was counted against the application, without the zeros."""
    counted: dict[str, int] = subject.simulator.control("counters")["violations"]
    return {kind: number for kind, number in counted.items() if number}


def keyed(x: Subject) -> Grant:
    x.simulator.control("apps", network="x", client_id="test", secret="a-secret")
    return x.grant()


def bearer(grant: Grant) -> dict[str, str]:
    return {"Authorization": f"Bearer {grant.access_token.reveal()}"}


# --- Limits ----------------------------------------------------------------------------------------------------------
def test_who_keeps_to_the_rules_has_nothing_counted_against_them(subject: Subject) -> None:
    for handle in ("nadia", "thomas"):
        grant = subject.grant(handle)
        media = Media(subject.network.upload(grant, Image(PNG, "image/png")))
        made = subject.network.publish(grant, Post(f"Le mot de {handle}", media=(media,)))
        subject.network.measure(grant, [str(made.external_id)])
        subject.network.delete(grant, str(made.external_id))
    report = subject.simulator.control("counters")
    assert report["violations_in_all"] == 0
    assert report["in_flight"][subject.key] == {"now": 0, "most": 1}
    assert report["calls"][f"{subject.key}.create"] == {"201": 2}
    name = {"linkedin": "linkedin.app_day", "x": "x.app_day"}[subject.key]
    assert report["most"][name]["used"] >= 2


@pytest.mark.parametrize(
    ("key", "limits"),
    [
        ("linkedin", {"linkedin_member_day": 1}),
        ("linkedin", {"linkedin_app_day": 1}),
        ("x", {"x_create_window": 1}),
        ("x", {"x_member_day": 1}),
        ("x", {"x_app_day": 1}),
    ],
)
def test_a_call_too_many_and_one_before_the_reset_are_counted(
    simulator: SimulatorProcess, key: str, limits: dict[str, int]
) -> None:
    subject = make(key, simulator)
    subject.simulator.control("limits", **limits)
    grant = subject.grant()
    subject.network.publish(grant, Post("Un"))
    with pytest.raises(TryLater) as error:
        subject.network.publish(grant, Post("Deux"))
    assert violations(subject) == {"over_limit": 1}
    with pytest.raises(TryLater):
        subject.network.publish(grant, Post("Deux"))
    assert violations(subject) == {"over_limit": 2, "before_reset": 1}
    assert error.value.after is not None
    subject.simulator.control("clock", advance=error.value.after.total_seconds() + 1)
    assert subject.network.publish(subject.grant(), Post("Deux")).external_id
    assert violations(subject) == {"over_limit": 2, "before_reset": 1}


def test_who_was_told_to_wait_by_a_fault_is_watched_as_well(subject: Subject) -> None:
    grant = subject.grant()
    kind = "429_day" if subject.key == "linkedin" else "429"
    subject.simulator.control("faults", faults=[{"kind": kind, "times": 1}])
    with pytest.raises(TryLater) as error:
        subject.network.publish(grant, Post("Un"))
    subject.network.publish(grant, Post("Un"))
    assert violations(subject) == {"before_reset": 1}
    assert error.value.after is not None
    subject.simulator.control("counters", clear=True)
    assert violations(subject) == {}


def test_x_tells_its_windows_and_its_days(x: Subject) -> None:
    x.simulator.control("limits", x_create_window=5, x_app_day=7, x_member_day=6)
    grant = x.grant()
    answer = requests.post(f"{x.simulator.x}/2/tweets", json={"text": "Un"}, headers=bearer(grant), timeout=5)
    told = {name: value for name, value in answer.headers.items() if "limit" in name.lower()}
    assert {name: told[name] for name in told if "reset" not in name} == {
        "x-rate-limit-limit": "5",
        "x-rate-limit-remaining": "4",
        "x-app-limit-24hour-limit": "7",
        "x-app-limit-24hour-remaining": "6",
        "x-user-limit-24hour-limit": "6",
        "x-user-limit-24hour-remaining": "5",
    }
    now = x.simulator.control("health")["now"]
    assert int(told["x-rate-limit-reset"]) - now <= 900
    assert int(told["x-app-limit-24hour-reset"]) % 86_400 == 0


def test_linkedin_tells_nothing(linkedin: Subject) -> None:
    linkedin.simulator.control("limits", linkedin_member_day=0)
    headers = {**bearer(linkedin.grant()), "LinkedIn-Version": "202609"}
    answer = requests.post(f"{linkedin.simulator.linkedin}/rest/posts", json={}, headers=headers, timeout=5)
    assert answer.status_code == 429
    assert not [name for name in answer.headers if "limit" in name.lower() or "retry" in name.lower()]


@pytest.mark.parametrize("call", ["read", "me", "upload", "repost", "delete", "timeline"])
def test_every_call_of_x_has_a_window(x: Subject, call: str) -> None:
    x.simulator.control("limits", **{f"x_{call}_window": 1})
    grant = x.grant()
    seeds = [{"network": "x", "handle": "thomas", "text": f"n° {number}"} for number in range(2)]
    posts = [post["id"] for post in x.simulator.control("posts", posts=seeds)["posts"]]
    mine = [str(x.network.publish(grant, Post(f"À moi {number}")).external_id) for number in range(2)]
    acts: dict[str, Any] = {
        "read": lambda n: x.network.measure(grant, [mine[n]]),
        "me": lambda n: x.network.profile(grant),
        "upload": lambda n: x.network.upload(grant, Image(PNG, "image/png")),
        "repost": lambda n: x.network.publish(grant, Post("", reshare_of=posts[n])),
        "delete": lambda n: x.network.delete(grant, mine[n]),
        "timeline": lambda n: x.network.find(grant, Post("Bonjour")),
    }
    acts[call](0)
    with pytest.raises(TryLater) as error:
        acts[call](1)
    assert (error.value.code, violations(x)) == ("rate_limited", {"over_limit": 1})


def test_credits_run_out_for_everything_that_costs(x: Subject) -> None:
    grant = x.grant()
    made = str(x.network.publish(grant, Post("Bonjour")).external_id)
    x.simulator.control("limits", x_credits=0.016)
    x.network.publish(grant, Post("Encore"))
    for act in (
        lambda: x.network.publish(grant, Post("Trop")),
        lambda: x.network.measure(grant, [made]),
        lambda: x.network.profile(grant),
        lambda: x.network.delete(grant, made),
    ):
        with pytest.raises(NetworkUnavailable) as error:
            act()
        assert error.value.kind == "credits_spent"
    assert violations(x) == {"no_credits": 4}


def test_a_version_that_ended_is_counted(linkedin: Subject) -> None:
    headers = {**bearer(linkedin.grant()), "LinkedIn-Version": "202511"}
    answer = requests.post(f"{linkedin.simulator.linkedin}/rest/posts", json={}, headers=headers, timeout=5)
    assert (answer.status_code, answer.json()["message"]) == (426, "Requested version 20251101 is not active")
    assert violations(linkedin) == {"dead_version": 1}


# --- What an application must not do ---------------------------------------------------------------------------------
@pytest.mark.parametrize("burns", [True, False])
def test_a_refresh_token_used_twice_ends_its_family(x: Subject, burns: bool) -> None:
    x.simulator.control("limits", x_burns_families=burns)
    first = keyed(x)
    second = x.network.refresh(first)
    with pytest.raises(ReconnectNeeded):
        x.network.refresh(first)
    assert violations(x) == {"refresh_reused": 1}
    if not burns:
        assert x.network.profile(second).handle == "nadia"
        return
    for act in (lambda: x.network.profile(second), lambda: x.network.refresh(second)):
        with pytest.raises(ReconnectNeeded):
            act()
    # Another consent is another family.
    assert x.network.profile(x.grant()).handle == "nadia"


def test_one_text_from_two_accounts_is_counted_on_x_and_allowed_on_linkedin(subject: Subject) -> None:
    for handle in ("nadia", "thomas"):
        subject.network.publish(subject.grant(handle), Post("Le lycée  OUVRE"))
    assert violations(subject) == ({"same_text": 1} if subject.key == "x" else {})


def test_nearly_one_text_from_two_accounts_is_refused_where_that_is_looked_at(x: Subject) -> None:
    x.simulator.control("limits", x_similarity=0.8)
    text = "Deux ans après les travaux le lycée consomme bien moins et les élèves le disent eux mêmes chaque jour"
    x.network.publish(x.grant("nadia"), Post(text))
    for other, refused in ((f"{text} !", True), ("Le lycée consomme bien moins depuis les travaux", False)):
        try:
            x.network.publish(x.grant("thomas"), Post(other))
        except Rejected as error:
            assert error.code == "duplicate"  # noqa: PT017 -- both outcomes are expected
            assert refused
        else:
            assert not refused


def test_two_calls_of_one_person_at_once_are_counted(subject: Subject) -> None:
    subject.simulator.control("latency", api=0.3)
    grant, other = subject.grant(), subject.grant("thomas")

    def publish(given: Grant, text: str) -> None:
        subject.network.publish(given, Post(text))

    def together(*jobs: tuple[Grant, str]) -> None:
        threads = [threading.Thread(target=publish, args=job) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    together((grant, "Un"), (other, "Deux"))
    assert violations(subject) == {}
    together((grant, "Trois"), (grant, "Quatre"))
    report = subject.simulator.control("counters")
    assert report["violations"]["parallel"] == 1
    assert report["in_flight"][subject.key] == {"now": 0, "most": 2}


def test_a_call_that_was_given_up_flies_no_longer(subject: Subject) -> None:
    with pytest.raises(OutcomeUnknown):
        subject.network.publish(subject.grant(), Post("Essai [[fault:reset_after]]"))
    subject.network.publish(subject.grant(), Post("Encore"))
    assert subject.simulator.control("counters")["in_flight"][subject.key]["now"] == 0


# --- Failures on demand ----------------------------------------------------------------------------------------------
def test_a_script_of_failures_is_played_in_its_order(subject: Subject) -> None:
    script = ["500_before", "ok", "429", "ok", "401"]
    subject.simulator.control("faults", faults=[{"kind": kind, "times": 1} for kind in script])
    outcomes = []
    for number in range(6):
        try:
            subject.network.publish(subject.grant(), Post(f"n° {number}"))
            outcomes.append("ok")
        except NetworkError as error:
            outcomes.append(type(error).__name__)
    assert outcomes == ["OutcomeUnknown", "ok", "TryLater", "ok", "ReconnectNeeded", "ok"]


def test_every_phase_fails_when_it_is_asked_to(x: Subject) -> None:
    grant = keyed(x)
    made = str(x.network.publish(grant, Post("Bonjour")).external_id)
    acts: dict[str, Any] = {
        "create": lambda: x.network.publish(grant, Post("Encore")),
        "upload": lambda: x.network.upload(grant, Image(PNG, "image/png")),
        "describe": lambda: x.network.upload(grant, Image(PNG, "image/png", "Cour")),
        "read": lambda: x.network.measure(grant, [made]),
        "userinfo": lambda: x.network.profile(grant),
        "token": lambda: x.network.refresh(grant),
        "delete": lambda: x.network.delete(grant, made),
        "revoke": lambda: x.network.revoke(grant),
    }
    for phase, act in acts.items():
        x.simulator.control("faults", faults=[{"kind": "503_before", "on": phase, "times": 1}])
        with pytest.raises((TryLater, OutcomeUnknown)):
            act()
        assert x.simulator.control("faults")["faults"][0]["times"] == 0, phase


def test_every_phase_of_linkedin_fails_when_it_is_asked_to(linkedin: Subject) -> None:
    grant = linkedin.grant()
    made = str(linkedin.network.publish(grant, Post("Bonjour")).external_id)
    acts: dict[str, Any] = {
        "create": lambda: linkedin.network.publish(grant, Post("Encore")),
        "upload": lambda: linkedin.network.upload(grant, Image(PNG, "image/png")),
        "put": lambda: linkedin.network.upload(grant, Image(PNG, "image/png")),
        "comment": lambda: linkedin.network.comment(grant, made, "Bravo"),
        "react": lambda: linkedin.network.react(grant, made),
        "read": lambda: linkedin.network.measure(grant, [made]),
        "followers": lambda: linkedin.network.followers(grant),
        "userinfo": lambda: linkedin.network.profile(grant),
        "delete": lambda: linkedin.network.delete(grant, made),
    }
    for phase, act in acts.items():
        linkedin.simulator.control("faults", faults=[{"kind": "503_before", "on": phase, "times": 1}])
        with pytest.raises((TryLater, OutcomeUnknown)):
            act()
        assert linkedin.simulator.control("faults")["faults"][0]["times"] == 0, phase


def test_a_phase_that_does_not_exist_is_refused(simulator: SimulatorProcess) -> None:
    rules = {"faults": [{"kind": "429", "on": "lunch"}]}
    assert requests.post(f"{simulator.url}/_control/faults", json=rules, timeout=5).status_code == 400


# --- The server ------------------------------------------------------------------------------------------------------
def test_a_crowd_of_slow_calls_is_served_at_once_and_costs_little(x: Subject) -> None:
    x.simulator.control("latency", api=0.5)
    x.simulator.control("limits", x_me_window=10**6)
    headers = bearer(x.grant())

    def ask(_number: int) -> int:
        return requests.get(f"{x.simulator.x}/2/users/me", headers=headers, timeout=30).status_code

    started, busy = time.monotonic(), spent(x.simulator)
    with ThreadPoolExecutor(200) as pool:
        answers = Counter(pool.map(ask, range(400)))
    assert answers == {200: 400}
    # One after another they would take 200 seconds; the rest is this test's own work, on a machine that has other.
    assert time.monotonic() - started < 20
    assert (spent(x.simulator) - busy) / 400 < 0.005


def spent(simulator: SimulatorProcess) -> float:
    """The seconds of processor the simulator has used."""
    child = simulator._child
    assert child is not None
    fields = Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def wire(simulator: SimulatorProcess, pieces: tuple[bytes, ...], answers: int) -> bytes:
    """What comes back for these bytes, sent one after another: so many answers, and what may follow them at once."""
    with socket.create_connection(("127.0.0.1", simulator.port), timeout=5) as line:
        for piece in pieces:
            line.sendall(piece)
            time.sleep(0.05)
        received = b""
        while received.count(b"HTTP/1.1 ") < answers and (more := line.recv(65536)):
            received += more
        line.settimeout(0.2)
        with suppress(TimeoutError):
            received += line.recv(65536)
    return received


HEALTH = b"GET /_control/health HTTP/1.1\r\nHost: a\r\n"


@pytest.mark.parametrize(
    ("pieces", "statuses"),
    [
        ((HEALTH + b"\r\n",), [200]),
        ((HEALTH[:9], HEALTH[9:] + b"\r", b"\n"), [200]),
        ((HEALTH + b"\r\n" + HEALTH + b"\r\n",), [200, 200]),
        ((HEALTH + b"Connection: close\r\n\r\n" + HEALTH + b"\r\n",), [200]),
        ((b"POST /_control/clock HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n", b"{}"), [100, 200]),
        ((b"nonsense\r\n\r\n",), [400]),
        ((b"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",), [411]),
        ((b"POST /x HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n",), [413]),
        ((b"GET /nothing/here HTTP/1.1\r\n\r\n",), [404]),
        ((b"HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n",), [200]),
    ],
)
def test_requests_are_read_as_they_come(
    simulator: SimulatorProcess, pieces: tuple[bytes, ...], statuses: list[int]
) -> None:
    received = wire(simulator, pieces, len(statuses))
    assert [int(part[:3]) for part in received.split(b"HTTP/1.1 ")[1:]] == statuses


def test_large_files_pass(linkedin: Subject) -> None:
    linkedin.simulator.control("limits", linkedin_member_day=10)
    grant, network = linkedin.grant(), linkedin.network
    content = PNG + b"\0" * 19_000_000
    assert network.upload(grant, Image(content, "image/png")).startswith("urn:li:image:")
