"""Codes and tokens of both networks: single use, expiry, rotation, and what a changed consent does to the old ones."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from sharing.simulator.meter import REFRESH_REUSED
from sharing.simulator.store import Doc
from sharing.simulator.world import DAY, World

CODE_LIFE: Final = {"linkedin": 30 * 60, "x": 30}
ACCESS_LIFE: Final = {"linkedin": 60 * DAY, "x": 7200}
REFRESH_LIFE: Final = {"linkedin": 365 * DAY, "x": 183 * DAY}


@dataclass(frozen=True)
class Checked:
    """What a token turned out to be: `state` is live, missing, unknown, revoked, expired or fresh (too new to work)."""

    state: str
    token: Doc
    profile: Doc


def new_code(world: World, network: str, **consent: object) -> str:
    code = secrets.token_urlsafe(48)
    world.store.put("code", code, {"network": network, "at": world.now(), **consent})
    return code


def take_code(world: World, network: str, code: str) -> Doc | None:
    """The consent behind a code, once; None when it is unknown, used or too old."""
    found = world.store.get("code", code)
    world.store.drop("code", code)
    if found is None or found["network"] != network or world.now() - found["at"] > CODE_LIFE[network]:
        return None
    return found


def live_tokens(world: World, network: str, client_id: str, handle: str) -> list[tuple[str, Doc]]:
    return [
        (key, doc)
        for key, doc in world.store.items("token")
        if (doc["network"], doc["client_id"], doc["handle"]) == (network, client_id, handle)
        and not doc["revoked"]
        and doc["expires"] > world.now()
    ]


def issue(world: World, network: str, client_id: str, handle: str, scopes: list[str], *, refresh: bool) -> Doc:
    """A new pair of tokens. On LinkedIn another set of scopes than before kills every earlier token."""
    now = world.now()
    if network == "linkedin":
        for key, doc in live_tokens(world, network, client_id, handle):
            if set(doc["scopes"]) != set(scopes):
                world.store.put("token", key, {**doc, "revoked": True})
    family = secrets.token_hex(8)
    return _pair(world, network, client_id, handle, scopes, family, now + REFRESH_LIFE[network], refresh=refresh)


def _pair(
    world: World,
    network: str,
    client_id: str,
    handle: str,
    scopes: list[str],
    family: str,
    refresh_ends: float,
    *,
    refresh: bool,
) -> Doc:
    now = world.now()
    common = {"network": network, "client_id": client_id, "handle": handle, "scopes": scopes, "family": family}
    # LinkedIn's tokens are about 500 characters long, and programs have broken on that.
    access = ("AQ" if network == "linkedin" else "") + secrets.token_urlsafe(360 if network == "linkedin" else 66)
    ends = now + ACCESS_LIFE[network]
    world.store.put("token", access, {**common, "kind": "access", "at": now, "expires": ends, "revoked": False})
    answer: Doc = {"access_token": access, "expires_in": ACCESS_LIFE[network], "scope": scopes}
    if refresh:
        token = ("AQ" if network == "linkedin" else "") + secrets.token_urlsafe(66)
        life = {"kind": "refresh", "at": now, "expires": refresh_ends, "revoked": False}
        world.store.put("token", token, {**common, **life})
        answer |= {"refresh_token": token, "refresh_token_expires_in": int(refresh_ends - now)}
    return answer


def use_refresh(world: World, network: str, client_id: str, token: str) -> Doc | None:
    """A new pair for a refresh token; None when it is dead. X's work once, LinkedIn's for a year without extension."""
    found = world.store.get("token", token)
    if found is None or (found["network"], found["client_id"], found["kind"]) != (network, client_id, "refresh"):
        return None
    if found.get("spent"):
        # Used a second time: one of the two is a thief, and nobody knows which. Everything of this consent ends.
        world.meter.violate(REFRESH_REUSED)
        if world.limits.x_burns_families:
            _burn(world, found["family"])
        return None
    if found["revoked"] or found["expires"] <= world.now():
        return None
    rotating = network == "x"
    if rotating:
        world.store.put("token", token, {**found, "revoked": True, "spent": True})
    answer = _pair(
        world,
        network,
        client_id,
        found["handle"],
        found["scopes"],
        found["family"],
        found["expires"] if not rotating else world.now() + REFRESH_LIFE[network],
        refresh=rotating,
    )
    if not rotating:
        answer |= {"refresh_token": token, "refresh_token_expires_in": int(found["expires"] - world.now())}
    return answer


def _burn(world: World, family: str) -> None:
    for key, doc in world.store.items("token"):
        if doc["family"] == family and not doc["revoked"]:
            world.store.put("token", key, {**doc, "revoked": True})


def revoke(world: World, token: str) -> bool:
    found = world.store.get("token", token)
    if found is None:
        return False
    world.store.put("token", token, {**found, "revoked": True})
    return True


def revoke_member(world: World, network: str, handle: str) -> int:
    """What the person does in the network's settings: every token of every application dies."""
    mine = [(key, doc) for key, doc in world.store.items("token") if doc["network"] == network]
    mine = [(key, doc) for key, doc in mine if doc["handle"] == handle and not doc["revoked"]]
    for key, doc in mine:
        world.store.put("token", key, {**doc, "revoked": True})
    return len(mine)


def check(world: World, network: str, token: str) -> Checked:
    if not token:
        return Checked("missing", {}, {})
    found = world.store.get("token", token)
    profile = world.profile(network, found["handle"]) if found else None
    if found is None or profile is None or found["network"] != network or found["kind"] != "access":
        return Checked("unknown", {}, {})
    state = "live"
    if found["revoked"]:
        state = "revoked"
    elif found["expires"] <= world.now():
        state = "expired"
    elif world.now() - found["at"] < world.latency.token_grace:
        state = "fresh"
    return Checked(state, found, profile)


def right_verifier(consent: Doc, verifier: str) -> bool:
    challenge = str(consent.get("challenge") or "")
    if consent.get("challenge_method") == "plain":
        return secrets.compare_digest(challenge, verifier)
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    return secrets.compare_digest(challenge, digest)


class Signer:
    """The key that signs LinkedIn's id tokens; kept, so that they stay valid over a restart."""

    def __init__(self, world: World) -> None:
        kept = world.store.get("key", "linkedin")
        if kept is None:
            key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
            pem = key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ).decode()
            kept = world.store.put("key", "linkedin", {"pem": pem, "kid": secrets.token_hex(8)})
        self._pem = str(kept["pem"])
        self.kid = str(kept["kid"])

    def sign(self, claims: Doc) -> str:
        return jwt.encode(claims, self._pem, algorithm="RS256", headers={"kid": self.kid})

    def jwks(self) -> Doc:
        private = serialization.load_pem_private_key(self._pem.encode(), None)
        if not isinstance(private, rsa.RSAPrivateKey):
            raise TypeError("The kept key is no RSA key.")
        numbers = private.public_key().public_numbers()

        def encoded(number: int) -> str:
            raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
            return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

        key = {
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": self.kid,
            "n": encoded(numbers.n),
            "e": encoded(numbers.e),
        }
        return {"keys": [key]}
