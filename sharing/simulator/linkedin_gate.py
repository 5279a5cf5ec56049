"""What every call to LinkedIn's interface passes: who calls, which version, how often; and failures on demand."""

import re
from datetime import UTC, date, datetime
from typing import Final

from sharing.simulator import faults, tokens
from sharing.simulator import linkedin_words as words
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.meter import DEAD_VERSION
from sharing.simulator.store import Doc
from sharing.simulator.tokens import Checked
from sharing.simulator.world import DAY, World

# The monthly versions and the day each ends. Later ones are taken as they come.
SUNSETS: Final = {
    "202509": date(2026, 9, 15),
    "202510": date(2026, 10, 15),
    "202511": date(2026, 11, 16),
    "202601": date(2027, 1, 15),
    "202602": date(2027, 2, 15),
    "202603": date(2027, 3, 16),
    "202604": date(2027, 4, 15),
    "202605": date(2027, 5, 15),
    "202606": date(2027, 6, 15),
    "202607": date(2027, 7, 15),
    "202608": date(2027, 8, 17),
    "202609": date(2027, 9, 15),
}
_VERSION: Final = re.compile(r"20\d{4}")


def author_of(world: World, checked: Checked) -> str:
    return f"urn:li:person:{world.member_id(checked.profile, checked.token['client_id'])}"


def gate(world: World, request: Request) -> Reply | Checked:
    """Who calls; or the refusal of the token, of the version, or of the day's number of calls."""
    checked = tokens.check(world, "linkedin", request.bearer)
    if checked.state != "live":
        return words.unauthorised(checked.state)
    if (bad := _version(world, request)) is not None:
        return bad
    day, end = world.window(DAY)
    limits, now = world.limits, world.now()
    client, handle = str(checked.token["client_id"]), str(checked.token["handle"])
    for purpose, who, limit, whose in (
        ("app_day", client, limits.linkedin_app_day, "APPLICATION DAY "),
        ("member_day", handle, limits.linkedin_member_day, "MEMBER DAY "),
    ):
        world.meter.knock("linkedin", who, now=now)
        within, _ = world.meter.hit("linkedin", purpose, who, day, limit=limit)
        if not within:
            # No header says until when: everybody knows that days end at midnight, universal time.
            world.meter.close("linkedin", who, until=end)
            return words.throttled(whose)
    return checked


def _version(world: World, request: Request) -> Reply | None:
    version = request.headers.get("LinkedIn-Version")
    if not version:
        return words.no_version()
    today = datetime.fromtimestamp(world.now(), UTC).date()
    ends = SUNSETS.get(version)
    newer = _VERSION.fullmatch(version) is not None and max(SUNSETS) < version <= f"{today:%Y%m}"
    if newer or (ends is not None and today < ends):
        return None
    world.meter.violate(DEAD_VERSION)
    return words.dead_version(version)


def refused_on_demand(world: World, fault: faults.Fault | None, handle: str) -> Reply | None:
    """What a fault does to a call before anything happens; None when it lets it happen."""
    if fault is None:
        return None
    if fault.kind == "429_day":
        world.meter.close("linkedin", handle, until=world.window(DAY)[1])
    return faults.lost(fault, "linkedin", world.latency.hang) or words.refusal(fault.kind)


def spoilt(world: World, fault: faults.Fault | None, reply: Reply) -> Reply:
    """What a fault does to a good reply."""
    if fault is None or reply.status >= 300:
        return reply
    return faults.spoil(fault, reply, "linkedin", world.latency.hang)


def drawn(world: World, on: str, checked: Checked) -> Reply | None:
    """A failure of a call that is safe to repeat, when the rules ask for one."""
    handle = str(checked.profile["handle"])
    fault = world.faults.draw(on, "linkedin", handle)
    if fault is None:
        return None
    return refused_on_demand(world, fault, handle) or spoilt(world, fault, as_json({}))


def lacks(checked: Checked, scope: str) -> bool:
    return scope not in checked.token["scopes"]


def summary(checked: Reply | Checked) -> Doc:
    """Who, for the log."""
    return {"handle": checked.profile["handle"] if isinstance(checked, Checked) else ""}
