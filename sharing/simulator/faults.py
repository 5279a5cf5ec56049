"""Failures on demand: named in a text (`[[fault:500_after]]`), or drawn by rules for some part of all calls.

A mark is `[[fault:KIND]]`, `[[fault:KIND:SECONDS]]` or `[[fault:KIND*TIMES]]`: the last fails so many times for that
text and member, then lets it through. What ends in `_before` refuses or loses the request, what ends in `_after` lets
the post be made and loses or spoils the answer.
"""

import random
import re
from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from sharing.simulator.messages import Reply, as_json

MARK: Final = re.compile(r"\[\[fault:([a-z0-9_]+)(?::(\d+(?:\.\d+)?))?(?:\*(\d+))?\]\]")
# Refused, in the network's own words: see refusal() of each network.
REFUSALS: Final = frozenset(
    {"400", "400_version", "401", "401_revoked", "401_expired", "402", "402_new"}
    | {"403", "403_scope", "403_app_only", "403_client", "suspended", "404", "404_media", "409", "413", "422", "426"}
    | {"429", "429_day", "429_app", "429_member", "429_bare", "429_unverified"}
    | {"duplicate", "media_not_ready", "media_failed"}
)
# Lets the call pass: for a script of several rules in a row, each for so many `times`.
PASS: Final = "ok"
BEFORE: Final = frozenset({"500_before", "502_before", "503_before", "504_before", "408_before"})
LOST_BEFORE: Final = frozenset({"timeout_before", "reset_before", "close_before", "redirect"})
AFTER: Final = frozenset(
    {"500_after", "502_after", "503_after", "504_after", "timeout_after", "reset_after", "close_after"}
    | {"cut_body", "cut_head", "no_id", "garbage", "drip", "redirect_after", "slow", "late_after"}
)
KINDS: Final = REFUSALS | BEFORE | LOST_BEFORE | AFTER | {PASS}
PHASES: Final = frozenset(
    {"create", "token", "upload", "put", "describe", "read", "userinfo", "delete", "comment", "react", "followers"}
    | {"revoke", "any"}
)


@dataclass(frozen=True)
class Fault:
    """One failure to act out; `seconds` is how long the ones that take time take."""

    kind: str
    seconds: float | None = None


@dataclass(frozen=True)
class Rule:
    """Fail a part `p` of the calls `on` a phase (see PHASES), `times` times; the first rule that applies counts."""

    kind: str
    p: float = 1.0
    on: str = "create"
    network: str = ""
    handle: str = ""
    times: int | None = None
    seconds: float | None = None


class Faults:
    """The rules in force, and how often each mark has failed already."""

    def __init__(self, seed: int = 1) -> None:
        self._dice = random.Random(seed)  # noqa: S311 -- a test's dice
        self._rules: list[Rule] = []
        self._spent: Counter[tuple[str, ...]] = Counter()

    def set(self, rules: list[dict[str, Any]], *, seed: int | None = None) -> None:
        """Replace the rules. Raises `ValueError` or `TypeError` for one that does not exist."""
        made = [Rule(**rule) for rule in rules]
        for rule in made:
            if rule.kind not in KINDS:
                raise ValueError(f"No fault is called {rule.kind!r}. There are: {', '.join(sorted(KINDS))}")
            if rule.on not in PHASES:
                raise ValueError(f"No phase is called {rule.on!r}. There are: {', '.join(sorted(PHASES))}")
        self._rules = made
        if seed is not None:
            self._dice.seed(seed)

    def rules(self) -> list[dict[str, Any]]:
        return [asdict(rule) for rule in self._rules]

    def clear(self) -> None:
        self._rules = []
        self._spent.clear()

    def draw(self, on: str, network: str, handle: str, text: str = "") -> Fault | None:
        """The failure for this call, if any: the text's own mark first, then the rules in order."""
        if (mark := MARK.search(text)) and mark[1] in KINDS:
            if mark[3] and not self._spend((network, handle, text), int(mark[3])):
                return None
            return Fault(mark[1], float(mark[2]) if mark[2] else None)
        for place, rule in enumerate(self._rules):
            concerned = (
                rule.on in (on, "any") and rule.network in ("", network) and rule.handle in ("", handle)
            ) and rule.times != 0
            if concerned and self._dice.random() < rule.p:
                if rule.times is not None:
                    self._rules[place] = replace(rule, times=rule.times - 1)
                return Fault(rule.kind, rule.seconds) if rule.kind != PASS else None
        return None

    def _spend(self, key: tuple[str, ...], times: int) -> bool:
        self._spent[key] += 1
        return self._spent[key] <= times


def server_error(network: str, status: int) -> Reply:
    """A failure of the network's servers, as each words it."""
    if network == "linkedin":
        return as_json({"status": status, "code": "INTERNAL_SERVER_ERROR", "message": "Internal Server Error"}, status)
    words = "Service Unavailable"
    return as_json({"title": words, "detail": words, "type": "about:blank", "status": status}, status)


def lost(fault: Fault, network: str, hang: float) -> Reply | None:
    """The reply to a request that is refused or lost before anything happens; None for all other faults."""
    if fault.kind in BEFORE:
        return server_error(network, int(fault.kind[:3]))
    if fault.kind == "timeout_before":
        return Reply(effect="timeout", wait=fault.seconds or hang)
    if fault.kind == "reset_before":
        return Reply(effect="reset")
    if fault.kind == "close_before":
        return Reply(effect="close")
    if fault.kind == "redirect":
        return Reply(302, type="text/html", headers=(("Location", "/"),))
    return None


def spoil(fault: Fault, reply: Reply, network: str, hang: float) -> Reply:
    """What becomes of a good reply."""
    kind, seconds = fault.kind, fault.seconds
    if kind[:3].isdecimal() and kind.endswith("_after"):
        return server_error(network, int(kind[:3]))
    if kind == "timeout_after":
        return replace(reply, effect="timeout", wait=seconds or hang)
    if kind in ("reset_after", "late_after"):
        return replace(reply, effect="reset")
    if kind == "close_after":
        return replace(reply, effect="close")
    if kind in ("cut_body", "cut_head"):
        return replace(reply, effect="cut_body" if kind == "cut_body" else "cut_head")
    if kind == "drip":
        return replace(reply, effect="drip", wait=seconds or hang)
    if kind == "no_id":
        kept = tuple(pair for pair in reply.headers if pair[0].lower() not in ("x-restli-id", "x-linkedin-id"))
        return replace(reply, headers=kept, body=b'{"data":{}}' if network == "x" else reply.body)
    if kind == "garbage":
        return Reply(reply.status, b"<html><body>It works!</body></html>", type="text/html")
    if kind == "redirect_after":
        return Reply(302, type="text/html", headers=(("Location", "/"),))
    if kind == "slow":
        return replace(reply, wait=seconds or 2.0)
    return reply
