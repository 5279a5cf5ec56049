"""What the demo prepared: people, their posts of past months, and the accesses they once gave.

`seed.json` lies in the simulator's folder. It is taken up once, at the start or when the control is told to look again,
and everything from before it is forgotten: the demo was made anew.
"""

import hashlib
import json
from pathlib import Path
from typing import Final

from sharing.simulator.store import Doc
from sharing.simulator.world import World

SEED: Final = "seed.json"
_TYPES: Final = {".png": "image/png", ".jpg": "image/jpeg", ".pdf": "application/pdf"}


def apply(world: World) -> bool:
    """Take up the folder's seed; say whether there was a new one."""
    try:
        seed = json.loads((world.store.folder / SEED).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    if (world.store.get("setting", "seed") or {}).get("stamp") == seed["stamp"]:
        return False
    world.reset(keep=("app",))
    for profile in seed["profiles"]:
        picture = _picture(world, profile.pop("picture", ""))
        world.save_profile(**profile, picture=f"/_media/{picture}" if picture else "")
    for post in seed["posts"]:
        world.store.put("post", post["id"], _post(world, post))
    for token in seed["tokens"]:
        world.store.put("token", token.pop("token"), {**token, "revoked": False})
    world.store.put("setting", "seed", {"stamp": seed["stamp"]})
    world.reindex()
    world.record("seeded", posts=len(seed["posts"]), profiles=len(seed["profiles"]))
    return True


def _post(world: World, post: Doc) -> Doc:
    card = dict(post["card"]) if post.get("card") else None
    if card:
        card["image"] = _picture(world, card.get("image", ""))
    media = [{"id": _picture(world, each["path"]), "alt": each["alt"]} for each in post.get("media", ())]
    document = dict(post["document"]) if post.get("document") else None
    if document:
        document["id"] = _picture(world, document.pop("path"))
    seen = {"card": card, "media": media, "document": document, "deleted": False}
    return {"links": [], "figures": {}, "parent": "", **post, **seen}


def _picture(world: World, path: str) -> str:
    """Keep a file of this machine once, however often it is shown; return its number."""
    if not path:
        return ""
    content = Path(path).read_bytes()
    number = hashlib.sha256(content).hexdigest()[:16]
    if world.store.get("media", number) is None:
        (world.store.media / number).write_bytes(content)
        mime = _TYPES[Path(path).suffix.lower()]
        world.store.put("media", number, {"id": number, "mime": mime, "size": len(content)})
    return number
