"""Encryption of what must never be read from a database dump: network tokens and application secrets.

AES-256-GCM with a random nonce. What a ciphertext belongs to is authenticated with it, so that one copied into another
row, another person's or another column does not open. Keys come from the environment, never from SECRET_KEY; the first
one encrypts and all of them decrypt, which is how keys are changed without a break.
"""

import base64
import binascii
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from advocacy.lib.secret import Secret

VERSION: Final = "v1"
NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32


class CannotOpen(Exception):
    """A record does not open: it was changed, moved from elsewhere, or its key is gone. Says no more than that."""


@dataclass(frozen=True)
class Binding:
    """What a secret belongs to. All four parts are authenticated: in another place the record does not open."""

    user: str
    connection: str
    network: str
    kind: str

    def data(self, kid: str) -> bytes:
        """The associated data for a record made with key `kid`."""
        return "|".join((self.user, self.connection, self.network, self.kind, kid)).encode()


@lru_cache(maxsize=4)
def _parse(listed: str) -> dict[str, AESGCM]:
    keys: dict[str, AESGCM] = {}
    for entry in filter(None, (part.strip() for part in listed.split(","))):
        kid, _colon, encoded = entry.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if not kid.isalnum() or len(key) != KEY_BYTES or kid in keys:
            raise ImproperlyConfigured(f"TOKEN_KEYS: {kid[:12]!r} is not a new name followed by 32 bytes in base64.")
        keys[kid] = AESGCM(key)
    if not keys:
        raise ImproperlyConfigured("TOKEN_KEYS must hold at least one key.")
    return keys


def _keys() -> dict[str, AESGCM]:
    return _parse(settings.TOKEN_KEYS)


def first_key() -> str:
    """Return the name of the key that encrypts."""
    return next(iter(_keys()))


def seal(value: Secret | str, binding: Binding) -> str:
    """Encrypt with the first key. The record is `v1.kid.nonce.ciphertext`; the same value never gives the same one."""
    kid = first_key()
    nonce = os.urandom(NONCE_BYTES)
    plain = value.reveal() if isinstance(value, Secret) else value
    sealed = _keys()[kid].encrypt(nonce, plain.encode(), binding.data(kid))
    return ".".join((VERSION, kid, _text(nonce), _text(sealed)))


def open_sealed(record: str, binding: Binding) -> Secret:
    """Decrypt a record made for exactly this binding. Raises `CannotOpen`; an empty record is an empty secret."""
    if not record:
        return Secret()
    try:
        version, kid, nonce, sealed = record.split(".")
        if version != VERSION:
            raise CannotOpen
        plain = _keys()[kid].decrypt(_bytes(nonce), _bytes(sealed), binding.data(kid))
    except (ValueError, KeyError, InvalidTag):
        # Without the cause: its traceback would hold what was being decrypted.
        raise CannotOpen from None
    return Secret(plain.decode())


def key_of(record: str) -> str:
    """Return the name of the key a record was made with, or "" for an empty or foreign one."""
    parts = record.split(".")
    return parts[1] if len(parts) == 4 and parts[0] == VERSION else ""


def renew(record: str, binding: Binding) -> str:
    """Return the record made anew with the first key; unchanged when it already is or when it is empty."""
    if not record or key_of(record) == first_key():
        return record
    return seal(open_sealed(record, binding), binding)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
