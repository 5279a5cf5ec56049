"""What the simulated networks must know of the demo, left where the simulator looks when it starts."""

import json
import os
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings

from advocacy.demo import page_posts, picture_files
from advocacy.demo.connecting import Access, access_document
from advocacy.demo.past_shares import Made, post_document
from advocacy.demo.settling import email_of
from advocacy.demo.stage import Stage
from advocacy.lib import http
from advocacy.lib.http import MaybeSent, NotSent
from sharing.simulator.seeds import SEED


def documents(
    stage: Stage, accesses: Sequence[Access], made: Sequence[Made], extra: Sequence[dict[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """One organisation's people, posts and accesses, in the simulator's own words."""
    return {
        "profiles": [*page_posts.profiles(stage), *_profiles(stage)],
        "posts": [*extra, *(post_document(stage, each.share, each.figures) for each in made if each.share.external_id)],
        "tokens": [access_document(access) for access in accesses],
    }


def _profiles(stage: Stage) -> Iterable[dict[str, Any]]:
    portraits = {person.name: person for person in stage.seed.people}
    for (name, network), connection in stage.connections.items():
        person = portraits[name]
        yield {
            "network": network,
            "handle": connection.handle,
            "name": connection.name,
            "headline": connection.headline,
            "email": email_of(person, stage.seed.domain),
            "picture": str(picture_files.portrait_path(person.portrait)),
        }


def leave(prepared: Sequence[dict[str, list[dict[str, Any]]]]) -> None:
    """Write the seed where the simulator finds it, and tell a simulator that runs already."""
    kinds = ("profiles", "posts", "tokens")
    seed: dict[str, Any] = {kind: [row for each in prepared for row in each[kind]] for kind in kinds}
    seed["stamp"] = secrets.token_hex(8)
    folder = settings.VAR_DIR / "simulator"
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f".{SEED}.{os.getpid()}"
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(seed, file, ensure_ascii=False)
    new.replace(folder / SEED)
    _ring()


def _ring() -> None:
    """Not running is no trouble: the simulator reads the seed when it starts."""
    if not settings.SIMULATOR_URL:
        return
    try:
        http.call("POST", f"{settings.SIMULATOR_URL}/_control/seed", json_body={}, deadline=10.0)
    except (NotSent, MaybeSent):
        return
