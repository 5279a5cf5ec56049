"""What every call to X's interface passes: who calls, how often, on whose money; and failures on demand."""

from dataclasses import dataclass, replace
from typing import Final

from sharing.simulator import faults, tokens
from sharing.simulator import x_words as words
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.meter import BROKE
from sharing.simulator.store import Doc
from sharing.simulator.tokens import Checked
from sharing.simulator.world import DAY, World

PRICE: Final = 0.015
PRICE_WITH_LINK: Final = 0.2
PRICE_DELETE: Final = 0.01
PRICE_READ: Final = 0.005
PRICE_MEMBER: Final = 0.01


@dataclass(frozen=True)
class Passed:
    """Who calls, and the headers that every answer to this call carries."""

    profile: Doc
    token: Doc
    headers: tuple[tuple[str, str], ...]

    @property
    def handle(self) -> str:
        return str(self.profile["handle"])

    def answer(self, reply: Reply) -> Reply:
        return replace(reply, headers=(*reply.headers, *self.headers))


def caller(world: World, request: Request, *scopes: str) -> Reply | Checked:
    """Who calls; or the refusal of the token."""
    checked = tokens.check(world, "x", request.bearer)
    if checked.state != "live":
        return words.unauthorised()
    missing = next((scope for scope in scopes if scope not in checked.token["scopes"]), None)
    return checked if missing is None else words.scope_missing(missing)


def _named(prefix: str, limit: int, left: int, reset: int) -> tuple[tuple[str, str], ...]:
    values = {"limit": limit, "remaining": left, "reset": reset}
    return tuple((f"{prefix}-{name}", str(value)) for name, value in values.items())


def counted(world: World, checked: Checked, purpose: str, limit: int) -> Reply | Passed:
    """Count a call in its quarter of an hour: a refusal when it is one too many, else the three headers."""
    handle, now = str(checked.profile["handle"]), world.now()
    window, reset = world.window(world.limits.x_window)
    world.meter.knock("x", purpose, handle, now=now)
    within, left = world.meter.hit("x", purpose, handle, window, limit=limit)
    headers = _named("x-rate-limit", limit, left, reset)
    if not within:
        world.meter.close("x", purpose, handle, until=reset)
        return replace(words.too_many(), headers=headers)
    return Passed(checked.profile, checked.token, headers)


def counted_by_day(world: World, passed: Passed) -> Reply | Passed:
    """Count a post in its member's and its application's day as well."""
    day, end = world.window(DAY)
    client, limits, now = str(passed.token["client_id"]), world.limits, world.now()
    headers = passed.headers
    for prefix, purpose, who, limit in (
        ("x-app-limit-24hour", "app_day", client, limits.x_app_day),
        ("x-user-limit-24hour", "member_day", passed.handle, limits.x_member_day),
    ):
        world.meter.knock("x", purpose, who, now=now)
        within, left = world.meter.hit("x", purpose, who, day, limit=limit)
        headers = (*headers, *_named(prefix, limit, left, end))
        if not within:
            world.meter.close("x", purpose, who, until=end)
            return replace(words.too_many(), headers=headers)
    return replace(passed, headers=headers)


def charge(world: World, amount: float) -> Reply | None:
    """Take money off what the operator has; a refusal when there is not enough."""
    credit = world.limits.x_credits
    if credit is None:
        return None
    # The money is kept in binary fractions, and the last cent must not get lost in them.
    if credit + 1e-9 < amount:
        world.meter.violate(BROKE)
        return words.no_credits()
    world.limits.x_credits = credit - amount
    world.save()
    return None


def refused_on_demand(world: World, fault: faults.Fault | None, purpose: str, handle: str) -> Reply | None:
    """What a fault does to a call before anything happens; None when it lets it happen."""
    if fault is None:
        return None
    reply = faults.lost(fault, "x", world.latency.hang) or words.refusal(fault.kind)
    if reply is not None:
        world.meter.knock("x", purpose, handle, now=world.now())
    if reply is None or reply.status != 429:
        return reply
    # A refusal of this kind names the window that is exhausted; `bare` is one that does not.
    window, day = world.window(world.limits.x_window)[1], world.window(DAY)[1]
    if fault.kind == "429":
        world.meter.close("x", purpose, handle, until=window)
        return replace(reply, headers=_named("x-rate-limit", world.limits.x_create_window, 0, window))
    if fault.kind in ("429_app", "429_member"):
        whose = "app" if fault.kind == "429_app" else "user"
        world.meter.close("x", purpose, handle, until=day)
        short = _named("x-rate-limit", world.limits.x_create_window, 7, window)
        return replace(reply, headers=(*short, *_named(f"x-{whose}-limit-24hour", 1, 0, day)))
    return reply


def spoilt(world: World, fault: faults.Fault | None, reply: Reply) -> Reply:
    """What a fault does to a good reply."""
    if fault is None or reply.status >= 300:
        return reply
    return faults.spoil(fault, reply, "x", world.latency.hang)


def drawn(world: World, on: str, checked: Checked) -> Reply | None:
    """A failure of a call that is safe to repeat, when the rules ask for one."""
    handle = str(checked.profile["handle"])
    fault = world.faults.draw(on, "x", handle)
    if fault is None:
        return None
    return refused_on_demand(world, fault, on, handle) or spoilt(world, fault, as_json({}))
