"""What can go wrong with a network: six errors, each with one meaning for the caller.

`code` is stable and translated by the user interface; `detail` is the network's own words, shortened, for the log of
the operator. Neither ever holds a token or the person's text.
"""

from datetime import timedelta
from typing import Final

DETAIL_LENGTH: Final = 300

# Every code an adapter may use, so that the interface can be tested to translate all of them.
CODES: Final[dict[str, tuple[str, ...]]] = {
    "TryLater": (
        "not_sent",
        "rate_limited",
        "daily_limit",
        "app_daily_limit",
        "server_error",
        "media_not_ready",
        "connection_lost",
        "token_new",
    ),
    "Rejected": (
        "too_long",
        "empty",
        "duplicate",
        "invalid",
        "refused",
        "link",
        "cashtags",
        "too_many_images",
        "one_attachment",
        "image_type",
        "image_size",
        "image_failed",
        "document_type",
        "document_size",
        "document_failed",
        "reshare_text",
        "reshare_gone",
        "post_gone",
        "comments_closed",
        "media_gone",
        "alt_text_too_long",
    ),
    "ReconnectNeeded": (
        "token_missing",
        "token_invalid",
        "token_expired",
        "token_revoked",
        "refresh_refused",
        "code_refused",
        "scope_missing",
        "account_suspended",
    ),
    "OutcomeUnknown": ("timeout", "connection_lost", "server_error", "unreadable_answer", "redirected"),
    "NetworkUnavailable": (
        "version_sunset",
        "credits_spent",
        "usage_capped",
        "app_credentials",
        "app_forbidden",
        "unexpected_answer",
    ),
    "NotSupported": ("not_supported", "not_configured", "scope_not_granted", "retired"),
}


class NetworkError(Exception):
    """A call to a network did not do what was asked. Use one of the six below."""

    code: str = "refused"

    def __init__(self, code: str, *, detail: str = "", status: int | None = None, request_id: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail[:DETAIL_LENGTH]
        self.status = status
        self.request_id = request_id

    def __str__(self) -> str:
        parts = [self.code]
        if self.status is not None:
            parts.append(f"HTTP {self.status}")
        if self.request_id:
            parts.append(f"request {self.request_id}")
        if self.detail:
            parts.append(self.detail)
        return " · ".join(parts)


class TryLater(NetworkError):
    """Nothing happened and the same call may be made again, not before `after` when it is known.

    `after` counts from now, by the network's own clock where it tells one; the caller adds its jitter.
    """

    def __init__(
        self,
        after: timedelta | None = None,
        code: str = "rate_limited",
        *,
        detail: str = "",
        status: int | None = None,
        request_id: str = "",
    ) -> None:
        super().__init__(code, detail=detail, status=status, request_id=request_id)
        self.after = after


class Rejected(NetworkError):
    """The network (or its known rules, before any call) says no to this content; repeating it is pointless.

    `reason` is the code; `field` is `text`, `link`, `media`, `document`, `alt_text`, `reshare_of` or None. For a
    duplicate, `existing` is the id of the post the network says it repeats: a hint to show after an unconfirmed
    attempt, never proof.
    """

    def __init__(
        self,
        reason: str,
        field: str | None = None,
        *,
        existing: str = "",
        detail: str = "",
        status: int | None = None,
        request_id: str = "",
    ) -> None:
        super().__init__(reason, detail=detail, status=status, request_id=request_id)
        self.reason = reason
        self.field = field
        self.existing = existing


class ReconnectNeeded(NetworkError):
    """The token is dead or lacks a scope: only the person can mend this, by connecting again."""


class OutcomeUnknown(NetworkError):
    """The request left and no usable answer came: the post may exist. Never repeat it without asking."""


class NetworkUnavailable(NetworkError):
    """The whole application cannot use the network (version sunset, no credits, wrong keys): the operator must act."""

    @property
    def kind(self) -> str:
        return self.code


class NotSupported(NetworkError):
    """This network, or this grant, cannot do that; `limits` and the granted scopes say so beforehand."""

    def __init__(self, code: str = "not_supported", *, detail: str = "", status: int | None = None) -> None:
        super().__init__(code, detail=detail, status=status)
