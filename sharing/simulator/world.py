"""Everything the simulated networks know and may be told: profiles, applications, posts, limits, slowness."""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sharing.simulator import figures
from sharing.simulator.clock import Clock
from sharing.simulator.faults import Faults
from sharing.simulator.meter import Meter
from sharing.simulator.store import Doc, Log, Store

NETWORKS: Final = ("linkedin", "x")
X_EPOCH: Final = 1288834974657
DAY: Final = 86_400
_MEDIA_TYPES: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
}


@dataclass
class Limits:
    """How much the networks take, as documented, and what money is left (None: enough)."""

    linkedin_member_day: int = 150
    linkedin_app_day: int = 100_000
    x_create_window: int = 100
    x_member_day: int = 10_000
    x_app_day: int = 10_000
    x_delete_window: int = 50
    x_repost_window: int = 50
    x_read_window: int = 5_000
    x_timeline_window: int = 900
    x_me_window: int = 75
    x_upload_window: int = 500
    x_window: int = 900
    x_credits: float | None = None
    x_similarity: float = 0.0
    """From which likeness on (0 to 1) a text is refused that another account of the application posted; 0: never."""
    x_burns_families: bool = True
    """Whether a refresh token used twice ends every token that came of the same consent."""
    duplicate_window: int = 600


@dataclass
class Latency:
    """Seconds. `api` and up to `jitter` more before each answer; the others are delays the networks are known for.

    `media`: until an uploaded file can be posted. `token_grace`: during which a new token is called revoked.
    `read_lag`: until a post shows up in its member's list. `hang`: how long a call that times out is kept.
    """

    api: float = 0.0
    jitter: float = 0.0
    media: float = 0.0
    token_grace: float = 0.0
    read_lag: float = 0.0
    hang: float = 60.0


class World:
    """The state behind every page and every call, for one thread. `flush` before an answer leaves."""

    later: Callable[[float, Callable[[], object]], None]
    """Have some work done in so many seconds; set by whoever runs the world."""

    def __init__(self, folder: Path, public_url: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.store = Store(folder)
        self.log = Log(folder)
        self.faults = Faults()
        self.public_url = public_url.rstrip("/")
        saved = self.store.get("setting", "world") or {}
        self.clock = Clock(float(saved.get("offset", 0.0)))
        self.limits = Limits(**saved.get("limits", {}))
        self.latency = Latency(**saved.get("latency", {}))
        self.meter = Meter()
        self._mine: dict[tuple[str, str], list[str]] = {}
        self._said: dict[tuple[str, ...], str] = {}
        self.reindex()

    # --- Settings ----------------------------------------------------------------------------------------------------
    def save(self) -> None:
        doc = {"offset": self.clock.offset, "limits": asdict(self.limits), "latency": asdict(self.latency)}
        self.store.put("setting", "world", doc)

    def change(self, part: Limits | Latency, values: Doc) -> None:
        """Set fields of `limits` or `latency`. Raises `ValueError` for one that does not exist."""
        known = {item.name for item in fields(part)}
        if unknown := set(values) - known:
            raise ValueError(f"Unknown: {', '.join(sorted(unknown))}. Known: {', '.join(sorted(known))}")
        for name, value in values.items():
            setattr(part, name, value)
        self.save()

    def reset(self, *, keep: tuple[str, ...] = ()) -> None:
        self.store.clear(keep=(*keep, "key"))
        self.log.clear()
        self.faults.clear()
        self.meter.clear()
        self.clock.offset = 0.0
        self.limits, self.latency = Limits(), Latency()
        self.reindex()

    @property
    def clean(self) -> bool:
        return self.store.clean and self.log.clean

    def flush(self) -> None:
        """Write down everything that changed."""
        self.log.flush()
        self.store.flush()

    def reindex(self) -> None:
        """Look through the posts again, after they were changed behind this object's back."""
        self._mine.clear()
        self._said.clear()
        for post in self.store.all("post"):
            self._mine.setdefault((post["network"], post["handle"]), []).append(post["id"])
            if post.get("signature"):
                self._remember(post)

    def now(self) -> float:
        return self.clock.now()

    def record(self, event: str, network: str = "", *, sync: bool = False, **details: Any) -> Doc:
        moment = self.now()
        stamp = datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")
        return self.log.write(
            {"event": event, "network": network, "at": stamp, "t": moment, "real_t": time.time(), **details}, sync=sync
        )

    # --- Limits ------------------------------------------------------------------------------------------------------
    def window(self, seconds: int) -> tuple[str, int]:
        """The current window of that length: its name, and when it ends."""
        number = int(self.now()) // seconds
        return str(number), (number + 1) * seconds

    # --- Profiles ----------------------------------------------------------------------------------------------------
    def profile(self, network: str, handle: str) -> Doc | None:
        return self.store.get("profile", f"{network}:{handle}")

    def profiles(self, network: str) -> list[Doc]:
        return self.store.all("profile", network=network)

    def save_profile(self, network: str, handle: str, **details: Any) -> Doc:
        """Create or change a profile. `picture` is an address, or the path of a file on this machine."""
        known = self.profile(network, handle) or {
            "network": network,
            "handle": handle,
            "name": handle,
            "headline": "",
            "email": "",
            "picture": "",
            "followers": figures.followers(network, handle),
            "joined": self.now(),
        }
        picture = str(details.pop("picture", "") or "")
        given = {name: value for name, value in details.items() if name in known and value is not None}
        if picture:
            given["picture"] = self._picture(picture)
        return self.store.put("profile", f"{network}:{handle}", {**known, **given})

    def _picture(self, source: str) -> str:
        if source.startswith(("http://", "https://", "/_")):
            return source
        return f"/_media/{self.save_media(Path(source).read_bytes(), _MEDIA_TYPES[Path(source).suffix.lower()])['id']}"

    def picture_url(self, profile: Doc) -> str:
        picture = str(profile["picture"]) or f"/_avatar/{profile['network']}/{profile['handle']}.svg"
        return picture if picture.startswith("http") else self.public_url + picture

    def member_id(self, profile: Doc, client_id: str) -> str:
        """The profile's id as that application sees it: LinkedIn gives every application another one, X the same."""
        return member_number(str(profile["network"]), str(profile["handle"]), client_id)

    # --- Media -------------------------------------------------------------------------------------------------------
    def save_media(self, content: bytes, mime: str, **details: Any) -> Doc:
        media_id = secrets.token_hex(8)
        (self.store.media / media_id).write_bytes(content)
        return self.store.put("media", media_id, {"id": media_id, "mime": mime, "size": len(content), **details})

    def media_from_path(self, path: str) -> Doc:
        source = Path(path)
        return self.save_media(source.read_bytes(), _MEDIA_TYPES.get(source.suffix.lower(), "image/png"))

    # --- Posts -------------------------------------------------------------------------------------------------------
    def new_number(self, epoch: int, at: float) -> int:
        """A number that tells its moment in milliseconds, as both networks' ids do; never given twice."""
        number = (int(at * 1000) - epoch << 22) | secrets.randbelow(1 << 20)
        while self.store.get("post", str(number)) or self.store.get("post", f"urn:li:share:{number}"):
            number += 1
        return number

    def add_post(self, profile: Doc, text: str, **details: Any) -> Doc:
        """Publish a post on a profile. `signature` is what a repetition is known by."""
        network, at = str(profile["network"]), float(details.pop("at", None) or self.now())
        number = self.new_number(X_EPOCH if network == "x" else 0, at)
        post_id = str(number) if network == "x" else f"urn:li:share:{number}"
        post = {"id": post_id, "network": network, "handle": profile["handle"], "at": at, "text": text, "media": []}
        post |= {"links": [], "deleted": False, **details}
        self._mine.setdefault((network, post["handle"]), []).append(post_id)
        if post.get("signature"):
            self._remember(post)
        return self.store.put("post", post_id, post)

    def posts(self, network: str, handle: str) -> list[Doc]:
        """The visible posts of a profile, latest first."""
        found = [self.store.get("post", post_id) for post_id in self._mine.get((network, handle), ())]
        visible = [post for post in found if post is not None and not post["deleted"]]
        return sorted(visible, key=lambda post: float(post["at"]), reverse=True)

    def shown(self, network: str, post_id: str) -> Doc | None:
        """A post that exists and was not deleted."""
        post = self.store.get("post", post_id)
        return post if post is not None and post["network"] == network and not post["deleted"] else None

    def change_post(self, post: Doc, **details: Any) -> Doc:
        return self.store.put("post", post["id"], {**post, **details})

    def figures(self, post: Doc) -> dict[str, int]:
        profile = self.profile(post["network"], post["handle"]) or {}
        counted = figures.at(post, int(profile.get("followers", 500)), self.now())
        # What really happened here comes on top of what is made up.
        for name in ("comments", "reactions", "reshares"):
            counted[name] += int(post.get(f"real_{name}", 0))
        return counted

    def delete_post(self, post: Doc) -> None:
        self.change_post(post, deleted=True, deleted_at=self.now())

    def repeated(self, network: str, handle: str, signature: str) -> Doc | None:
        """The member's latest post that says the same, deleted or not, within the time the networks remember."""
        post = self.store.get("post", self._said.get((network, handle, signature), ""))
        return post if post and float(post["at"]) >= self.now() - self.limits.duplicate_window else None

    def said_by_another(self, post: Doc) -> bool:
        """Whether another account of the same application posted the same words."""
        first = self.store.get("post", self._said.get((post["network"], "", post["client_id"], post["signature"]), ""))
        return first is not None and first["handle"] != post["handle"]

    def _remember(self, post: Doc) -> None:
        network, signature = str(post["network"]), str(post["signature"])
        self._said[network, str(post["handle"]), signature] = post["id"]
        self._said.setdefault((network, "", str(post.get("client_id") or ""), signature), post["id"])

    # --- Applications ------------------------------------------------------------------------------------------------
    def app(self, network: str, client_id: str) -> Doc:
        """An application. One that was not registered is taken as it comes, its secret from its first use on."""
        known = self.store.get("app", f"{network}:{client_id}")
        return known or {
            "network": network,
            "client_id": client_id,
            "secret": None,
            "redirect_uris": [],
            "refresh": False,
        }

    def save_app(self, network: str, client_id: str, **details: Any) -> Doc:
        known = {**self.app(network, client_id), **details}
        return self.store.put("app", f"{network}:{client_id}", known)

    def right_secret(self, network: str, client_id: str, secret: str) -> bool:
        app = self.app(network, client_id)
        if not client_id or not secret:
            return False
        if app["secret"] is None:
            self.save_app(network, client_id, secret=secret)
            return True
        return bool(app["secret"] == secret)


def member_number(network: str, handle: str, client_id: str) -> str:
    """The id of a profile, which follows from its handle: whoever prepares the simulated world knows it beforehand."""
    if network == "x":
        return str(int(_digest("x", handle)[:15], 16) % 10**18 + 10**18)
    return _digest("linkedin", client_id, handle)[:10]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
