"""How tests and the demo arrange the simulated networks. JSON in, JSON out, under `/_control/`."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from sharing.simulator import seeds, tokens
from sharing.simulator.consent import SCOPES
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.store import Doc
from sharing.simulator.weigh import links as links_in
from sharing.simulator.world import NETWORKS, World

_HOUR: Final = 3600.0


def health(world: World, body: Doc, request: Request) -> Doc:
    return {"ok": True, "simulation": True, "now": world.now(), "public_url": world.public_url}


def reset(world: World, body: Doc, request: Request) -> Doc:
    """Forget everything but the kinds in `keep` (profile, app, post, token…). The old log stays beside the new one."""
    world.reset(keep=tuple(body.get("keep") or ()))
    return {"ok": True}


def seed(world: World, body: Doc, request: Request) -> Doc:
    """Take up what the demo has prepared in the simulator's folder, if it is new."""
    return {"taken": seeds.apply(world)}


def faults(world: World, body: Doc, request: Request) -> Doc:
    """`faults`: the rules to put in force instead of the present ones; `seed` makes the dice fall the same again."""
    if request.method == "POST":
        world.faults.set(list(body.get("faults") or []), seed=body.get("seed"))
    return {"faults": world.faults.rules()}


def latency(world: World, body: Doc, request: Request) -> Doc:
    world.change(world.latency, body)
    return asdict(world.latency)


def limits(world: World, body: Doc, request: Request) -> Doc:
    world.change(world.limits, body)
    return asdict(world.limits)


def counters(world: World, body: Doc, request: Request) -> Doc:
    """How often everything was called, how full each limit was, and what an application must not do but did."""
    if request.method == "POST":
        world.meter.clear()
    return world.meter.report(NETWORKS)


def clock(world: World, body: Doc, request: Request) -> Doc:
    """`advance`: let so many seconds pass."""
    world.clock.advance(float(body.get("advance") or 0))
    world.save()
    return {"now": world.now(), "offset": world.clock.offset}


def _network(body: Doc) -> str:
    network = str(body.get("network") or "")
    if network not in NETWORKS:
        raise ValueError(f"network must be one of {', '.join(NETWORKS)}")
    return network


def profiles(world: World, body: Doc, request: Request) -> Doc:
    """`profiles`: each network, handle, name, headline, email, picture (address or path), followers."""
    for item in body.get("profiles") or []:
        details = {name: value for name, value in item.items() if name not in ("network", "handle")}
        world.save_profile(_network(item), str(item["handle"]), **details)
    wanted = request.query("network")
    found = [profile for network in NETWORKS if wanted in ("", network) for profile in world.profiles(network)]
    return {"profiles": found}


def posts(world: World, body: Doc, request: Request) -> Doc:
    """`posts`: each network, handle, text, `at` (seconds since 1970) or `hours_ago`, images, card, document, figures.

    `closed`: who made it takes no `comments`, or lets nobody have `reshares`.
    """
    made = [_seed(world, item) for item in body.get("posts") or []]
    if request.method == "POST":
        return {"posts": made}
    wanted, handle = request.query("network"), request.query("handle")
    found = [
        post for post in world.store.all("post") if wanted in ("", post["network"]) and handle in ("", post["handle"])
    ]
    return {"posts": [{**post, "figures_now": world.figures(post)} for post in found]}


def _seed(world: World, item: Doc) -> Doc:
    profile = world.profile(_network(item), str(item["handle"]))
    if profile is None:
        raise ValueError(f"No profile {item['handle']!r} on {item['network']}.")
    at = float(item["at"]) if "at" in item else world.now() - float(item.get("hours_ago") or 0) * _HOUR
    media = [
        {"id": world.media_from_path(str(image["path"]))["id"], "alt": str(image.get("alt") or "")}
        for image in item.get("images") or []
    ]
    card = dict(item["card"]) if item.get("card") else None
    if card and card.get("image"):
        card["image"] = world.media_from_path(str(card["image"]))["id"]
    shown = [url for _, _, url in links_in(str(item["text"]))]
    links = list(dict.fromkeys([*(item.get("links") or []), *shown, *([card["url"]] if card else [])]))
    details: Doc = {"media": media, "card": card, "links": links, "figures": item.get("figures") or {}}
    details |= {f"{what}_closed": True for what in item.get("closed") or []}
    if item.get("document"):
        file = world.media_from_path(str(item["document"]["path"]))["id"]
        details["document"] = {"id": file, "title": str(item["document"]["title"]), "pages": 0}
    post = world.add_post(profile, str(item["text"]), at=at, **details)
    return {"id": post["id"], "network": post["network"], "handle": post["handle"], "at": at}


def log(world: World, body: Doc, request: Request) -> Doc:
    """The log, all of it or what `event`, `network`, `handle`, `accepted`, `contains` and `since` (a number) select.

    `count=1` asks how many entries that are, and costs less.
    """
    wanted = {name: request.query(name) for name in ("event", "network", "handle") if request.query(name)}
    since = int(request.query("since") or 0)
    accepted = {"true": True, "false": False}.get(request.query("accepted"))
    entries = [
        entry
        for entry in world.log.entries(since)
        if all(entry.get(name) == value for name, value in wanted.items())
        and (accepted is None or entry.get("accepted") is accepted)
        and request.query("contains") in str(entry.get("text", ""))
    ]
    if request.query("count"):
        return {"count": len(entries)}
    return {"entries": entries}


def apps(world: World, body: Doc, request: Request) -> Doc:
    """Register an application: client_id, secret, name, redirect_uris, refresh (LinkedIn's partner feature)."""
    details = {name: body[name] for name in ("secret", "name", "redirect_uris", "refresh") if name in body}
    if request.method == "POST":
        world.save_app(_network(body), str(body["client_id"]), **details)
    return {"apps": [{**app, "secret": None} for app in world.store.all("app")]}


def grants(world: World, body: Doc, request: Request) -> Doc:
    """Tokens without a browser: network, handle, client_id, scopes (all by default), as if the person had consented."""
    network, handle = _network(body), str(body["handle"])
    profile = world.profile(network, handle)
    if profile is None:
        raise ValueError(f"No profile {handle!r} on {network}.")
    client = str(body.get("client_id") or "demo")
    scopes = [str(scope) for scope in body.get("scopes") or sorted(SCOPES[network])]
    refresh = "offline.access" in scopes if network == "x" else bool(world.app(network, client)["refresh"])
    made = tokens.issue(world, network, client, handle, scopes, refresh=refresh)
    return {**made, "member_id": world.member_id(profile, client), "handle": handle, "name": profile["name"]}


def revoke(world: World, body: Doc, request: Request) -> Doc:
    """What the person does in the network's own settings: every token of theirs dies."""
    return {"revoked": tokens.revoke_member(world, _network(body), str(body["handle"]))}


_DOORS: Final[dict[str, Callable[[World, Doc, Request], Doc]]] = {
    "health": health,
    "reset": reset,
    "seed": seed,
    "faults": faults,
    "latency": latency,
    "limits": limits,
    "counters": counters,
    "clock": clock,
    "profiles": profiles,
    "posts": posts,
    "log": log,
    "apps": apps,
    "grants": grants,
    "revoke": revoke,
}


def control(world: World, request: Request, name: str) -> Reply:
    door = _DOORS.get(name)
    if door is None:
        return as_json({"error": f"No control is called {name}. There are: {', '.join(_DOORS)}"}, 404)
    body: dict[str, Any] | None = request.data() if request.body else {}
    if body is None:
        return as_json({"error": "The body is no JSON object."}, 400)
    try:
        return as_json(door(world, body, request))
    except (ValueError, TypeError, KeyError, OSError) as error:
        return as_json({"error": f"{type(error).__name__}: {error}"}, 400)
