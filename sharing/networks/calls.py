"""What adapters share: one function that calls, and turns transport failures into the vocabulary of `errors.py`."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from advocacy.lib import http
from advocacy.lib.http import Answer, MaybeSent, NotSent
from advocacy.lib.secret import Secret
from sharing.networks.base import (
    AppCredentials,
    Grant,
    NetworkUnavailable,
    NotSupported,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)

REFRESH_DEADLINE: Final = 10.0
UPLOAD_DEADLINE: Final = 60.0
DOCUMENT_DEADLINE: Final = 180.0


def call(method: str, url: str, *, repeatable: bool = True, **options: Any) -> Answer:
    """`http.call`, whose failures become `TryLater` when nothing left or the call is safe to repeat.

    With `repeatable=False` a failure after the first byte is `OutcomeUnknown`.
    """
    failure: NotSent | MaybeSent
    try:
        return http.call(method, url, **options)
    except NotSent as error:
        failure = error
    except MaybeSent as error:
        failure = error
    detail = str(failure)
    if isinstance(failure, NotSent):
        raise TryLater(None, "not_sent", detail=detail)
    if repeatable:
        raise TryLater(None, "connection_lost", detail=detail)
    raise OutcomeUnknown("timeout" if _is_timeout(detail) else "connection_lost", detail=detail)


def _is_timeout(failure: str) -> bool:
    return "Timeout" in failure or failure == "DeadlinePassed"


def bearer(grant: Grant) -> dict[str, str]:
    if not grant.access_token:
        raise ReconnectNeeded("token_missing")
    return {"Authorization": f"Bearer {grant.access_token.reveal()}"}


def address(base: str, **query: str) -> str:
    """`base` with a query whose spaces are %20, which every network takes in consent addresses."""
    return base + "?" + urlencode(query).replace("+", "%20")


def require_keys(credentials: AppCredentials) -> None:
    if not credentials.configured:
        raise NotSupported("not_configured")


def trusted(url: str, api: str, domain: str) -> str:
    """`url`, when it is on the host of `api` or, over TLS, under `domain`; anything else is refused."""
    target, known = urlsplit(url), urlsplit(api)
    same = (target.scheme, target.netloc) == (known.scheme, known.netloc)
    if not same and not (target.scheme == "https" and (target.hostname or "").endswith(domain)):
        raise NetworkUnavailable("unexpected_answer", detail=f"Upload address on {target.hostname}")
    return url


def network_now(answer: Answer) -> datetime:
    """The network's own clock when it answered, else ours."""
    try:
        return parsedate_to_datetime(answer.headers.get("Date", "")).astimezone(UTC)
    except ValueError:
        return datetime.now(UTC)


def until_midnight_utc(moment: datetime) -> timedelta:
    tomorrow = (moment + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return tomorrow - moment


def grant_from(data: Mapping[str, Any], *, before: Grant | None = None) -> Grant:
    """The grant a token endpoint answered. What a refresh leaves out stays as it was before."""
    now = datetime.now(UTC)

    def moment(name: str) -> datetime | None:
        seconds = data.get(name)
        return now + timedelta(seconds=int(seconds)) if isinstance(seconds, int | float) else None

    # LinkedIn has answered scopes with commas as well as with spaces.
    scopes = frozenset(str(data.get("scope") or "").replace(",", " ").split())
    refresh = data.get("refresh_token")
    return Grant(
        access_token=Secret(str(data["access_token"])),
        refresh_token=Secret(str(refresh)) if refresh else (before.refresh_token if before else None),
        expires_at=moment("expires_in"),
        refresh_expires_at=moment("refresh_token_expires_in") or (before.refresh_expires_at if before else None),
        scopes=scopes or (before.scopes if before else frozenset()),
        external_id=before.external_id if before else "",
        handle=before.handle if before else "",
        issued_at=now,
    )


def whole(value: object) -> int | None:
    """A figure as the networks write it, or None; true and false are no figures."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def objects(value: object) -> list[Mapping[str, Any]]:
    """The objects in what should be a list of objects; what is something else is left out."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
